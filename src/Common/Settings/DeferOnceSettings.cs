using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Deferring a doubtful client's mail once: it is accepted when it comes again.</summary>
[SettingObject("the defer once settings")]
public sealed class DeferOnceSettings : IChecked
{
    /// <summary>Whether mail that comes again is accepted.</summary>
    [Setting("Whether mail of a client between the thresholds defer and reject is accepted when it comes again: mail servers do so, most senders of spam do not. The same sender and recipient from any address counts as the same mail, because large providers send again from another one. Off, because it delays mail.")]
    public bool Enabled { get; init; }

    /// <summary>How long to wait at least.</summary>
    [Setting("How long a sender has to wait before mail that comes again is accepted. Five minutes is what most mail servers wait before they try again.", Min = "1s", Max = "1h")]
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it is remembered that mail was deferred.</summary>
    [Setting("How long it is remembered that mail was deferred, and that it came again. A day, because some mail servers wait for hours.", Min = "10m", Max = "30d")]
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many mails are remembered.</summary>
    [Setting("How many pairs of sender and recipient are remembered; the oldest are forgotten first. One takes 24 bytes of memory and disk.", Min = "1000", Max = "10000000")]
    public int MaxEntries { get; init; } = 100_000;

    IEnumerable<Flaw> IChecked.Check()
    {
        if (Within < After + After)
        {
            yield return new Flaw("within", $"{Duration.Format(Within)} is less than twice after, {Duration.Format(After)}: hardly any mail server comes again in time", "raise within or lower after")
            {
                About = ["within", "after"],
            };
        }
    }
}
