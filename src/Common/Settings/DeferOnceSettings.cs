using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Deferring a doubtful client's mail once: it is accepted when it comes again.</summary>
[SettingObject("the defer once settings")]
public sealed class DeferOnceSettings : IChecked
{
    /// <summary>Whether mail that comes again is accepted.</summary>
    [Setting("Whether mail of a client whose sum is between the thresholds defer and reject is accepted when the client retries: mail servers retry, most spam senders do not. A retry is recognized by sender and recipient and can come from any address, because large providers retry from other addresses. Off by default, because it delays mail.")]
    public bool Enabled { get; init; }

    /// <summary>How long to wait at least.</summary>
    [Setting("The minimum time before a retry is accepted. Five minutes by default, which most mail servers wait before they retry.", Min = "1s", Max = "1h")]
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it is remembered that mail was deferred.</summary>
    [Setting("How long IpBlock remembers that mail was deferred and retried. One day by default, because some mail servers wait for hours.", Min = "10m", Max = "30d")]
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many mails are remembered.</summary>
    [Setting("The maximum number of remembered pairs of sender and recipient; the oldest are removed first. Each takes 24 bytes of memory and disk.", Min = "1000", Max = "10000000")]
    public int MaxEntries { get; init; } = 100_000;

    IEnumerable<Flaw> IChecked.Check()
    {
        if (Within < After + After)
        {
            yield return new Flaw("within", $"{Duration.Format(Within)} is less than twice the value of after ({Duration.Format(After)}), so hardly any mail server retries in time", "raise within or lower after")
            {
                About = ["within", "after"],
            };
        }
    }
}
