using System;

namespace IpBlock.Settings;

/// <summary>How the lists themselves are watched.</summary>
[SettingObject("the health settings")]
public sealed class HealthSettings
{
    /// <summary>False: lists are neither probed nor suspended nor braked.</summary>
    [Setting("Whether the health of the providers is monitored: they are probed, and suspended while they do not answer, refuse to answer or list every address. On by default, because such lists are the most frequent reason why legitimate mail is rejected.")]
    public bool Enabled { get; init; } = true;

    /// <summary>How often a list that is well is probed.</summary>
    [Setting("How often a healthy provider is probed, plus or minus 25 %; a suspicious one is probed immediately. Ten minutes mean about 500 queries a day for each list, far below the limit of any operator.", Min = "10s", Max = "1d")]
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A list is waited for no shorter than this, however fast it usually is.</summary>
    [Setting("When all other providers have answered, IpBlock waits for the last one at most three times as long as it usually takes, but at least this long. Half a second allows for a lost packet; with the value of lookupTimeout or more it always waits for the full lookupTimeout.", Min = "50ms", Max = "30s")]
    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromMilliseconds(500);
}
