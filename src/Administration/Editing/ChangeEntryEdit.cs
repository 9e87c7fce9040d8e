using System;
using System.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>Puts an entry in the place of another, with the comments in the file that are about it.</summary>
internal sealed class ChangeEntryEdit(EntryList list, string key, string newKey, string? comment, DateTimeOffset? expires, bool force) : SettingsEdit
{
    private readonly string _key = key.Trim();
    private readonly string _newKey = newKey.Trim();

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var (before, after) = (list.Read(_key), list.Read(_newKey));
        if ((before.Problem ?? after.Problem) is { } problem)
            return problem;
        var present = list.Index(document);
        if (!present.TryGetValue(before.Meaning!, out var places))
            return list.NotFound(_key, before.Meaning!, [.. document.Elements(list.Path).Select(element => list.TextOf(document, element))]);
        if (!before.Meaning!.Equals(after.Meaning) && present.ContainsKey(after.Meaning!))
            return new EditProblem(list.Path, $"'{_newKey}' is already in {list.Name}", "change that entry, and remove this one");
        document.Replace(document.Elements(list.Path)[places[0]], list.ToJson(_newKey, comment, expires, force));

        // By hand the same addresses may have been entered twice: one entry of them is left.
        document.RemoveElements(list.Path, [.. places.Skip(1)]);
        return null;
    }
}
