using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>
/// The way of one client through all rules, by one loop. What is known already is heard at once; where something has to be waited for, the loop stops, and goes on from the same
/// rule when it has come. A value: a client whose answers are all known takes no memory for it.
/// </summary>
internal struct Walk(RuleChain chain, FilterRequest request)
{
    private bool _isSettled;

    public readonly FilterRequest Request => request;

    public readonly Address Client => request.Client;

    /// <summary>When it began, by the clock that only runs forward.</summary>
    public readonly TimeSpan Started { get; } = chain.Clock.Elapsed;

    /// <summary>The time of day by which entries expire: one for all rules.</summary>
    public readonly DateTimeOffset Now { get; } = chain.Clock.UtcNow;

    /// <summary>What it leaves behind.</summary>
    public Trail Trail = new(chain);

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
            else if (result == StepResult.Reported && Reporter < 0)
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
            return place >= 0 && chain.Rules[place].Refuses ? chain.Rules[place] : null;
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

    /// <summary>The lookups, begun: who has been asked is counted from here on, and the last to answer is known by it.</summary>
    public ProviderLookups.Asked Begin() => chain.Begin(ref this);

    /// <summary>What the rule has waited for, once it has come.</summary>
    public bool TryTake<T>(out T value)
    {
        value = default!;
        if (Pending is not Task<T> { IsCompleted: true } ended)
            return false;
        Pending = null;
        value = ended.GetAwaiter().GetResult();
        return true;
    }

    // Behind an answer that decided, those that are known are heard too. Who is to be refused can wait a moment for the others that have been asked: which lists agree is what an
    // administrator judges a list by.
    private bool HearsOthers(out bool isPending)
    {
        isPending = false;
        var decider = chain.Rules[Decider];
        if (!decider.IsAnswer)
            return false;
        if (!_isSettled && decider.Refuses && Asked is { } asked)
            Pending = asked.SettleAsync();
        _isSettled = true;
        isPending = Pending is { IsCompleted: false };
        if (!isPending)
            Pending = null;
        return !isPending;
    }
}
