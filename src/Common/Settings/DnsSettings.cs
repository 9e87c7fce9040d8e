using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Which name servers are asked and what is remembered of their answers.</summary>
[SettingObject("the DNS settings")]
public sealed class DnsSettings : IChecked
{
    /// <summary>The name servers; empty for those of the system.</summary>
    [Setting("The name servers to query: `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::1]:53`. Empty means the name servers of the system. Many lists do not answer public resolvers such as 8.8.8.8: use your own.")]
    public IReadOnlyList<DnsServerAddress> Servers { get; init; } = [];

    /// <summary>How many answers are remembered.</summary>
    [Setting("The maximum number of cached answers, which limits memory; each client needs one for each list.", Min = "1000", Max = "10000000")]
    public int CacheEntries { get; init; } = 100_000;

    /// <summary>An answer is remembered no shorter than this.</summary>
    [Setting("The minimum time an answer is cached, even if its time to live (TTL) is shorter. With one minute, one query serves the many connections of a spam run.", Min = "0s", Max = "1h")]
    public TimeSpan MinimumTtl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An answer is remembered no longer than this.</summary>
    [Setting("The maximum time an answer is cached. One hour by default, so that a client that was removed from a list is not rejected for a day.", Min = "1s", Max = "7d")]
    public TimeSpan MaximumTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a lookup that got no answer is remembered.</summary>
    [Setting("How long a failed lookup is cached. With five seconds, an unavailable list is not queried for every connection, and IpBlock soon notices when the list answers again.", Min = "0s", Max = "5m")]
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
