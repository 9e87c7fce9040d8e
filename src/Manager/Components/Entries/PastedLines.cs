using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;

namespace IpBlock.Manager.Components.Entries;

/// <summary>Lines that somebody has pasted: an address, a name or a recipient each, and behind it, if he likes, a comment.</summary>
public sealed class PastedLines
{
    private static readonly char[] Ends = [' ', '\t', ',', ';', '#'];
    private readonly List<(int Number, string Text, string Who, string? Comment)> _entries = [];

    /// <summary>Reads a text. Empty lines, and lines that begin with <c>#</c> or <c>;</c>, are passed over.</summary>
    public PastedLines(string text)
    {
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim().TrimStart('\uFEFF')))
        {
            number++;
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            var end = line.IndexOfAny(Ends);
            var comment = end < 0 ? "" : line[end..].Trim([.. Ends, '"']);
            _entries.Add((number, line, (end < 0 ? line : line[..end]).Trim('"'), comment.Length == 0 ? null : comment));
        }
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The number of an entry's line, from 1.</summary>
    public int LineOf(int entry) => _entries[entry].Number;

    /// <summary>The line of an entry.</summary>
    public string TextOf(int entry) => _entries[entry].Text;

    /// <summary>One change for each entry.</summary>
    /// <param name="table">Which list.</param>
    /// <param name="comment">For entries that bring none; null for none.</param>
    /// <param name="expires">When all of them end; null for never.</param>
    public IReadOnlyList<IReadOnlyList<SettingsEdit>> Changes(EntryTable table, string? comment, DateTimeOffset? expires) =>
        [.. _entries.Select(entry => (IReadOnlyList<SettingsEdit>)[table.Added(new EntryRow(entry.Who, entry.Comment ?? comment, expires))])];
}
