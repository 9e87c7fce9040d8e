using System;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>One provider. What the resolver knows already is heard at once; if it does not, all providers are asked at the same time, and each is waited for when its turn comes.</summary>
internal sealed class ProviderRule(Provider provider, int index, AnswerRule answers, Measure measure, IDnsResolver resolver)
    : Rule(provider.Kind == ProviderKind.Allow ? VerdictRule.AllowProvider : VerdictRule.BlockProvider)
{
    [ThreadStatic]
    private static byte[]? _name;

    private readonly RejectionReply _reply = new(provider, measure.RejectionResponse);

    public override Provider Provider { get; } = provider;

    /// <summary>What its match adds to the sum.</summary>
    public ProviderScore Score { get; } = new(provider, measure.ScoreOf(provider.Settings));

    public override ProviderRule Speaker(in Walk walk) => this;

    public override bool Refuses => Provider.Kind == ProviderKind.Block;

    public override bool IsAnswer => true;

    /// <summary>Its place among all providers of the filter.</summary>
    public int Index => index;

    /// <summary>The reply, and the reason that it may show.</summary>
    public RejectionReply Reply => _reply;

    /// <summary>A buffer for the name of a question that is asked and answered on this thread without a pause.</summary>
    internal static byte[] Buffer => _name ??= new byte[DnsQuestion.MaxNameLength];

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        result = walk.IsDecided ? StepResult.NotReached : StepResult.NotAsked;
        if (!Provider.Asks(walk.Client))
            return true;
        result = StepResult.NotReached;
        if (!TryGetAnswer(ref walk, out var answer))
            return !answers.WaitsInTurn || answers.HasEnough(walk);
        walk.Trail.Note(Place, answer.Outcome);
        walk.Tally.Close(Score.Furthest);
        if (answer.Outcome != ProviderOutcome.NotListed)
            result = answers.Hear(ref walk, this, answer);
        else if (!walk.IsDecided)
            result = StepResult.Passed;
        return true;
    }

    private bool TryGetAnswer(ref Walk walk, out ProviderAnswer answer)
    {
        if (walk.Asked is null && TryGetKnown(walk, out answer))
        {
            if (walk.IsFirst)
                Provider.Usage?.Known(answer.Outcome);
            return true;
        }

        if (answers.HasEnough(walk))
        {
            answer = default;
            return walk.Asked is { } others && others.TryGetAnswer(index, out answer);
        }

        if (!answers.WaitsInTurn)
            return Walk.TryTake(walk.LateAt(Place) ?? walk.ComesLate(Place, walk.Begin().AnswerAsync(index)), out answer);
        walk.Pending ??= walk.Begin().AnswerAsync(index);
        return walk.TryTake(out answer);
    }

    private bool TryGetKnown(in Walk walk, out ProviderAnswer answer)
    {
        answer = default;
        if (Provider.Health.IsSuspended)
            answer = ProviderAnswer.None(Provider, ProviderOutcome.Suspended);
        else if (resolver.TryGetCached(Provider.Question(walk.Client, DnsType.A, Buffer), walk.Started, out var known))
            answer = Provider.Judge(known);
        else
            return false;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason)
    {
        var answer = walk.Trail.AnswerOf(Provider)!.Value;
        if (!Refuses)
            return new Verdict(walk.Client, VerdictAction.Accept, Kind, took) { Answer = answer, Trail = walk.Trail };
        return new Verdict(walk.Client, VerdictAction.Reject, Kind, took)
        {
            Answer = answer,
            Reason = reason,
            Reply = _reply.For(walk.Client, answer, reason, walk.ScoreInWords),
            Trail = walk.Trail,
        };
    }
}
