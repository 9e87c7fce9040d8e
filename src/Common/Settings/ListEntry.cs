using System;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>An entry of the local block list or allow list (Exchange: IPBlockListEntry, IPAllowListEntry).</summary>
[SettingObject("a list entry", ShortForm = nameof(Address))]
public sealed class ListEntry
{
    /// <summary>Which addresses.</summary>
    [Setting("An address or a range: `192.0.2.1`, `192.0.2.0/24`, `192.0.2.10-192.0.2.20`, `2001:db8::/32`.")]
    public required AddressRange Address { get; init; }

    /// <summary>Why, for whoever reads the list next.</summary>
    [Setting("Why it is there, for whoever reads the list next.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    /// <summary>The first moment at which the entry no longer holds; null for never. An expired entry stays in the file until it is removed.</summary>
    [Setting("When the entry ends: `2026-12-31T18:00:00Z`, or `2026-12-31` for the end of that day in UTC.", Default = "never")]
    public DateTimeOffset? Expires { get; init; }
}
