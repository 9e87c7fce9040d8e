using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// The source of an indexed table (hash, lmdb, texthash …) that is asked about clients: Postfix looks for the host name, its domains, the
/// address, and the networks of whole octets around it, in this order (access(5)).
/// </summary>
internal static class KeyTable
{
    /// <summary>The lines of such a file, or of an inline table.</summary>
    public static IEnumerable<(string Key, string Right, int Line)> Lines(string text)
    {
        foreach (var line in LogicalLine.ByIndent(text))
        {
            var (left, right) = AccessTable.Split(line.Text.TrimStart());
            yield return (left, right.Replace('\n', ' '), line.Line);
        }
    }

    public static void ReadClients(IEnumerable<(string Key, string Right, int Line)> lines, AccessRules rules, PlanBuilder plan)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var byAddress = new List<(AddressRange Range, string Key, string Right, int Line)>();
        foreach (var (key, right, line) in lines)
        {
            if (!seen.Add(key))
                rules.Refuse(key, line, "it is in an earlier line");
            else if (RangeOf(key) is { } range)
                byAddress.Add((range, key, right, line));
            else
                AddHost(key, right, line, rules, plan);
        }

        // The narrowest decides.
        byAddress.Sort(static (a, b) => Size(a.Range).CompareTo(Size(b.Range)) is not 0 and var order ? order : a.Line.CompareTo(b.Line));
        foreach (var (range, key, right, line) in byAddress)
            rules.Add(key, [range], right, line);
    }

    private static void AddHost(string key, string right, int line, AccessRules rules, PlanBuilder plan)
    {
        var action = AccessAction.Read(right, isPostscreen: false);
        var isHost = key.IndexOf('*') < 0 && ClientPattern.TryParse(key.TrimStart('.'), out var host, out _) && host.HostName is not null;
        if (action.Effect is AccessEffect.Permit && isHost)
        {
            if (key[0] != '.')
                plan.AddClient(key, line, "from a table of Postfix");
            plan.AddClient("*." + key.TrimStart('.'), line, "from a table of Postfix");
        }
        else if (action.Effect is AccessEffect.Reject or AccessEffect.Defer)
        {
            rules.Refuse(key + " " + action.Word, line, "a host name cannot be rejected by an address list");
        }
        else
        {
            rules.Refuse(key + " " + action.Word, line, "only OK and permit of a host name can be imported");
            rules.SparesFirst(key + " " + action.Word, line);
        }
    }

    private static AddressRange? RangeOf(string key)
    {
        if (Address.TryParse(key, out var address))
            return key.IndexOf(':') >= 0 && address.IsIPv4 ? null : AddressRange.Of(address);
        var separator = key.IndexOf(':') >= 0 ? ':' : '.';
        var parts = key.Split(separator);
        if (separator == '.' && IsNetwork(parts, 4, NumberStyles.None))
            return RangeOf(string.Join(".", Padded(parts)), 8 * parts.Length);
        return separator == ':' && IsNetwork(parts, 8, NumberStyles.AllowHexSpecifier) ? RangeOf(string.Join(":", parts) + "::", 16 * parts.Length) : null;
    }

    private static AddressRange? RangeOf(string network, int bits) =>
        AddressRange.TryParse(network + "/" + bits.ToString(CultureInfo.InvariantCulture), out var range) ? range : null;

    private static bool IsNetwork(string[] parts, int most, NumberStyles style) =>
        parts.Length < most && Array.TrueForAll(parts, part => int.TryParse(part, style, CultureInfo.InvariantCulture, out _));

    private static string[] Padded(string[] octets)
    {
        string[] padded = ["0", "0", "0", "0"];
        octets.CopyTo(padded, 0);
        return padded;
    }

    private static int Size(AddressRange range)
    {
        for (var length = range.First.Bits; length > 0; length--)
        {
            if (AddressRange.Cidr(range.First, length) == range)
                return range.First.Bits - length;
        }

        return range.First.Bits;
    }
}
