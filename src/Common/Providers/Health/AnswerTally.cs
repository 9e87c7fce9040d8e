using System.Threading;

namespace IpBlock.Providers.Health;

/// <summary>What a list has answered since it was last looked at. Whoever asks the list counts, from any thread; one looks.</summary>
internal sealed class AnswerTally
{
    private int _answered;
    private int _listed;
    private int _matched;
    private int _refused;
    private int _silent;

    public void Count(ProviderOutcome outcome)
    {
        switch (outcome)
        {
            case ProviderOutcome.Refused:
                Interlocked.Increment(ref _refused);
                break;
            case ProviderOutcome.Late or ProviderOutcome.Failed:
                Interlocked.Increment(ref _silent);
                break;
            default:
                Interlocked.Increment(ref _answered);
                if (outcome != ProviderOutcome.NotListed)
                    Interlocked.Increment(ref _listed);
                if (outcome == ProviderOutcome.Matched)
                    Interlocked.Increment(ref _matched);
                break;
        }
    }

    /// <summary>The counts, which begin anew.</summary>
    public AnswerCounts Take() => new(
        Interlocked.Exchange(ref _answered, 0),
        Interlocked.Exchange(ref _listed, 0),
        Interlocked.Exchange(ref _matched, 0),
        Interlocked.Exchange(ref _refused, 0),
        Interlocked.Exchange(ref _silent, 0));
}

/// <summary>Answers by kind; those that list and match are among those that answered.</summary>
internal readonly record struct AnswerCounts(int Answered, int Listed, int Matched, int Refused, int Silent);
