using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.Settings.Editing;

internal sealed class AddProviderEdit : SettingsEdit
{
    private readonly ProviderKind _kind;
    private readonly IReadOnlyList<KeyValuePair<string, JToken?>> _members;
    private readonly int? _priority;

    public AddProviderEdit(ProviderKind kind, IReadOnlyList<KeyValuePair<string, JToken?>> members, int? priority)
    {
        _kind = kind;
        _members = members;
        _priority = priority;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var list = new ProviderList(document, _kind);
        var provider = new JObject(_members.Where(static member => member.Value is not null).Select(static member => new JProperty(member.Key, member.Value!.DeepClone())));
        if (provider["name"] is JValue { Value: string name } && list.IndexOf(name) >= 0)
            return list.Taken(name);
        var (index, problem) = ProviderList.PlaceOf(_priority, list.Nodes.Count, list.Path);
        if (problem is null)
            document.InsertElement(list.Path, index, provider);
        return problem;
    }
}

/// <summary>Changes properties and place.</summary>
internal sealed class ChangeProviderEdit : SettingsEdit
{
    private readonly ProviderKind _kind;
    private readonly string _name;
    private readonly IReadOnlyList<KeyValuePair<string, JToken?>> _members;
    private readonly int? _priority;
    private readonly ProviderMove? _move;

    public ChangeProviderEdit(ProviderKind kind, string name, IReadOnlyList<KeyValuePair<string, JToken?>> members, int? priority, ProviderMove? move)
    {
        _kind = kind;
        _name = name;
        _members = members;
        _priority = priority;
        _move = move;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var list = new ProviderList(document, _kind);
        var index = list.IndexOf(_name);
        if (index < 0)
            return list.NotFound(_name);
        foreach (var member in _members)
        {
            if (IsTaken(list, member, index))
                return list.Taken((string)member.Value!);
            SetMember(document, list.Nodes[index], member.Key, member.Value);
        }

        return Move(document, list, index);
    }

    private static bool IsTaken(ProviderList list, KeyValuePair<string, JToken?> member, int index) =>
        member is { Key: "name", Value: JValue { Value: string name } } && list.IndexOf(name) is >= 0 and var other && other != index;

    private static void SetMember(SettingsDocument document, JsonNode provider, string name, JToken? value)
    {
        if (value is not null)
            document.SetMember(provider, name, value);
        else if (provider.Member(name) is { } member)
            document.Remove(member);
    }

    private EditProblem? Move(SettingsDocument document, ProviderList list, int index)
    {
        var last = list.Nodes.Count - 1;
        var target = _move switch
        {
            ProviderMove.Up => Math.Max(index - 1, 0),
            ProviderMove.Down => Math.Min(index + 1, last),
            _ => index,
        };
        EditProblem? problem = null;
        if (_priority is not null)
            (target, problem) = ProviderList.PlaceOf(_priority, last, list.Path);
        if (problem is null && target != index)
            document.MoveElement(list.Path, index, target);
        return problem;
    }
}

internal sealed class RemoveProviderEdit : SettingsEdit
{
    private readonly ProviderKind _kind;
    private readonly string _name;

    public RemoveProviderEdit(ProviderKind kind, string name)
    {
        _kind = kind;
        _name = name;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var list = new ProviderList(document, _kind);
        var index = list.IndexOf(_name);
        if (index < 0)
            return list.NotFound(_name);
        document.Remove(list.Nodes[index]);
        return null;
    }
}

internal sealed class EnableProviderEdit : SettingsEdit
{
    private readonly ProviderKind _kind;
    private readonly string _name;
    private readonly bool _enabled;

    public EnableProviderEdit(ProviderKind kind, string name, bool enabled)
    {
        _kind = kind;
        _name = name;
        _enabled = enabled;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var list = new ProviderList(document, _kind);
        var index = list.IndexOf(_name);
        if (index < 0)
            return list.NotFound(_name);

        // A provider that says nothing is enabled.
        var provider = list.Nodes[index];
        if (!_enabled || provider.Member("enabled") is not null)
            document.SetMember(provider, "enabled", new JValue(_enabled));
        return null;
    }
}
