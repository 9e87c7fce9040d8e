using System;
using System.Collections.Generic;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Providers;

/// <summary>One address looked up in one list to try the list out, and what to think of the answer.</summary>
public sealed class ProviderTestPoint
{
    internal ProviderTestPoint(string address, bool? mustBeListed, string question, ProviderAnswer answer)
    {
        Address = address;
        MustBeListed = mustBeListed;
        Question = question;
        Answer = answer;
    }

    /// <summary>What was looked up; a test point of IPv6 in the notation of RFC 5782.</summary>
    public string Address { get; }

    /// <summary>What RFC 5782 §5 says of this address; null for any other address.</summary>
    public bool? MustBeListed { get; }

    /// <summary>The name that was looked up, without a key.</summary>
    public string Question { get; }

    /// <summary>The answer, judged by the provider's rule.</summary>
    public ProviderAnswer Answer { get; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; internal init; }

    /// <summary>The list's own words in printable ASCII, without a key; empty when there are none.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>True for an address of IPv6.</summary>
    public bool IsIPv6 => Address.IndexOf(':') >= 0;

    /// <summary>What it comes to.</summary>
    public TestResult Result => Answer.Outcome switch
    {
        ProviderOutcome.Late or ProviderOutcome.Failed or ProviderOutcome.Overloaded => TestResult.Unanswered,
        ProviderOutcome.Refused => TestResult.Failed,
        ProviderOutcome.NotListed when MustBeListed == true => IsIPv6 ? TestResult.Unsure : TestResult.Failed,
        ProviderOutcome.NotListed => TestResult.Passed,
        _ => MustBeListed == false ? TestResult.Failed : TestResult.Passed,
    };

    /// <summary>One sentence about the answer for an administrator.</summary>
    public string InWords => Answer.Outcome switch
    {
        ProviderOutcome.Late => "No answer in time. Try again. If the problem remains, the list is no longer in operation or cannot be reached.",
        ProviderOutcome.Overloaded => "This server has no free socket or buffer for the query. Stop programs that use many, or raise the limit of open files.",
        ProviderOutcome.Failed => $"The name servers returned no answer ({Answer.Dns.Status}). Check the name servers and the lookup domain.",
        ProviderOutcome.Refused => $"Answered {new ReturnCode(Answer.Code)}, which is an error code and not a listing: {Answer.Provider.WhyNoListing(Answer.Code)}.",
        ProviderOutcome.NotListed => NotListedInWords(),
        _ => ListedInWords(),
    };

    private string NotListedInWords()
    {
        if (MustBeListed != true)
            return MustBeListed == false ? "Not listed, as required." : "Not listed.";
        return IsIPv6
            ? "Not listed. Every list of IPv6 addresses should list this one: set ipv6 to false, unless the operator confirms that it contains IPv6 addresses."
            : "Not listed, but every list must list this address: the lookup domain is wrong, or the list has closed.";
    }

    private string ListedInWords()
    {
        if (MustBeListed == false)
            return $"Listed as {Codes()}, but no list may list this address: it lists every address. Disable the provider.";
        if (Answer.Outcome == ProviderOutcome.Matched)
            return $"Listed as {Codes()}, which matches the rule.";
        return MustBeListed == true
            ? $"Listed as {Codes()}, as required. The rule does not match it, which is correct if the list uses a separate code for its test entry."
            : $"Listed as {Codes()}, which does not match the rule.";
    }

    private string Codes()
    {
        var codes = new List<string>();
        foreach (var code in Answer.Codes)
            codes.Add(Answer.Provider.MeaningOf(code) is { Length: > 0 } meaning ? new ReturnCode(code) + " (" + meaning + ")" : new ReturnCode(code).ToString());
        return string.Join(", ", codes);
    }
}
