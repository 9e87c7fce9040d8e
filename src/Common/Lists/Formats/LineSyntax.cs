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

    public static LineSyntax Of(ListFormat format) => format switch
    {
        ListFormat.Plain or ListFormat.SpamhausDrop => new PlainSyntax(withHosts: false),
        ListFormat.Hosts => new PlainSyntax(withHosts: true),
        ListFormat.Rbldnsd => new RbldnsdSyntax(),
        ListFormat.SpamhausDropJson => new DropJsonSyntax(),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
