using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>The text of a settings file while it is changed. Each change is made at its place in the text; the rest stays byte for byte.</summary>
internal sealed class SettingsDocument
{
    private string _text;
    private JsonNode? _root;
    private JsonStyle? _style;

    public SettingsDocument(string text, DateTimeOffset now)
    {
        _text = text;
        Now = now;
    }

    /// <summary>The time of day: what has expired is as good as gone.</summary>
    public DateTimeOffset Now { get; }

    public string Text
    {
        get => _text;
        set
        {
            _text = value;
            _root = null;
        }
    }

    public JsonNode Root => _root ??= JsonScanner.Scan(_text);

    public JsonStyle Style => _style ??= JsonStyle.Of(_text, Root);

    /// <summary>The value at a path such as <c>exceptions.clients</c>; null when there is none.</summary>
    public JsonNode? Find(string path)
    {
        JsonNode? node = Root;
        foreach (var name in path.Split('.'))
            node = node?.Member(name);
        return node;
    }

    /// <summary>The elements of the list at a path; none when it is not there.</summary>
    public IReadOnlyList<JsonNode> Elements(string path) => Find(path) is { IsArray: true } list ? list.Items! : [];

    /// <summary>What a plain value means; null for null, objects and lists.</summary>
    public object? ValueOf(JsonNode? node) => node is null || node.Items is not null ? null : JsonScanner.ValueOf(TextOf(node));

    public JToken TokenOf(JsonNode node) => JsonScanner.TokenOf(TextOf(node));

    /// <summary>Puts an element into the list at a path; the list is made where it is missing.</summary>
    public void InsertElement(string path, int index, JToken value) =>
        Change(Find(path) ?? Make(path, new JArray()), items => items.Insert(index, Write(items, index, value)));

    /// <summary>Puts elements at the end of the list at a path, each on one line.</summary>
    public void AppendElements(string path, IReadOnlyCollection<JToken> values)
    {
        if (values.Count == 0)
            return;
        Change(Find(path) ?? Make(path, new JArray()), items =>
        {
            foreach (var value in values)
                items.Insert(items.Count, JsonStyle.WriteInline(value));
        });
    }

    /// <summary>Puts elements at their places into the list at a path, all in one go; the list is made where it is missing.</summary>
    /// <param name="path">The list.</param>
    /// <param name="elements">The lowest place first; a place behind the end is the end.</param>
    public void InsertElements(string path, IReadOnlyCollection<(int Index, JToken Value)> elements)
    {
        if (elements.Count == 0)
            return;
        Change(Find(path) ?? Make(path, new JArray()), items =>
        {
            foreach (var (index, value) in elements)
            {
                var at = Math.Min(index, items.Count);
                items.Insert(at, Write(items, at, value));
            }
        });
    }

    /// <summary>An element of the list at a path as it is written.</summary>
    public string RawAt(string path, int index) => TextOf(Elements(path)[index]);

    public void Remove(JsonNode item) => Change(item.Parent!, items => items.Remove(item.Parent!.Items!.IndexOf(item)));

    /// <summary>Takes elements out of the list at a path, all in one go: the text is put together anew only once.</summary>
    public void RemoveElements(string path, IReadOnlyCollection<int> indices)
    {
        if (indices.Count == 0)
            return;
        Change(Find(path)!, items =>
        {
            foreach (var index in indices.OrderByDescending(static index => index))
                items.Remove(index);
        });
    }

    public void MoveElement(string path, int from, int to) => Change(Find(path)!, items => items.Move(from, to));

    /// <summary>Gives a member its value, in its place if it is there, else at the end of its object. A value that means the same stays as it is written.</summary>
    public void SetMember(JsonNode owner, string name, JToken value)
    {
        if (owner.Member(name) is not { } member)
            Append(owner, name, value);
        else if (!JToken.DeepEquals(TokenOf(member), value))
            Splice(member.Start, member.End, Style.Write(value, JsonStyle.IndentAt(_text, member.ItemStart)));
    }

    /// <summary>The same for a member at a path; the objects above it are made where they are missing.</summary>
    public void SetAt(string path, JToken value)
    {
        var dot = path.LastIndexOf('.');
        var owner = dot < 0 ? Root : Find(path.Substring(0, dot)) ?? Make(path.Substring(0, dot), new JObject());
        SetMember(owner, path.Substring(dot + 1), value);
    }

    public void Replace(JsonNode node, JToken value) => Splice(node.Start, node.End, JsonStyle.WriteInline(value));

    private JsonNode Make(string path, JToken empty)
    {
        SetAt(path, empty);
        return Find(path)!;
    }

    private void Append(JsonNode owner, string name, JToken value) => Change(owner, items =>
    {
        var indent = items.IndentAt(items.Count);
        items.Insert(items.Count, JsonStyle.Quote(name) + ": " + (indent is null ? JsonStyle.WriteInline(value) : Style.Write(value, indent)));
    });

    private string Write(ContainerText items, int index, JToken value)
    {
        var indent = items.IndentAt(index);
        return indent is null || items.IsNeighbourOnOneLine(index) ? JsonStyle.WriteInline(value) : Style.Write(value, indent);
    }

    private void Change(JsonNode container, Action<ContainerText> change)
    {
        var items = new ContainerText(_text, container, Style);
        change(items);
        Splice(container.Start, container.End, items.ToString());
    }

    private void Splice(int start, int end, string replacement) => Text = _text.Substring(0, start) + replacement + _text.Substring(end);

    private string TextOf(JsonNode node) => _text.Substring(node.Start, node.End - node.Start);
}
