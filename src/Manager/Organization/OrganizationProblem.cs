using System;
using System.Collections.Generic;

namespace IpBlock.Manager.Organization;

/// <summary>Why a sign-in at the organization led to nothing: words of the address, and the sentences that the sign-in page shows for them.</summary>
public static class OrganizationProblem
{
    /// <summary>The parameter of the sign-in page.</summary>
    public const string Parameter = "organization";

    /// <summary>The provider does not answer.</summary>
    public const string Down = "down";

    /// <summary>The provider's answer was not valid, or was used before.</summary>
    public const string Failed = "failed";

    /// <summary>No role of this person counts here.</summary>
    public const string NotPermitted = "not-permitted";

    /// <summary>Too many from one address.</summary>
    public const string TooOften = "too-often";

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        [Down] = "The sign-in service of your organization does not answer. Try again later, or sign in with an account of this page.",
        [Failed] = "The sign-in with your organization failed. Try again. Administrators can see the reason on the page Accounts.",
        [NotPermitted] = "Not permitted: your organization has not assigned you a role for this page.",
        [TooOften] = "There were too many sign-ins from this address. Try again in a minute.",
    };

    /// <summary>The sentence of a word; null for words that are none of these, so that an address cannot put text on the page.</summary>
    public static string? Sentence(string? word) => word is not null && Sentences.TryGetValue(word, out var sentence) ? sentence : null;
}
