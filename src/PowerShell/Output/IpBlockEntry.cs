using System;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>An entry of the local block or allow list, under the names that Exchange's Get-IPBlockListEntry has.</summary>
public sealed class IpBlockEntry
{
    internal IpBlockEntry(ListEntry entry, ListKind list, DateTimeOffset now)
    {
        List = list.ToString();
        IPRange = entry.Address.ToString();
        Comment = entry.Comment;
        ExpirationTime = EntryArguments.Local(entry.Expires);
        HasExpired = entry.Expires <= now;
    }

    /// <summary>The range, by which Remove-IpBlockEntry finds the entry.</summary>
    public string Identity => IPRange;

    /// <summary>On which list it is.</summary>
    public string List { get; }

    /// <summary>An address, a CIDR block or a range.</summary>
    public string IPRange { get; }

    /// <summary>Why it is there.</summary>
    public string? Comment { get; }

    /// <summary>When it ends, in local time; null for never.</summary>
    public DateTime? ExpirationTime { get; }

    /// <summary>True when it has ended: it stays in the file and does nothing.</summary>
    public bool HasExpired { get; }

    /// <summary>The range.</summary>
    public override string ToString() => IPRange;
}
