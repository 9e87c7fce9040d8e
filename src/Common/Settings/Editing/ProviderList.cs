using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings.Schema;

namespace IpBlock.Settings.Editing;

/// <summary>The providers of one kind in the document.</summary>
internal sealed class ProviderList
{
    private readonly SettingsDocument _document;
    private readonly ProviderKind _kind;

    public ProviderList(SettingsDocument document, ProviderKind kind)
    {
        _document = document;
        _kind = kind;
    }

    public string Path => _kind == ProviderKind.Block ? "blockProviders" : "allowProviders";

    public IReadOnlyList<JsonNode> Nodes => _document.Elements(Path);

    public IEnumerable<string> Names => Nodes.Select(node => _document.ValueOf(node.Member("name")) as string ?? "");

    /// <summary>Where a provider stands in the list, or -1.</summary>
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
        var reason = $"there is no {Words} '{name}'";
        var others = new ProviderList(_document, _kind == ProviderKind.Block ? ProviderKind.Allow : ProviderKind.Block);
        if (others.IndexOf(name) >= 0)
            return new EditProblem(Path, reason, $"among the {others.Words}s there is one of that name");
        var names = Names.ToList();
        if (names.Count == 0)
            return new EditProblem(Path, reason, "there is none at all: add one first");
        if (Suggestion.Nearest(name, names) is { } near)
            return new EditProblem(Path, reason, $"did you mean '{near}'?");
        return new EditProblem(Path, reason, "possible: " + string.Join(", ", names.Select(static known => "'" + known + "'")));
    }

    public EditProblem Taken(string name) =>
        new($"{Path}[{IndexOf(name).ToString(CultureInfo.InvariantCulture)}]", $"there is {(_kind == ProviderKind.Block ? "a" : "an")} {Words} '{name}' already", "give the new one another name, or change the one there is");

    private string Words => _kind == ProviderKind.Block ? "block provider" : "allow provider";

    /// <summary>The place for a priority; a problem when it is none.</summary>
    public static (int Index, EditProblem? Problem) PlaceOf(int? priority, int count, string path)
    {
        if (priority < 1)
            return (0, new EditProblem(path, $"{priority.Value.ToString(CultureInfo.InvariantCulture)} is not a priority", "write 1 for the first place, 2 for the second and so on"));
        return (Math.Min(priority ?? int.MaxValue, count + 1) - 1, null);
    }
}
