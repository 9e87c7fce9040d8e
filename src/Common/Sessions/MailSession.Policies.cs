using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <content>Recipients whose mail is judged by another measure.</content>
public sealed partial class MailSession
{
    // What each policy comes to that a recipient of this session has had, and of which verdict about the client.
    private readonly List<(int Policy, Task<Verdict> Verdict)> _byPolicy = [];
    private Task<Verdict>? _policiesOf;
    private Address? _local;

    // Whether every policy rejects the client too: only then nobody's mail can come of it.
    private Task<bool>? _ofAll;

    /// <summary>
    /// To be waited for before <see cref="AtRecipient"/>: what is decided for the mail of one recipient. Completed at once when nothing has to be waited for that is not here already.
    /// </summary>
    /// <param name="recipient">As for <see cref="AtRecipient"/>.</param>
    public Task DecidedFor(string? recipient) => recipient is null ? Deciding : VerdictFor(recipient);

    private Task<Verdict> VerdictFor(string recipient)
    {
        if (_filter is not { HasPolicies: true } filter || filter.FindPolicy(recipient) is not (>= 0 and var policy))
            return Deciding;
        if (!ReferenceEquals(_policiesOf, Deciding))
            _byPolicy.Clear();
        _policiesOf = Deciding;
        foreach (var known in _byPolicy)
        {
            if (known.Policy == policy)
                return known.Verdict;
        }

        var verdict = JudgeAsync(filter, policy);
        _byPolicy.Add((policy, verdict));
        return verdict;
    }

    // All that it needs is taken before anything is waited for: by then the session may be over, or be about another client.
    private async Task<Verdict> JudgeAsync(ConnectionFilter filter, int policy)
    {
        var (client, ofClient, hasHelo, helo, local) = (_client, _ofClient!, _afterHelo is not null, _helo, _local);
        var counting = await Deciding.ConfigureAwait(false);
        if (!filter.AwaitsPolicy(counting))
            return counting;
        var ofPolicy = await filter.JudgeAsync(client, await ofClient.ConfigureAwait(false), policy).ConfigureAwait(false);
        return hasHelo ? await filter.HearHeloAsync(ofPolicy, helo, local).ConfigureAwait(false) : ofPolicy;
    }

    private static async Task<bool> AskPoliciesAsync(ConnectionFilter filter, FilterRequest client, Task<Verdict> deciding)
    {
        var ofClient = await deciding.ConfigureAwait(false);
        var verdict = ofClient;
        for (var policy = 0; verdict.Action == VerdictAction.Reject && policy < filter.Settings.RecipientPolicies.Count; policy++)
        {
            if (filter.Settings.RecipientPolicies[policy].Enabled && filter.AwaitsPolicy(verdict))
                verdict = await filter.JudgeAsync(client, ofClient, policy).ConfigureAwait(false);
        }

        return verdict.Action == VerdictAction.Reject;
    }

    // False as long as a recipient who is still to be named can change what becomes of the client's mail, or the mail has to be marked.
    private bool IsServed(Verdict verdict) => !verdict.IsRefusal && !verdict.IsMarked && _filter?.AwaitsPolicy(verdict) != true;

    private bool WaitsBy(Verdict verdict) => _waits || DefersOnce(verdict) || (_filter?.AwaitsPolicy(verdict) == true && !AllReject);

    private bool AllReject => _ofAll is { Status: TaskStatus.RanToCompletion } && _ofAll.GetAwaiter().GetResult();
}
