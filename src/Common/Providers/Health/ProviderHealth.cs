using System;
using System.Threading;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Providers.Braking;

namespace IpBlock.Providers.Health;

/// <summary>
/// What every decision needs to know of a list's health, and what it leaves behind for the watch: to ask costs one volatile read, an answer from the network two
/// interlocked increments, an answer that was known nothing. Lives longer than the settings: a list that is dead stays so when they change.
/// </summary>
public sealed class ProviderHealth
{
    private volatile bool _suspended;
    private volatile bool _braked;
    private volatile bool _cutOff;
    private volatile bool _defers;
    private volatile HealthReport _report = HealthReport.Good;
    private long _patience = TimeSpan.MaxValue.Ticks;
    private volatile object? _lastTrouble;
    private volatile HealthReport? _brakeReport;
    private long _inUseSince;
    private int _lastSilent;

    /// <summary>True when the list is not asked for now.</summary>
    public bool IsSuspended => _suspended;

    /// <summary>True when what it lists is reported, but refuses nobody for now.</summary>
    public bool IsBraked => _braked;

    /// <summary>How the list is, since when, and why.</summary>
    public HealthReport Report => _report;

    /// <summary>How long it is worth waiting for, once the other lists have answered; without limit as long as its habits are not known.</summary>
    public TimeSpan Patience => TimeSpan.FromTicks(Interlocked.Read(ref _patience));

    /// <summary>The list's own words for a reply.</summary>
    internal OptionalWait Reason { get; } = new();

    /// <summary>Whether it agrees with another list.</summary>
    internal OptionalWait Agreement { get; } = new();

    /// <summary>Bounds what may be under way about the list.</summary>
    internal ZoneWindow Window { get; } = new();

    internal ListBrake Braking { get; } = new();

    /// <summary>Since when the list has been asked by the rule that it has now, in UTC; the default value when nobody keeps book of it.</summary>
    internal DateTimeOffset InUseSince
    {
        get => new(Interlocked.Read(ref _inUseSince), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _inUseSince, value.UtcTicks);
    }

    internal AnswerTally Answers { get; } = new();

    internal LatencyHistory Latency { get; } = new();

    /// <summary>The last answer that was none, for the notice.</summary>
    internal ProviderAnswer? LastTrouble => (ProviderAnswer?)_lastTrouble;

    /// <summary>Counts an answer that came over the network, or did not.</summary>
    /// <param name="answer">What it comes to.</param>
    /// <param name="client">About whom it was: one client's many connections fail together and count once.</param>
    /// <param name="took">How long it took.</param>
    internal void Saw(ProviderAnswer answer, Address client, TimeSpan took)
    {
        if (answer.Outcome is ProviderOutcome.Overloaded or ProviderOutcome.Backlog)
            return; // it was not asked
        if (answer.Outcome is ProviderOutcome.Late or ProviderOutcome.Failed && Interlocked.Exchange(ref _lastSilent, client.GetHashCode()) == client.GetHashCode())
            return;
        Answers.Count(answer.Outcome);
        if (answer.IsMissing)
            _lastTrouble = answer; // boxed, so that nobody reads half of it
        else
            Latency.Add(took);
    }

    /// <summary>What a probe met, for the notice.</summary>
    internal void Note(ProviderAnswer trouble) => _lastTrouble = trouble;

    /// <summary>True when the site's own name servers or line are to blame: no list can be asked.</summary>
    public bool IsCutOff => _cutOff;

    /// <summary>True when the list's silence is still to defer clients where the settings say so: it is expected back.</summary>
    public bool Defers => _defers;

    internal void Publish(HealthReport report, bool suspended, bool cutOff, bool defers)
    {
        _report = report;
        _defers = defers;
        _cutOff = cutOff;
        _suspended = suspended;
    }

    /// <summary>Since when it has been braked, or would be if the settings let it; null when it is not.</summary>
    public DateTimeOffset? BrakedSince => _brakeReport?.Since;

    /// <summary>Why it was braked; empty when it is not.</summary>
    public string BrakedWhy => _brakeReport?.Raw ?? "";

    internal void Brake(bool braked, DateTimeOffset since, string why)
    {
        _brakeReport = new HealthReport(HealthState.Healthy, since, why);
        _braked = braked;
    }

    internal void ReleaseBrake()
    {
        _braked = false;
        _brakeReport = null;
    }

    internal void SetPatience(TimeSpan patience) => Interlocked.Exchange(ref _patience, patience.Ticks);
}
