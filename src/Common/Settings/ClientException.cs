using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>A client that is never refused.</summary>
[SettingObject("a client exception", ShortForm = nameof(Client))]
public sealed class ClientException : IChecked
{
    /// <summary>Which clients.</summary>
    [Setting("An address, a range (`192.0.2.0/24`, `192.0.2.10-192.0.2.20`), or a host name, in which `*` matches any characters (`*.example.com`). A host name matches only if it resolves to the client's address.")]
    public required ClientPattern Client { get; init; }

    /// <summary>Why, for whoever reads the file next.</summary>
    [Setting("A comment, such as the reason why the client is exempt.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    /// <summary>The first moment at which the exception no longer holds; null for never.</summary>
    [Setting("When the exception expires: `2026-12-31T18:00:00Z`, or `2026-12-31` for the end of that day in UTC.", Default = "never")]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True for an exception that holds half of all addresses or more, and is meant to.</summary>
    [Setting("Confirms an exception that covers half of all addresses or more, such as `0.0.0.0/0`. Without it such an exception is an error, because it is usually a mistake.")]
    public bool Force { get; init; }

    IEnumerable<Flaw> IChecked.Check()
    {
        if (!Force && Client?.Range is { } range && WideRanges.WhyTooWide(range) is { } why)
            yield return new Flaw("client", why, "use a smaller range, or add \"force\": true to the entry if it is intended");
    }
}
