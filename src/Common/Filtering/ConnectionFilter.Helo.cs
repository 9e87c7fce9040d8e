using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Hosts;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering;

/// <content>What a client calls itself.</content>
public sealed partial class ConnectionFilter
{
    /// <summary>True when the name that a client gives with HELO or EHLO can change its verdict: the doors have to hear of it.</summary>
    public bool HearsHelo => _helo is not null;

    /// <summary>False when what the client calls itself can change nothing about this verdict any more: whoever is exempt, or on an allow list, may call himself what he likes.</summary>
    public bool AwaitsHelo(Verdict verdict) => _helo is not null && IsOpen(verdict);

    /// <summary>The same for a verdict that may not be there yet.</summary>
    public async Task<Verdict> HearHeloAsync(Task<Verdict> deciding, string helo, Address? local) =>
        await HearHeloAsync(await deciding.ConfigureAwait(false), helo, local).ConfigureAwait(false);

    /// <summary>
    /// The verdict about a session, once the client has said who it is. A session has its name, a client may have many sessions: what was decided about the client stays,
    /// and this comes after it. Completed when it returns, unless a host name might exempt a client that would be refused.
    /// </summary>
    /// <param name="verdict">What was decided about the client.</param>
    /// <param name="helo">As the client gave it; empty when it has not.</param>
    /// <param name="local">The address of this server that it came to; null when the door does not know.</param>
    public Task<Verdict> HearHeloAsync(Verdict verdict, string helo, Address? local)
    {
        if (_helo is null || !AwaitsHelo(verdict))
            return Task.FromResult(verdict);
        var flaw = _helo.Judge(helo, verdict.Client, local, _clock.UtcNow);
        if (flaw == HeloFlaw.None)
            return Task.FromResult(verdict);
        return _named.Any || _helo.HasNamedExceptions ? UnlessNamedAsync(_helo, verdict, helo, flaw) : Task.FromResult(Conclude(_helo, verdict, helo, flaw));
    }

    private async Task<Verdict> UnlessNamedAsync(HeloRule rule, Verdict verdict, string helo, HeloFlaw flaw)
    {
        var started = _clock.Elapsed;
        var deadline = new Deadline(_clock, started + _settings.TotalTimeout, _settings.LookupTimeout);
        var found = await _named.FindAsync(verdict.Client, deadline).ConfigureAwait(false);
        var isExempt = rule.HasNamedExceptions && await deadline.WithinAsync(rule.IsExemptByNameAsync(verdict.Client, _clock.UtcNow), false).ConfigureAwait(false);
        if (deadline.HasWaited)
            await Task.Yield();
        if (found is not null)
            return Exempt(verdict, found, _clock.Elapsed - started);
        return isExempt ? verdict : Conclude(rule, verdict, helo, flaw);
    }

    private Verdict Exempt(Verdict verdict, object found, TimeSpan took)
    {
        var by = NamedExemptions.RuleOf(found);
        var chain = ChainOf(verdict);
        var trail = verdict.Trail.With(chain.HeloPlace, StepResult.Overruled).With(chain.PlaceOf(by), StepResult.Decided);
        trail.Find(chain.PlaceOf(by), found);
        return Verdict.Exempt(verdict.Client, by, found, took, trail);
    }

    private Verdict Conclude(HeloRule rule, Verdict verdict, string helo, HeloFlaw flaw)
    {
        var isRefused = !rule.IsReportOnly && (verdict.Trail.Measure?.Mode ?? _settings.Mode) == FilterMode.Enforce;
        var refusal = new Verdict(verdict.Client, VerdictAction.Reject, VerdictRule.Helo, verdict.Took)
        {
            Reason = HeloRule.InWords(helo, flaw),
            Reply = rule.ReplyTo(verdict.Client, helo, flaw),
            Trail = verdict.Trail.With(ChainOf(verdict).HeloPlace, isRefused ? StepResult.Decided : StepResult.Reported),
            ReverseName = verdict.Cause().ReverseName,
            Asked = verdict.Cause().Asked,
        };
        if (isRefused)
        {
            _health?.Refused(verdict.Client);
            return refusal;
        }

        // What would have refused the client before it said its name is what the log is about.
        return verdict.IsRefusal ? verdict : Verdict.ReportOnly(refusal, verdict.IsMarked ? verdict : null);
    }

    private static bool IsOpen(Verdict verdict) =>
        verdict.Rule is VerdictRule.None or VerdictRule.ListsSilent
        || verdict is { Rule: VerdictRule.Score, Action: VerdictAction.Mark or VerdictAction.Defer };

    private RuleChain ChainOf(Verdict verdict) => verdict.Trail.Chain ?? _rules;

    // Where it changed nothing the verdict about the client stands as it was, without a word of it.
    private StepResult HeloStep(Verdict ofClient, Verdict verdict)
    {
        if (verdict != ofClient)
            return verdict.Trail.ResultAt(ChainOf(verdict).HeloPlace);
        if (!AwaitsHelo(ofClient))
            return _helo is null && IsOpen(ofClient) ? StepResult.NotAsked : StepResult.NotReached;
        return StepResult.Passed;
    }
}
