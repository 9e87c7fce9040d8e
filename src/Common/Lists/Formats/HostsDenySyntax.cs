using System;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>hosts.deny of TCP wrappers (hosts_access(5)): daemons, a colon, clients. IPv6 stands in brackets, and <c>192.0.2.</c> is a network.</summary>
internal sealed class HostsDenySyntax : LineSyntax
{
    private const string Accepted = "; write ALL: 192.0.2.1 or ALL: 192.0.2.0/255.255.255.0";
    private static readonly char[] Blanks = [' ', '\t', ','];
    private string _before = "";

    public static bool LooksLikeOne(string line)
    {
        var colon = line.IndexOf(':');
        if (colon <= 0 || !char.IsLetter(line[0]) || AddressRange.TryParse(line, out _))
            return false;
        foreach (var c in line.Substring(0, colon))
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '@' or '.' or ' ' or '\t' or ',' or '/'))
                return false;
        }

        var clients = line.Substring(colon + 1).Trim();
        return clients.StartsWith("[", StringComparison.Ordinal) || FirstClient(clients) is { } client && (client is "ALL" || IsNetwork(client));
    }

    public override string? Read(string line, ListEntries entries)
    {
        line = _before + line.Trim();
        _before = "";
        if (line.EndsWith("\\", StringComparison.Ordinal) && line.Length < LineReader.MaxLength)
        {
            _before = line.Substring(0, line.Length - 1) + " ";
            return null;
        }

        var colon = line.IndexOf(':');
        if (line.Length == 0 || line[0] == '#')
            return null;
        if (colon <= 0)
            return "the daemon list and the colon before it are missing" + Accepted;
        var clients = Clients(line.Substring(colon + 1), out var option);
        return option.StartsWith("allow", StringComparison.OrdinalIgnoreCase) ? "the line allows the clients; a list of denied clients can contain only denied clients"
            : Add(clients, entries);
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end) => false;

    public override bool List(uint first, uint last, ListEntries entries) => false;

    private static string? Add(string clients, ListEntries entries)
    {
        string? reason = null;
        foreach (var client in clients.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
        {
            if (client.Equals("EXCEPT", StringComparison.OrdinalIgnoreCase))
                return "EXCEPT is not supported; write the addresses explicitly";
            reason ??= AddOne(client.Replace("[", "").Replace("]", ""), entries);
        }

        return reason;
    }

    private static string? AddOne(string client, ListEntries entries)
    {
        if (client.EndsWith(".", StringComparison.Ordinal) && RbldnsdRange.TryParse(client.TrimEnd('.'), out var network, out _))
            return entries.List(network);
        return AddressEntry.Add(client, entries) is { } reason ? reason + Accepted : null;
    }

    // The next colon outside brackets begins what is to be done.
    private static string Clients(string text, out string option)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (text[i] != ':' || depth > 0)
                continue;
            option = text.Substring(i + 1).Trim();
            return text.Substring(0, i);
        }

        option = "";
        return text;
    }

    private static string? FirstClient(string clients)
    {
        var words = clients.Split([' ', '\t', ',', ':'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : words[0];
    }

    private static bool IsNetwork(string client) =>
        client.IndexOf('.') > 0
        && (AddressRange.TryParse(client, out _) || client.EndsWith(".", StringComparison.Ordinal) && RbldnsdRange.TryParse(client.TrimEnd('.'), out _, out _));
}
