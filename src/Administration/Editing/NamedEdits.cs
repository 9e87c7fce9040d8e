using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

internal sealed class AddNamedEdit : SettingsEdit
{
    private readonly NamedArray _array;
    private readonly IReadOnlyList<KeyValuePair<string, JToken?>> _members;
    private readonly int? _priority;

    public AddNamedEdit(NamedArray array, IReadOnlyList<KeyValuePair<string, JToken?>> members, int? priority)
    {
        _array = array;
        _members = members;
        _priority = priority;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var list = new NamedItems(document, _array);
        var element = EditValue.ObjectOf(_members);
        if (element["name"] is JValue { Value: string name } && list.IndexOf(name) >= 0)
            return list.Taken(name);
        var (index, problem) = NamedItems.PlaceOf(_priority, list.Nodes.Count, list.Path);
        if (problem is null)
            document.InsertElement(list.Path, index, element);
        return problem;
    }
}

/// <summary>A change of an element that must be there.</summary>
internal abstract class ExistingNamedEdit(NamedArray array, string name) : SettingsEdit
{
    internal sealed override EditProblem? Apply(SettingsDocument document)
    {
        var list = new NamedItems(document, array);
        var index = list.IndexOf(name);
        return index < 0 ? list.NotFound(name) : Apply(document, list, index);
    }

    protected abstract EditProblem? Apply(SettingsDocument document, NamedItems list, int index);
}

/// <summary>Changes properties and place.</summary>
internal sealed class ChangeNamedEdit : ExistingNamedEdit
{
    private readonly IReadOnlyList<KeyValuePair<string, JToken?>> _members;
    private readonly int? _priority;
    private readonly ProviderMove? _move;

    public ChangeNamedEdit(NamedArray array, string name, IReadOnlyList<KeyValuePair<string, JToken?>> members, int? priority, ProviderMove? move)
        : base(array, name)
    {
        _members = members;
        _priority = priority;
        _move = move;
    }

    protected override EditProblem? Apply(SettingsDocument document, NamedItems list, int index)
    {
        foreach (var member in _members)
        {
            if (IsTaken(list, member, index))
                return list.Taken((string)member.Value!);
            SetMember(document, list.Nodes[index], member.Key, member.Value);
        }

        return Move(document, list, index);
    }

    private static bool IsTaken(NamedItems list, KeyValuePair<string, JToken?> member, int index) =>
        member is { Key: "name", Value: JValue { Value: string name } } && list.IndexOf(name) is >= 0 and var other && other != index;

    private static void SetMember(SettingsDocument document, JsonNode element, string path, JToken? value)
    {
        var dot = path.IndexOf('.');
        var (name, within) = dot < 0 ? (path, null) : (path.Substring(0, dot), path.Substring(dot + 1));
        var member = element.Member(name);
        if (within is not null && member is { IsObject: true })
            SetMember(document, member, within, value);
        else if (value is not null)
            document.SetMember(element, name, within is null ? value : EditValue.ObjectOf([new KeyValuePair<string, JToken?>(within, value)]));
        else if (member is not null)
            document.Remove(IsAlone(member) ? element : member);
    }

    // An object in which nothing is left would not mean the same as none: {} has all its defaults.
    private static bool IsAlone(JsonNode member) => member.Parent is { Name: not null, Items.Count: 1 };

    private EditProblem? Move(SettingsDocument document, NamedItems list, int index)
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
            (target, problem) = NamedItems.PlaceOf(_priority, last, list.Path);
        if (problem is null && target != index)
            document.MoveElement(list.Path, index, target);
        return problem;
    }
}

internal sealed class RemoveNamedEdit(NamedArray array, string name) : ExistingNamedEdit(array, name)
{
    protected override EditProblem? Apply(SettingsDocument document, NamedItems list, int index)
    {
        document.Remove(list.Nodes[index]);
        return null;
    }
}

internal sealed class EnableNamedEdit(NamedArray array, string name, bool enabled) : ExistingNamedEdit(array, name)
{
    protected override EditProblem? Apply(SettingsDocument document, NamedItems list, int index)
    {
        // What says nothing is enabled.
        var element = list.Nodes[index];
        if (!enabled || element.Member("enabled") is not null)
            document.SetMember(element, "enabled", new JValue(enabled));
        return null;
    }
}
