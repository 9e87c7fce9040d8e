using System;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>What one line of a list says.</summary>
internal abstract class LineSyntax
{
    /// <summary>Reads a line into <paramref name="entries"/>. Returns null when it is understood, else what is wrong with it and what to do.</summary>
    public abstract string? Read(string line, ListEntries entries);

    /// <summary>Lists what <see cref="IPv4Line"/> has read, or returns false when the whole line is wanted.</summary>
    public abstract bool List(uint first, uint last, ListEntries entries);

    /// <summary>Narrows a line to the address in it, so that <see cref="IPv4Line"/> can read it; false when the whole line is wanted.</summary>
    public virtual bool TryFindAddress(byte[] bytes, ref int start, ref int end) => true;

    /// <summary>What is missing when no line follows, with what to do; null when nothing is.</summary>
    public virtual string? WhyUnfinished() => null;

    public static LineSyntax Of(ListFormat format, string beginning) => format switch
    {
        ListFormat.Plain or ListFormat.SpamhausDrop => new PlainSyntax(withHosts: false),
        ListFormat.Hosts => new PlainSyntax(withHosts: true),
        ListFormat.Rbldnsd => new RbldnsdSyntax(),
        ListFormat.SpamhausDropJson => new DropJsonSyntax(),
        ListFormat.Columns => new ColumnsSyntax(ColumnsLayout.Find(beginning) ?? ColumnsLayout.FirstOfTabs),
        ListFormat.P2p => new P2pSyntax(),
        ListFormat.Emule => new EmuleSyntax(),
        ListFormat.Ipset => new IpsetSyntax(),
        ListFormat.Nginx => new NginxSyntax(),
        ListFormat.HostsDeny => new HostsDenySyntax(),
        ListFormat.Nftables => new NftablesSyntax(),
        ListFormat.Mikrotik => new MikrotikSyntax(),
        ListFormat.Apache => new ApacheSyntax(),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
