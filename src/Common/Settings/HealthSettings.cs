using System;

namespace IpBlock.Settings;

/// <summary>How the lists themselves are watched.</summary>
[SettingObject("the health settings")]
public sealed class HealthSettings
{
    /// <summary>False: lists are neither probed nor suspended nor braked.</summary>
    [Setting("Whether the lists are watched: probed, and not asked for as long as they are dead, refuse to answer or list the whole world. On, because that is how most good mail was ever lost to block lists.")]
    public bool Enabled { get; init; } = true;

    /// <summary>How often a list that is well is probed.</summary>
    [Setting("How often a list that is well is probed, a quarter more or less; one that looks wrong is probed at once. Ten minutes cost a list some 500 queries a day, far below what its operator counts.", Min = "10s", Max = "1d")]
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A list is waited for no shorter than this, however fast it usually is.</summary>
    [Setting("When all other lists have answered, the last one is waited for three times as long as it usually takes at the most, but no shorter than this. Half a second leaves room for a lost packet; the value of lookupTimeout or more always waits until that.", Min = "50ms", Max = "30s")]
    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromMilliseconds(500);
}
