using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Whom a list of hosts, recipients or local parts means, as far as exceptions of IpBlock can say it.</summary>
internal sealed class EximWho
{
    private const int ShortestPrefix4 = 8;
    private const int ShortestPrefix6 = 16;
    private const int MaxDepth = 10;

    private EximWho()
    {
    }

    /// <summary>False when nobody but Exim can say whom it means.</summary>
    public bool IsKnown { get; private set; } = true;

    public bool IsEverybody { get; private set; }

    public bool IsNobody => IsKnown && !IsEverybody && Patterns.Count == 0;

    /// <summary>Clients or recipients as exceptions name them. It may be a few more than the list means, never fewer.</summary>
    public List<string> Patterns { get; } = [];

    public static EximWho Hosts(string text, EximConfiguration configuration) => Read(text, configuration, "hostlist", static (who, item) => who.AddHost(item));

    public static EximWho Recipients(string text, EximConfiguration configuration) =>
        Read(text, configuration, "addresslist", static (who, item) => who.AddRecipient(item));

    public static EximWho LocalParts(string text, EximConfiguration configuration) =>
        Read(text, configuration, "localpartlist", static (who, item) => who.AddRecipient(item + "@*"));

    private static EximWho Read(string text, EximConfiguration configuration, string kind, Action<EximWho, string> add)
    {
        var who = new EximWho();
        who.Read(text, configuration, kind, add, MaxDepth);
        return who;
    }

    private void Read(string text, EximConfiguration configuration, string kind, Action<EximWho, string> add, int depth)
    {
        var isComputed = text.IndexOf('$') >= 0;
        IsKnown &= !isComputed;
        var leavesOut = false;
        var endsNegated = false;
        foreach (var (item, _) in EximList.Split(isComputed ? "" : text))
        {
            // Exim adds "and all others" behind a last item with "!". Elsewhere it only makes the list name fewer.
            endsNegated = item[0] == '!';
            leavesOut |= endsNegated;
            if (endsNegated)
                continue;
            if (item is "*")
                IsEverybody = true;
            else if (item[0] == '+' && depth > 0 && configuration.Named.TryGetValue(kind + " " + item.Substring(1).Trim(), out var named) && named is not null)
                Read(named, configuration, kind, add, depth - 1);
            else
                add(this, item);
        }

        IsKnown &= !endsNegated && !(leavesOut && IsEverybody);
    }

    private void AddHost(string item)
    {
        // @ and @[] are the server itself, which writes to itself from loopback.
        if (item is "localhost" or "@" or "@[]")
            return;
        if (item.StartsWith("*.", StringComparison.Ordinal) && ClientPattern.TryParse(item, out _, out _))
            Patterns.Add(item);
        else if (!AddressRange.TryParse(item, out var range) || IsTooWide(range))
            IsKnown = false;
        else if (!PrivateNetworks.Contains(range.First) || !PrivateNetworks.Contains(range.Last))
            Patterns.Add(range.ToString());
    }

    private void AddRecipient(string item)
    {
        // What begins a regular expression, a file, a look-up or another list is no recipient.
        if (item.IndexOfAny(['^', ';', '/', '+', '\\']) >= 0 || !RecipientPattern.TryParse(item, out _, out _))
            IsKnown = false;
        else
            Patterns.Add(item);
    }

    // An exception for half the world would be the end of the filter, and is more likely a list of whom something else concerns.
    private static bool IsTooWide(AddressRange range)
    {
        var shortest = range.First.IsIPv4 ? ShortestPrefix4 : ShortestPrefix6;
        return AddressRange.Cidr(range.First, shortest) is var widest && (range.First < widest.First || widest.Last < range.Last);
    }
}
