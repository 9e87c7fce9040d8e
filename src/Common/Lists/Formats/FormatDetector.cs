using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>Tells from the beginning of a list how it is written.</summary>
internal static class FormatDetector
{
    // One line in so many that names a host, and the list is one of hosts and addresses.
    private const int HostsShare = 10;
    private static readonly char[] CommentMarks = ['#', ';'];
    private static readonly char[] CellMarks = ['\t', ',', '|', ';'];
    private static readonly char[] Blanks = [' ', '\t'];

    public static ListFormat Detect(string beginning)
    {
        var first = Entries(beginning).FirstOrDefault();
        if (first is not null && OfFirst(first) is { } structured)
            return structured;
        if (first is not null && IsHeader(first) && ColumnsLayout.Find(beginning) is not null)
            return ListFormat.Columns;
        var (addresses, hosts, drop, plain) = (0, 0, 0, 0);
        foreach (var line in Entries(beginning))
        {
            if (IsRbldnsd(line))
                return ListFormat.Rbldnsd;
            var entry = WithoutComment(line).TrimStart('!', ' ');
            var isPlain = AddressRange.TryParse(entry, out _);
            if (!isPlain && HostNameGlob.LooksLikeOne(entry) && !AddressRange.TryParse(entry.Split(Blanks)[0], out _))
                hosts++;
            else
                addresses++;
            plain += isPlain ? 1 : 0;
            drop += line.IndexOf("; SBL", StringComparison.OrdinalIgnoreCase) > 0 ? 1 : 0;
        }

        if (drop > 0)
            return ListFormat.SpamhausDrop;
        if (plain * 2 < addresses + hosts && ColumnsLayout.Find(beginning) is not null)
            return ListFormat.Columns;
        return hosts * HostsShare > addresses ? ListFormat.Hosts : ListFormat.Plain;
    }

    // What the programs that have a syntax of their own begin with.
    private static ListFormat? OfFirst(string line)
    {
        if (line[0] is '{' or '[')
            return IsDropJson(line) ? ListFormat.SpamhausDropJson : ListFormat.Json;
        if (MikrotikSyntax.LooksLikeOne(line))
            return ListFormat.Mikrotik;
        if (NftablesSyntax.LooksLikeOne(line))
            return ListFormat.Nftables;
        if (IpsetSyntax.LooksLikeOne(line))
            return ListFormat.Ipset;
        if (NginxSyntax.LooksLikeOne(line))
            return ListFormat.Nginx;
        if (ApacheSyntax.LooksLikeOne(line))
            return ListFormat.Apache;
        if (EmuleSyntax.LooksLikeOne(line))
            return ListFormat.Emule;
        if (P2pSyntax.LooksLikeOne(line))
            return ListFormat.P2p;
        return HostsDenySyntax.LooksLikeOne(line) ? ListFormat.HostsDeny : null;
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOfAny(CommentMarks);
        return comment < 0 ? line : line.Substring(0, comment).TrimEnd();
    }

    // Names of columns, of which one holds addresses.
    private static bool IsHeader(string line)
    {
        var cells = Array.ConvertAll(line.Split(CellMarks), static cell => cell.Trim().Trim('"'));
        return Array.Exists(cells, static cell => ColumnNames.IsAddress(cell) || ColumnNames.IsFirst(cell)) && !Array.Exists(cells, static cell => AddressRange.TryParse(cell, out _));
    }

    // One flat object on the line. Others that have the name write arrays of objects.
    private static bool IsDropJson(string line) =>
        line[0] == '{' && line[line.Length - 1] == '}' && line.LastIndexOf('{') == 0 && line.IndexOf('[') < 0
        && (line.IndexOf("\"cidr\"", StringComparison.Ordinal) > 0 || line.IndexOf("\"metadata\"", StringComparison.Ordinal) > 0);

    /// <summary>What it is instead of a list, with what to do; null when it may be one.</summary>
    public static string? WhyNoList(byte[] bytes, string beginning)
    {
        if (bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF)
            return "the file is UTF-16, as PowerShell 5 writes it; save it as UTF-8 or ASCII";
        if (bytes[0] == 0x1F && bytes[1] == 0x8B || beginning.StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
            return "the file is compressed; decompress it";
        var start = beginning.TrimStart();
        return start.StartsWith("<", StringComparison.Ordinal) && !ApacheSyntax.IsSection(start) ? "the file is a web page or XML, not a list; check the URL" : null;
    }

    private static IEnumerable<string> Entries(string beginning)
    {
        foreach (var raw in beginning.Split(beginning.IndexOf('\n') < 0 ? '\r' : '\n'))
        {
            var line = raw.Trim();
            if (line.Length > 0 && line[0] is not ('#' or ';'))
                yield return line;
        }
    }

    // A directive, a default value, or a value behind an address.
    private static bool IsRbldnsd(string line) =>
        line[0] == '$'
        || line[0] == ':' && !line.StartsWith("::", StringComparison.Ordinal)
        || line.IndexOf(" :", StringComparison.Ordinal) > 0
        || line.IndexOf("\t:", StringComparison.Ordinal) > 0;
}
