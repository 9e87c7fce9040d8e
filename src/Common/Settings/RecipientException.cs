using System;

namespace IpBlock.Settings;

/// <summary>A recipient whose mail is never refused.</summary>
[SettingObject("a recipient exception", ShortForm = nameof(Recipient))]
public sealed class RecipientException
{
    /// <summary>Which recipients.</summary>
    [Setting("`user@example.com`, `*@example.com` for a whole domain, or `postmaster@*` for one name in every domain.")]
    public required RecipientPattern Recipient { get; init; }

    /// <summary>Why, for whoever reads the file next.</summary>
    [Setting("A comment, such as the reason why the recipient is exempt.", Default = "none", Max = "1000")]
    public string? Comment { get; init; }

    /// <summary>The first moment at which the exception no longer holds; null for never.</summary>
    [Setting("When the exception expires: `2026-12-31T18:00:00Z`, or `2026-12-31` for the end of that day in UTC.", Default = "never")]
    public DateTimeOffset? Expires { get; init; }
}
