using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Which name servers are asked and what is remembered of their answers.</summary>
[SettingObject("the DNS settings")]
public sealed class DnsSettings : IChecked
{
    /// <summary>The name servers; empty for those of the system.</summary>
    [Setting("The name servers to ask: `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::1]:53`. Empty means those of the system. Many lists refuse public resolvers such as 8.8.8.8: use your own.")]
    public IReadOnlyList<DnsServerAddress> Servers { get; init; } = [];

    /// <summary>How many answers are remembered.</summary>
    [Setting("How many answers are remembered, so that memory has a limit; each client takes one for each list.", Min = "1000", Max = "10000000")]
    public int CacheEntries { get; init; } = 100_000;

    /// <summary>An answer is remembered no shorter than this.</summary>
    [Setting("An answer is remembered at least this long, whatever its own time to live says; one minute serves the many connections of one spam run with one query.", Min = "0s", Max = "1h")]
    public TimeSpan MinimumTtl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An answer is remembered no longer than this.</summary>
    [Setting("An answer is remembered at most this long. One hour, so that a client who got off a list is not refused for a day.", Min = "1s", Max = "7d")]
    public TimeSpan MaximumTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a lookup that got no answer is remembered.</summary>
    [Setting("How long a lookup that got no answer is remembered. Five seconds keep a dead list from being asked for every connection, and it is found soon when it is back.", Min = "0s", Max = "5m")]
    public TimeSpan FailureTtl { get; init; } = TimeSpan.FromSeconds(5);

    IEnumerable<Flaw> IChecked.Check()
    {
        if (MaximumTtl < MinimumTtl)
        {
            yield return new Flaw("maximumTtl", $"{Duration.Format(MaximumTtl)} is less than minimumTtl, {Duration.Format(MinimumTtl)}", "raise maximumTtl or lower minimumTtl")
            {
                About = ["maximumTtl", "minimumTtl"],
            };
        }
    }
}
