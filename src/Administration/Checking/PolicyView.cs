using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>What recipient policies have to do with a check: which one counts, and what the others would come to. Nobody is asked twice: the answers are there.</summary>
internal sealed class PolicyView
{
    /// <summary>Where there are no policies.</summary>
    public static readonly PolicyView None = new();

    private PolicyView()
    {
    }

    /// <summary>The policy by which it was judged; null when it was judged as everybody's mail.</summary>
    public RecipientPolicySettings? Counting { get; private init; }

    /// <summary>The policy that names the recipient and changes nothing, because the client is exempt or on an IP allow list; null when there is none.</summary>
    public RecipientPolicySettings? Idle { get; private init; }

    /// <summary>Whether mail for some recipients may fare otherwise, so that a rejection waits for the recipient.</summary>
    public bool WaitsForRecipients { get; private init; }

    /// <summary>What the enabled policies come to, in their order; none when a recipient was named or no policy counts for the client.</summary>
    public IReadOnlyList<PolicyOutcome> Outcomes { get; private init; } = [];

    /// <param name="filter">The filter that has explained the verdict.</param>
    /// <param name="request">The client.</param>
    /// <param name="helo">What it calls itself; null when that is not known.</param>
    /// <param name="recipient">To whom it would write; null for nobody in particular.</param>
    /// <param name="policy">The place of the policy that names the recipient; -1 when none does.</param>
    public static async Task<PolicyView> LookAsync(ConnectionFilter filter, FilterRequest request, string? helo, string? recipient, int policy)
    {
        if (!filter.HasPolicies)
            return None;
        var policies = filter.Settings.RecipientPolicies;
        var named = policy < 0 ? null : policies[policy];
        var ofClient = await filter.EvaluateAsync(request).ConfigureAwait(false);
        if (!filter.AwaitsPolicy(ofClient))
            return new PolicyView { Idle = named };
        var outcomes = new List<PolicyOutcome>();
        var allReject = ofClient.Action == VerdictAction.Reject;
        for (var i = 0; i < policies.Count; i++)
        {
            if (!policies[i].Enabled)
                continue;
            var verdict = await filter.JudgeAsync(request, ofClient, i).ConfigureAwait(false);
            allReject &= verdict.Action == VerdictAction.Reject;
            outcomes.Add(new PolicyOutcome(policies[i].Name, await filter.HearHeloAsync(verdict, helo ?? "", null).ConfigureAwait(false)));
        }

        return new PolicyView { Counting = named, WaitsForRecipients = !allReject, Outcomes = recipient is null ? outcomes : [] };
    }
}
