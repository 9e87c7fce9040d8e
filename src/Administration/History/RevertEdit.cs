using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>Gives properties back the values that they had before a change, and leaves all others as they are now.</summary>
internal sealed class RevertEdit : SettingsEdit
{
    private readonly IReadOnlyList<PropertyStep> _steps;
    private readonly string _oldText;

    /// <param name="steps">What the change did.</param>
    /// <param name="oldText">The file before it: elements come back as they were written there.</param>
    public RevertEdit(IReadOnlyList<PropertyStep> steps, string oldText)
    {
        _steps = steps;
        _oldText = oldText;
    }

    /// <summary>The properties that are neither as the change left them nor as they were before it: something else has changed them since.</summary>
    public static IReadOnlyList<PropertyPlace> Conflicts(IReadOnlyList<PropertyStep> steps, PropertyTree now) =>
        [.. steps.Where(step => !IsDone(step, now) && !Same(step.Place, step.New, now)).Select(static step => step.Place)];

    internal override EditProblem? Apply(SettingsDocument document)
    {
        if (PropertyTree.Of(document.Text) is not { } now)
            return new EditProblem(null, "cannot be read", "correct it first");
        var open = _steps.Where(step => !IsDone(step, now)).ToList();
        foreach (var step in open.Where(static step => step.Place.List is null))
            SetGeneral(document, step);
        foreach (var list in open.Where(static step => step.Place.List is not null).GroupBy(static step => step.Place.List!, StringComparer.Ordinal))
        {
            if (RevertList(document, list.Key, [.. list]) is { } problem)
                return problem;
        }

        return null;
    }

    private static bool IsDone(PropertyStep step, PropertyTree now) => Same(step.Place, step.Old, now);

    // Of an order only those count that are in both.
    private static bool Same(PropertyPlace place, JToken? wanted, PropertyTree now)
    {
        var present = now.At(place);
        if (place is { List: { } list, Key: { } owner, Member: not null } && !now.Has(list, owner))
            return false;
        if (place is not { List: not null, Key: null })
            return JToken.DeepEquals(present, wanted);
        var (a, b) = (Keys(wanted), Keys(present));
        return a.Where(key => b.Contains(key, StringComparer.OrdinalIgnoreCase)).SequenceEqual(b.Where(key => a.Contains(key, StringComparer.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase);
    }

    private static List<string> Keys(JToken? order) => [.. (order ?? new JArray()).Select(static key => (string)key!)];

    private static void SetGeneral(SettingsDocument document, PropertyStep step)
    {
        if (step.Old is not null)
            document.SetAt(step.Place.Member!, step.Old);
        else if (document.Find(step.Place.Member!) is { } member)
            document.Remove(member);
    }

    private EditProblem? RevertList(SettingsDocument document, string list, List<PropertyStep> steps)
    {
        var whole = steps.Where(static step => step.Place is { Key: not null, Member: null }).ToList();
        var index = Index(document, list);
        document.RemoveElements(list, [.. whole.Select(step => Find(index, step.Place.Key!)).Where(static at => at >= 0)]);
        var old = new SettingsDocument(_oldText, document.Now);
        document.InsertElements(list, [.. whole.Where(static step => step.Old is not null).OrderBy(static step => step.OldIndex).Select(step => (step.OldIndex, (JToken)new JRaw(old.RawAt(list, step.OldIndex))))]);
        foreach (var step in steps.Where(static step => step.Place.Member is not null))
        {
            if (SetMember(document, list, step) is { } problem)
                return problem;
        }

        foreach (var step in steps.Where(static step => step.Place.Key is null))
            Order(document, list, Keys(step.Old));
        return null;
    }

    private static EditProblem? SetMember(SettingsDocument document, string list, PropertyStep step)
    {
        var at = Find(Index(document, list), step.Place.Key!);
        if (at < 0)
            return new EditProblem(step.Place.ToString(), $"'{step.Place.Key}' no longer exists", "undo its removal first");
        var owner = document.Elements(list)[at];
        var names = step.Place.Member!.Split('.');
        var depth = 0;
        for (; depth < names.Length - 1 && owner.Member(names[depth]) is { IsObject: true } inner; depth++)
            owner = inner;
        if (step.Old is null)
        {
            if (depth == names.Length - 1 && owner.Member(names[depth]) is { } member)
                document.Remove(member);
            return null;
        }

        var value = step.Old;
        for (var i = names.Length - 1; i > depth; i--)
            value = new JObject { [names[i]] = value.DeepClone() };
        document.SetMember(owner, names[depth], value);
        return null;
    }

    // Those that are meant change places among themselves; what came since stays where it is.
    private static void Order(SettingsDocument document, string list, List<string> wanted)
    {
        var now = Index(document, list).OrderBy(static one => one.Value).Select(static one => one.Key).ToList();
        var order = new Queue<string>(wanted.Where(key => now.Contains(key, StringComparer.OrdinalIgnoreCase)));
        var target = now.ConvertAll(key => wanted.Contains(key, StringComparer.OrdinalIgnoreCase) ? order.Dequeue() : key);
        for (var to = 0; to < target.Count; to++)
        {
            var from = now.FindIndex(key => string.Equals(key, target[to], StringComparison.OrdinalIgnoreCase));
            if (from == to)
                continue;
            document.MoveElement(list, from, to);
            now.RemoveAt(from);
            now.Insert(to, target[to]);
        }
    }

    // The places of the elements by what they are called, as the document stands.
    private static Dictionary<string, int> Index(SettingsDocument document, string list)
    {
        var index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        if (PropertyTree.Of(document.Text) is { } tree && tree.Lists.TryGetValue(list, out var table))
        {
            foreach (var element in table.Elements)
                index[element.Key] = element.Index;
        }

        return index;
    }

    private static int Find(Dictionary<string, int> index, string key) => index.TryGetValue(key, out var at) ? at : -1;
}
