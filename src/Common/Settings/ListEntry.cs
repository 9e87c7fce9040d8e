using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>An entry of the local block list or allow list (Exchange: IPBlockListEntry, IPAllowListEntry).</summary>
[SettingObject("a list entry", ShortForm = nameof(Address))]
public sealed class ListEntry : IChecked
{
    /// <summary>Which addresses.</summary>
    [Setting("An address or a range: `192.0.2.1`, `192.0.2.0/24`, `192.0.2.10-192.0.2.20`, `2001:db8::/32`.")]
    public required AddressRange Address { get; init; }

    /// <summary>Why, for whoever reads the list next.</summary>
    [Setting("A comment, such as the reason for the entry.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    /// <summary>The first moment at which the entry no longer holds; null for never. An expired entry stays in the file until it is removed.</summary>
    [Setting("When the entry expires: `2026-12-31T18:00:00Z`, or `2026-12-31` for the end of that day in UTC.", Default = "never")]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True for an entry that holds half of all addresses or more, and is meant to.</summary>
    [Setting("Confirms an entry that covers half of all addresses or more, such as `0.0.0.0/0`. Without it such an entry is an error, because it is usually a mistake.")]
    public bool Force { get; init; }

    IEnumerable<Flaw> IChecked.Check()
    {
        if (!Force && WideRanges.WhyTooWide(Address) is { } why)
            yield return new Flaw("address", why, "use a smaller range, or add \"force\": true to the entry if it is intended");
    }
}
