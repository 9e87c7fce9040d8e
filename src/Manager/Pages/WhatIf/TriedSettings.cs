using IpBlock.Administration.Replay;
using IpBlock.Administration.Sharing;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>The copy that a viewer tries, and what came of it: kept while he looks at a decision and comes back.</summary>
public sealed class TriedSettings
{
    /// <summary>The copy; null before the page was first opened.</summary>
    public SettingsDraft? Draft { get; set; }

    /// <summary>What the copy would change in the log; null until that was asked, or after the copy has changed.</summary>
    public ReplayReport? Report { get; set; }

    /// <summary>How many days of the log are judged.</summary>
    public int Days { get; set; } = 7;
}
