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

/// <summary>A change of a provider that must be there.</summary>
internal abstract class ExistingProviderEdit(ProviderKind kind, string name) : SettingsEdit
{
    internal sealed override EditProblem? Apply(SettingsDocument document)
    {
        var list = new ProviderList(document, kind);
        var index = list.IndexOf(name);
        return index < 0 ? list.NotFound(name) : Apply(document, list, index);
    }

    protected abstract EditProblem? Apply(SettingsDocument document, ProviderList list, int index);
}

/// <summary>Changes properties and place.</summary>
internal sealed class ChangeProviderEdit : ExistingProviderEdit
{
    private readonly IReadOnlyList<KeyValuePair<string, JToken?>> _members;
    private readonly int? _priority;
    private readonly ProviderMove? _move;

    public ChangeProviderEdit(ProviderKind kind, string name, IReadOnlyList<KeyValuePair<string, JToken?>> members, int? priority, ProviderMove? move)
        : base(kind, name)
    {
        _members = members;
        _priority = priority;
        _move = move;
    }

    protected override EditProblem? Apply(SettingsDocument document, ProviderList list, int index)
    {
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

internal sealed class RemoveProviderEdit(ProviderKind kind, string name) : ExistingProviderEdit(kind, name)
{
    protected override EditProblem? Apply(SettingsDocument document, ProviderList list, int index)
    {
        document.Remove(list.Nodes[index]);
        return null;
    }
}

internal sealed class EnableProviderEdit(ProviderKind kind, string name, bool enabled) : ExistingProviderEdit(kind, name)
{
    protected override EditProblem? Apply(SettingsDocument document, ProviderList list, int index)
    {
        // A provider that says nothing is enabled.
        var provider = list.Nodes[index];
        if (!enabled || provider.Member("enabled") is not null)
            document.SetMember(provider, "enabled", new JValue(enabled));
        return null;
    }
}
