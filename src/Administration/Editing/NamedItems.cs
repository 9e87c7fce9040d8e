using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Editing;

/// <summary>The elements of a <see cref="NamedArray"/> in the document.</summary>
internal sealed class NamedItems
{
    private readonly SettingsDocument _document;
    private readonly NamedArray _array;

    public NamedItems(SettingsDocument document, NamedArray array)
    {
        _document = document;
        _array = array;
    }

    public string Path => _array.Path;

    public IReadOnlyList<JsonNode> Nodes => _document.Elements(Path);

    public IEnumerable<string> Names => Nodes.Select(node => _document.ValueOf(node.Member("name")) as string ?? "");

    /// <summary>Where an element stands in the list, or -1.</summary>
    public int IndexOf(string name)
    {
        var index = 0;
        foreach (var other in Names)
        {
            if (string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
                return index;
            index++;
        }

        return -1;
    }

    public EditProblem NotFound(string name)
    {
        var reason = $"there is no {_array.Word} '{name}'";
        if (_array.Other is { } other && new NamedItems(_document, other).IndexOf(name) >= 0)
            return new EditProblem(Path, reason, $"the name exists in the {other.Word}s");
        var names = Names.ToList();
        if (names.Count == 0)
            return new EditProblem(Path, reason, "none exists yet: add one first");
        if (Suggestion.Nearest(name, names) is { } near)
            return new EditProblem(Path, reason, $"did you mean '{near}'?");
        return new EditProblem(Path, reason, "possible: " + string.Join(", ", names.Select(static known => "'" + known + "'")));
    }

    public EditProblem Taken(string name) =>
        new($"{Path}[{IndexOf(name).ToString(CultureInfo.InvariantCulture)}]", $"there is {_array.Article} {_array.Word} '{name}' already", "use another name, or change the existing one");

    /// <summary>The place for a priority; a problem when it is none.</summary>
    public static (int Index, EditProblem? Problem) PlaceOf(int? priority, int count, string path)
    {
        if (priority < 1)
            return (0, new EditProblem(path, $"{priority.Value.ToString(CultureInfo.InvariantCulture)} is not a priority", "write 1 for the first position, 2 for the second and so on"));
        return (Math.Min(priority ?? int.MaxValue, count + 1) - 1, null);
    }
}
