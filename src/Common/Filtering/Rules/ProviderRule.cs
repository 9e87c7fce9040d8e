using System;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>One provider. What the resolver knows already is heard at once; if it does not, all providers are asked at the same time, and each is waited for when its turn comes.</summary>
internal sealed class ProviderRule(Provider provider, int index, AnswerRule answers, IDnsResolver resolver)
    : Rule(provider.Kind == ProviderKind.Allow ? VerdictRule.AllowProvider : VerdictRule.BlockProvider)
{
    [ThreadStatic]
    private static byte[]? _name;

    private readonly RejectionReply _reply = new(provider);

    public override Provider Provider => provider;

    public override bool Refuses => provider.Kind == ProviderKind.Block;

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
        if (!provider.Asks(walk.Client))
            return true;
        if (!TryGetAnswer(ref walk, out var answer))
            return walk.IsDecided;
        walk.Trail.Note(walk.Place, answer.Outcome);
        if (answer.Outcome != ProviderOutcome.NotListed)
            result = answers.Hear(ref walk, answer);
        else if (!walk.IsDecided)
            result = StepResult.Passed;
        return true;
    }

    private bool TryGetAnswer(ref Walk walk, out ProviderAnswer answer)
    {
        if (walk.Asked is null && TryGetKnown(walk, out answer))
        {
            provider.Usage?.Known(answer.Outcome);
            return true;
        }

        if (walk.IsDecided)
        {
            answer = default;
            return walk.Asked is { } others && others.TryGetAnswer(index, out answer);
        }

        walk.Pending ??= walk.Begin().AnswerAsync(index);
        return walk.TryTake(out answer);
    }

    private bool TryGetKnown(in Walk walk, out ProviderAnswer answer)
    {
        answer = default;
        if (provider.Health.IsSuspended)
            answer = ProviderAnswer.None(provider, ProviderOutcome.Suspended);
        else if (resolver.TryGetCached(provider.Question(walk.Client, DnsType.A, Buffer), walk.Started, out var known))
            answer = provider.Judge(known);
        else
            return false;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason)
    {
        var answer = walk.Trail.AnswerOf(provider)!.Value;
        if (!Refuses)
            return new Verdict(walk.Client, VerdictAction.Accept, Kind, took) { Answer = answer, Trail = walk.Trail };
        return new Verdict(walk.Client, VerdictAction.Reject, Kind, took)
        {
            Answer = answer,
            Reason = reason,
            Reply = _reply.For(walk.Client, answer, reason),
            Trail = walk.Trail,
        };
    }
}
