using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>The providers' answers about one client as they are heard, in order of priority. Remembers only what can matter later, and so costs nothing for a client that no list knows.</summary>
internal struct CollectedAnswers(Address client, TimeSpan started)
{
    private static readonly ProviderAnswer[] None = [];
    private List<ProviderAnswer>? _missing;

    public readonly Address Client = client;

    public readonly TimeSpan Started = started;

    /// <summary>The answer that decided, after <see cref="Decides"/> said so.</summary>
    public ProviderAnswer Deciding { get; private set; }

    public readonly IReadOnlyList<ProviderAnswer> Missing => (IReadOnlyList<ProviderAnswer>?)_missing ?? None;

    /// <summary>True when this answer is a match.</summary>
    public bool Decides(ProviderAnswer answer)
    {
        if (answer.IsMissing)
            (_missing ??= []).Add(answer);
        if (answer.Outcome != ProviderOutcome.Matched)
            return false;
        Deciding = answer;
        return true;
    }

    /// <summary>
    /// True when a list stayed silent whose silence is to defer the client. An error code does not count: the list has said that it will not
    /// answer, coming again would change nothing, and all mail would wait for ever.
    /// </summary>
    public readonly bool AsksToDefer(OnFailure otherwise)
    {
        if (_missing is null)
            return false;
        foreach (var answer in _missing)
        {
            if (answer.Outcome != ProviderOutcome.Refused && (answer.Provider.Settings.OnFailure ?? otherwise) == OnFailure.Defer)
                return true;
        }

        return false;
    }
}
