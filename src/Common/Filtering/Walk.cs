using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>
/// The way of one client through all rules, by one loop. What is known already is heard at once; where something has to be waited for, the loop stops, and goes on from the same
/// rule when it has come. A value: a client whose answers are all known takes no memory for it.
/// </summary>
/// <param name="chain">The rules.</param>
/// <param name="request">The connection.</param>
/// <param name="isFirst">False when the client's answers have been heard and counted before, and are judged by another measure now.</param>
internal struct Walk(RuleChain chain, FilterRequest request, bool isFirst = true)
{
    private bool _isSettled;
    private Task?[]? _late;

    public readonly FilterRequest Request => request;

    public readonly Address Client => request.Client;

    public readonly Rules.Rule[] Rules => chain.Rules;

    /// <summary>When it began, by the clock that only runs forward.</summary>
    public readonly TimeSpan Started { get; } = chain.Clock.Elapsed;

    /// <summary>The time of day by which entries expire: one for all rules.</summary>
    public readonly DateTimeOffset Now { get; } = chain.Clock.UtcNow;

    /// <summary>What it leaves behind.</summary>
    public Trail Trail = new(chain);

    /// <summary>The scores so far.</summary>
    public Tally Tally = chain.TallyFor(request.Client);

    public readonly bool IsFirst => isFirst;

    /// <summary>The sum for a reply; empty where no scores are added.</summary>
    public readonly string ScoreInWords => chain.Answers.AddsUp ? Score.FromTenths(Tally.Sum).ToString() : "";

    /// <summary>The rule whose turn it is.</summary>
    public int Place { get; private set; }

    /// <summary>The place of the rule that decided; below zero as long as none has.</summary>
    public int Decider { get; set; } = -1;

    /// <summary>The place of the first rule that would have decided if it did more than report; below zero when there is none.</summary>
    public int Reporter { get; private set; } = -1;

    public readonly bool IsDecided => Decider >= 0;

    /// <summary>The exception, entry or list that covers the client.</summary>
    public object? Found
    {
        readonly get => Trail.Found;
        set => Trail.Find(Place, value);
    }

    /// <summary>The client's reverse name, when the rule about it matches.</summary>
    public ReverseNameSighting? ReverseName { get; set; }

    /// <summary>The lookups about the client; null as long as nobody had to be asked.</summary>
    public ProviderLookups.Asked? Asked { get; set; }

    /// <summary>What the rule whose turn it is waits for; null when it waits for nothing.</summary>
    public Task? Pending { get; set; }

    /// <summary>Goes on as far as it can. False when <see cref="Pending"/> has to be waited for first.</summary>
    public bool Go()
    {
        for (; Place < chain.Rules.Length; Place++)
        {
            if (IsDecided && !HearsOthers(out var isPending))
                return !isPending;
            if (!chain.Rules[Place].TryHear(ref this, out var result))
                return false;
            Trail.Note(Place, result);
            if (result == StepResult.Decided)
                Decider = Place;
            else if (result == StepResult.Reported && Reporter < 0 && !(chain.Rules[Place].IsAnswer && chain.Answers.AddsUp))
                Reporter = Place;
        }

        return true;
    }

    /// <summary>True once a rule that hears answers has been heard.</summary>
    public readonly bool HasHeardAnswers => Place > chain.FirstAnswer;

    /// <summary>The rule because of which the client is not to be served, or would not be if it did more than report; null when there is none.</summary>
    public readonly Rules.Rule? Refuser
    {
        get
        {
            var place = IsDecided ? Decider : Reporter;
            return place >= 0 && chain.Rules[place].RefusesBy(this) ? chain.Rules[place] : null;
        }
    }

    /// <summary>A rule that is heard last has spoken for the client: the one that decided is overruled.</summary>
    public void Overrule(VerdictRule by, object found)
    {
        if (IsDecided)
            Trail.Change(Decider, StepResult.Overruled);
        Decider = chain.PlaceOf(by);
        Trail.Find(Decider, found);
        Trail.Change(Decider, StepResult.Decided);
    }

    /// <summary>The verdict is to be reported only.</summary>
    public void OnlyReport()
    {
        Trail.Change(Decider, StepResult.Reported);
        (Reporter, Decider) = (Decider, -1);
    }

    /// <summary>The lookups; nobody is asked yet.</summary>
    public readonly ProviderLookups.Asked Start() => chain.Start(this);

    /// <summary>The lookups, begun: who has been asked is counted from here on, and the last to answer is known by it.</summary>
    public ProviderLookups.Asked Begin() => chain.Begin(ref this);

    /// <summary>What the rule has waited for, once it has come.</summary>
    public bool TryTake<T>(out T value)
    {
        if (!TryTake(Pending, out value))
            return false;
        Pending = null;
        return true;
    }

    public static bool TryTake<T>(Task? pending, out T value)
    {
        value = default!;
        if (pending is not Task<T> { IsCompleted: true } ended)
            return false;
        value = ended.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>What a rule waits for while those behind it are heard; null when it waits for nothing.</summary>
    public readonly Task? LateAt(int place) => _late?[place];

    public Task ComesLate(int place, Task pending) => (_late ??= new Task?[chain.Rules.Length])[place] = pending;

    /// <summary>
    /// Who is to be refused can wait a moment for those that have been asked: which lists agree is what an administrator judges a list by. False when they
    /// have to be waited for first.
    /// </summary>
    /// <param name="also">What is waited for beside the lists; null for nothing.</param>
    public bool TrySettle(Task? also = null)
    {
        if (!_isSettled)
            Pending = Asked?.SettleAsync(also);
        _isSettled = true;
        if (Pending is { IsCompleted: false })
            return false;
        Pending = null;
        return true;
    }

    /// <summary>True when a list that is asked has not been heard.</summary>
    public readonly bool HasOpen
    {
        get
        {
            for (var place = chain.FirstAnswer; place < chain.Rules.Length; place++)
            {
                if (Trail.OutcomeAt(place) is null && chain.Rules[place].Provider?.Asks(Client) == true)
                    return true;
            }

            return false;
        }
    }

    /// <summary>True when a list that has not been heard would have the client deferred if it stayed silent.</summary>
    public readonly bool MayStillBeSilent(OnFailure otherwise)
    {
        for (var place = chain.FirstAnswer; chain.MayDefer && place < chain.Rules.Length; place++)
        {
            if (Trail.ResultAt(place) == StepResult.NotReached && chain.Rules[place].Provider is { Enforces: true } provider
                && (provider.Settings.OnFailure ?? otherwise) == OnFailure.Defer)
            {
                return true;
            }
        }

        return false;
    }

    // Behind an answer that decided, those that are known are heard too.
    private bool HearsOthers(out bool isPending)
    {
        var decider = chain.Rules[Decider];
        isPending = decider is { IsAnswer: true, Refuses: true } && !TrySettle();
        return decider.IsAnswer && !isPending;
    }
}
