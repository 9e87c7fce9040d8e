using System;
using System.Collections.Generic;
using IpBlock.Administration.Providers;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>One address looked up in one provider to try it out. Provider, ProviderResult and Matched are those of Exchange's Test-IPBlockListProvider.</summary>
public sealed class IpBlockProviderTest
{
    internal IpBlockProviderTest(ProviderTestPoint point)
    {
        Provider = point.Answer.Provider.Name;
        Kind = point.Answer.Provider.Kind.ToString();
        IPAddress = point.Address;
        ProviderResult = IpBlockProviderAnswer.Codes(point.Answer);
        Matched = point.Answer.Outcome == ProviderOutcome.Matched;
        Outcome = point.Answer.Outcome.ToString();
        MustBeListed = point.MustBeListed;
        Result = point.Result.ToString();
        Message = point.InWords;
        Reason = point.Reason;
        Question = point.Question;
        Took = point.Took;
    }

    /// <summary>The provider's name.</summary>
    public string Provider { get; }

    /// <summary>Block list or allow list.</summary>
    public string Kind { get; }

    /// <summary>What was looked up.</summary>
    public string IPAddress { get; }

    /// <summary>The return codes.</summary>
    public IReadOnlyList<string> ProviderResult { get; }

    /// <summary>True when a code fits the provider's rule.</summary>
    public bool Matched { get; }

    /// <summary>What the answer comes to.</summary>
    public string Outcome { get; }

    /// <summary>What RFC 5782 says of this address; null for any other than its test points.</summary>
    public bool? MustBeListed { get; }

    /// <summary>Whether the list did what it must.</summary>
    public string Result { get; }

    /// <summary>One sentence about the answer, with what to do.</summary>
    public string Message { get; }

    /// <summary>The list's own words, without a key; empty when there are none.</summary>
    public string Reason { get; }

    /// <summary>The name that was looked up, without a key.</summary>
    public string Question { get; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; }

    /// <summary>The sentence.</summary>
    public override string ToString() => Provider + ", " + IPAddress + ": " + Message;
}
