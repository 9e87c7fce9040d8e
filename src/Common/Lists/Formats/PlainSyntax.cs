using System;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>An address, network or range, or a host name where those are wanted; <c>!</c> before it takes it out again; <c>#</c> or <c>;</c> begins a comment.</summary>
internal sealed class PlainSyntax(bool withHosts) : LineSyntax
{
    private static readonly char[] CommentMarks = ['#', ';'];
    private static readonly char[] Blanks = [' ', '\t'];

    public override string? Read(string line, ListEntries entries)
    {
        var comment = line.IndexOfAny(CommentMarks);
        var entry = (comment < 0 ? line : line.Substring(0, comment)).Trim();
        if (entry.Length == 0)
            return null;
        var negative = entry[0] == '!';
        var what = negative ? entry.Substring(1).TrimStart() : entry;
        if (withHosts && HostNameGlob.LooksLikeOne(what))
            return ReadHost(what, negative, entries);
        var isRange = AddressRange.TryParse(what, out _);
        var reason = AddressEntry.Add(what, entries, negative);
        return isRange || reason is null ? reason : reason + Cure(what);
    }

    public override bool List(uint first, uint last, ListEntries entries)
    {
        entries.List(first, last);
        return true;
    }

    private static string? ReadHost(string text, bool negative, ListEntries entries)
    {
        if (!HostNameGlob.TryParse(text, negative, out var glob, out var reason))
            return reason;
        entries.Host(glob);
        return null;
    }

    private static string CureBehind(string address, string behind)
    {
        if (AddressRange.TryParse(address + "/" + behind, out var network))
            return "; write " + network;
        return AccessWords.IsAction(behind.Split(Blanks)[0])
            ? "; put # before the text after the address, or, if this is a Postfix access table, import it with ipblock import"
            : "; put # before the text after the address";
    }

    private string Cure(string what)
    {
        var blank = what.IndexOfAny(Blanks);
        if (blank > 0 && AddressRange.TryParse(what.Substring(0, blank), out _))
            return CureBehind(what.Substring(0, blank), what.Substring(blank).Trim());
        if (!withHosts && HostNameGlob.LooksLikeOne(what))
            return "; for host names, set the format to hosts";
        if (RbldnsdRange.TryParse(blank > 0 ? what.Substring(0, blank) : what, out _, out _))
            return "; for omitted octets, set the format to rbldnsd";
        return "; write an address, 192.0.2.0/24, or 192.0.2.1-192.0.2.9";
    }
}
