using System;
using System.Collections.Generic;

namespace IpBlock.Lists.Formats;

/// <summary>The sets of one file, which may be one for each address family: of two for the same, one may well allow what the other blocks.</summary>
internal sealed class NamedSets(string cure)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string? _v4;
    private string? _v6;

    /// <summary>Notes that an entry belongs to this set; the list is refused when another of its family has had some.</summary>
    public void Use(string name, bool isIPv4, ListEntries entries)
    {
        _names.Add(name);
        var first = (isIPv4 ? _v4 ??= name : _v6 ??= name);
        if (!string.Equals(first, name, StringComparison.Ordinal))
            entries.Refusal ??= $"the file contains several sets, '{first}' and '{name}'; {cure}";
    }
}
