using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>A provider as it is found elsewhere, before it is fitted to what the settings allow.</summary>
internal sealed class ProviderDraft
{
    public ProviderDraft(ProviderKind kind, string zone, int line)
    {
        Kind = kind;
        Zone = zone;
        Line = line;
    }

    public ProviderKind Kind { get; private set; }

    /// <summary>Another when it has a new name.</summary>
    public string Zone { get; set; }

    public int Line { get; }

    /// <summary>Null to be named after its zone.</summary>
    public string? Name { get; set; }

    public bool Enabled { get; set; } = true;

    public bool AnyMatch { get; set; }

    public string? BitmaskMatch { get; set; }

    public List<string> Codes { get; } = [];

    public List<string> Meanings { get; } = [];

    /// <summary>What a match adds where scores decide; null where the first match does.</summary>
    public decimal? Score { get; set; }

    /// <summary>What it asks whom: the same for two drafts that always match together.</summary>
    public string Question => string.Join(" ", Zone.TrimEnd('.').ToLowerInvariant(), AnyMatch, BitmaskMatch, string.Join(",", Codes), IPv4, IPv6, Enabled);

    public string? RejectionResponse { get; set; }

    public int? StatusCode { get; set; }

    public bool DefersOnFailure { get; set; }

    public bool IPv4 { get; set; } = true;

    public bool IPv6 { get; set; } = true;

    public List<string> Remarks { get; } = [];

    /// <summary>Why it is off: whoever reads the settings later has not seen the import.</summary>
    public List<string> WhyDisabled { get; } = [];

    /// <summary>The same with a score, whose sign says whether it speaks for the client or against it.</summary>
    public ProviderDraft WithScore(decimal score)
    {
        Score = score;
        Kind = score < 0 ? ProviderKind.Allow : ProviderKind.Block;
        return this;
    }

    /// <summary>Off, because what it says would refuse or accept more than it did where it comes from.</summary>
    public void Disable(string why)
    {
        Enabled = false;
        if (WhyDisabled.Contains(why))
            return;
        WhyDisabled.Add(why);
        Remarks.Add(why + "; added disabled");
    }
}
