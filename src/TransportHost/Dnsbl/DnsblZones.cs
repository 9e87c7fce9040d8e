using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>
/// What a block list server publishes. A line of its file is <c>zone address-or-cidr codes ["text"]</c>, for instance
/// <c>blocklist.example 192.0.2.0/24 127.0.0.2,127.0.0.4 "Listed: spam source"</c>; a zone name alone declares an empty zone,
/// and <c>#</c> begins a comment line.
/// </summary>
public sealed class DnsblZones
{
    private readonly Dictionary<string, List<DnsblEntry>> _zones = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line is none of the format's; the message names file and line.</exception>
    public static DnsblZones Load(string path) => Read(File.ReadLines(path), path);

    /// <summary>Reads lines; <paramref name="source"/> is what errors call them.</summary>
    /// <exception cref="FormatException">A line is none of the format's.</exception>
    public static DnsblZones Read(IEnumerable<string> lines, string source = "zone file")
    {
        var zones = new DnsblZones();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.Trim();
            if (text.Length > 0 && text[0] != '#' && !zones.TryAdd(text))
                throw new FormatException(FormattableString.Invariant($"{source}:{number}: not 'zone address codes [\"text\"]': {text}"));
        }

        return zones;
    }

    /// <summary>The names of the zones.</summary>
    public IReadOnlyCollection<string> Names => _zones.Keys;

    /// <summary>The longest zone a name is in, or null.</summary>
    internal string? ZoneOf(string name)
    {
        for (var rest = name; rest.Length > 0;)
        {
            if (_zones.ContainsKey(rest))
                return rest;
            var dot = rest.IndexOf('.');
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }

        return null;
    }

    internal IReadOnlyList<DnsblEntry> Find(string zone, IPAddress address) =>
        _zones[zone].Where(entry => entry.Network.Contains(address)).ToList();

    private bool TryAdd(string line)
    {
        var quote = line.IndexOf('"');
        var text = quote < 0 ? "" : line[(quote + 1)..].TrimEnd();
        if (quote >= 0 && !text.EndsWith('"'))
            return false;
        var words = (quote < 0 ? line : line[..quote]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].Split('.').Any(label => label.Length is 0 or > 63))
            return false;
        var entries = _zones.TryGetValue(words[0], out var known) ? known : _zones[words[0]] = [];
        if (words.Length == 1)
            return quote < 0;
        if (words.Length != 3 || DnsblEntry.Parse(words[1], words[2], text.TrimEnd('"')) is not { } entry)
            return false;
        entries.Add(entry);
        return true;
    }
}
