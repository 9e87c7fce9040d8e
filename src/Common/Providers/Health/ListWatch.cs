using System;
using IpBlock.Dns;

namespace IpBlock.Providers.Health;

/// <summary>
/// The course of one list's health: live answers and probes go in, a state comes out. Knows no clock and starts nothing; whoever holds it sees to it that it is told one thing after another.
/// A list falls ill quickly and gets well slowly: three or four bad answers suspend it, and only several good probes some time apart bring it back, more of them if it has just relapsed.
/// </summary>
internal sealed class ListWatch(Func<double> random)
{
    private const int SilentLimit = 4 * Suspicion.Weight;
    private const int RefusedLimit = 3 * Suspicion.Weight;
    private const int ProbeCounts = 2;
    private const int LieLimit = 2;

    // A list whose test entry was never seen may be one of those that have none: it is empty when nobody at all is on it.
    private const long EnoughToCallEmpty = 300;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenSuspicions = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Vanishing = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RelapseWithin = TimeSpan.FromMinutes(10);
    private readonly BackOff _whenSilent = new(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(10), random, steady: 12);
    private readonly BackOff _whenLying = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30), random);
    private Suspicion _silence;
    private Suspicion _refusal;
    private ListingHabit _habit;
    private int _worldly;
    private int _missing;
    private int _goodInRow;
    private int _relapses;
    private bool _byServers;
    private long _answered;
    private long _listed;
    private TimeSpan _suspectedAt = TimeSpan.MinValue;
    private TimeSpan _recoveredAt = TimeSpan.MinValue;
    private TimeSpan _lastProbe = TimeSpan.MinValue;

    public HealthState State { get; private set; }

    /// <summary>True when the list has had its test entry once.</summary>
    public bool TestEntrySeen { get; set; }

    /// <summary>When it is to be probed next.</summary>
    public TimeSpan NextProbe { get; set; }

    /// <summary>True when enough questions have gone without an answer; whether the list or the network is to blame is not for this list to say.</summary>
    public bool LooksSilent => !IsUnfit && _silence.Points >= SilentLimit;

    /// <summary>True when it has not answered lately.</summary>
    public bool IsSuspect => _silence.Points >= SilentLimit / 2;

    public bool IsUnfit => State >= HealthState.Silent;

    /// <summary>When the first of the questions failed that make it suspect now.</summary>
    public TimeSpan SuspectSince { get; private set; }

    /// <summary>When it last answered, be it a probe.</summary>
    public TimeSpan LastAnswer { get; private set; } = TimeSpan.MinValue;

    /// <summary>Takes what it was remembered as. Probed soon: the world has gone on meanwhile.</summary>
    public void Resume(HealthState state, bool testEntrySeen, TimeSpan now)
    {
        State = state;
        TestEntrySeen = testEntrySeen;
        NextProbe = now;
        _byServers = state == HealthState.Silent;
    }

    /// <summary>Takes the answers since the last time; returns the state that they bring about.</summary>
    public HealthState Step(AnswerCounts seen, TimeSpan now)
    {
        _answered += seen.Answered;
        _listed += seen.Listed;
        if (seen.Answered > 0)
            LastAnswer = now;
        HearSilence(seen.Silent, seen.Answered + seen.Refused, now);
        _refusal.Add(seen.Refused, seen.Answered);
        if (IsUnfit)
            return State;
        if (seen.Silent + seen.Refused > 0)
            ProbeBy(Later(_lastProbe, Soon));
        else if (_habit.IsBroken(seen) && now > Later(_suspectedAt, BetweenSuspicions))
            Suspect(now);
        return _refusal.Points >= RefusedLimit ? Enter(HealthState.Refused, now) : State;
    }

    /// <summary>Something else has made the list look wrong: it is probed now, but not again and again.</summary>
    public void Suspect(TimeSpan now)
    {
        _suspectedAt = now;
        ProbeBy(now);
    }

    /// <summary>Somebody says that it is well: it is probed now, and one good probe is enough.</summary>
    public void Retry(TimeSpan now)
    {
        if (IsUnfit)
            _goodInRow = Needed - 1;
        ProbeBy(now);
    }

    /// <summary>The list, and not the network, is silent; or the name servers refuse to ask it.</summary>
    public HealthState BlameForSilence(bool refused, TimeSpan now) => Enter(refused ? HealthState.Refused : HealthState.Silent, now, byServers: true);

    /// <summary>The network was to blame.</summary>
    public void Absolve() => _silence.Clear();

    /// <summary>Slow or healthy, which are for the one to say who measures; an unfit list stays so.</summary>
    public HealthState SetSlow(bool slow)
    {
        if (!IsUnfit)
            State = slow ? HealthState.Slow : HealthState.Healthy;
        return State;
    }

    /// <summary>True when a probe could not be made, for want of room here; it is made soon.</summary>
    public bool WasPutOff(ProbeResult found, TimeSpan now)
    {
        if (found.IsUnasked)
            NextProbe = now + Soon;
        return found.IsUnasked;
    }

    /// <summary>Takes what a probe has found; returns the state that it brings about, and sets when to probe next.</summary>
    public HealthState Probed(ProbeResult found, TimeSpan interval, TimeSpan now)
    {
        _lastProbe = now;
        TestEntrySeen |= found.HasTestEntry == true;
        if (found.Silence is null)
            LastAnswer = now;
        var good = IsGood(found);
        HearSilence(found.Silence is null ? 0 : ProbeCounts, found.Silence is null ? 1 : 0, now);
        _refusal.Add(found.Refusal is null ? 0 : ProbeCounts, found.Refusal is null ? 1 : 0);
        _worldly = found.Worldly is null ? 0 : _worldly + 1;
        _missing = found.HasTestEntry == false && !good ? _missing + 1 : 0;
        return IsUnfit ? Convalesce(found, good, interval, now) : Diagnose(found, interval, now);
    }

    private void HearSilence(int silent, int answered, TimeSpan now)
    {
        if (_silence.Points == 0)
            SuspectSince = now;
        _silence.Add(silent, answered);
    }

    private bool IsGood(ProbeResult found)
    {
        if (found.Refusal is not null || found.Silence is not null || found.Worldly is not null)
            return false;
        return found.HasTestEntry != false || found.IsZoneGone is false && !TestEntrySeen && (_listed > 0 || _answered < EnoughToCallEmpty);
    }

    private HealthState Diagnose(ProbeResult found, TimeSpan interval, TimeSpan now)
    {
        if (_refusal.Points >= RefusedLimit)
            return Enter(HealthState.Refused, now);
        if (_worldly >= LieLimit)
            return Enter(HealthState.ListsWorld, now);
        if (_missing >= LieLimit)
        {
            // Somebody was on it since it was first found without the entry: it is neither empty nor gone.
            if (_listed > 0)
                _missing = 0;
            else
                return Enter(found.IsZoneGone ? HealthState.Gone : HealthState.Emptied, now);
        }

        if (_missing == 1)
            _listed = 0;
        NextProbe = found.Refusal is not null || found.Silence is not null || found.Worldly is not null ? now + Soon
            : _missing > 0 ? now + BackOff.Spread(Vanishing, random)
            : now + BackOff.Spread(interval, random);
        return State;
    }

    private HealthState Convalesce(ProbeResult found, bool good, TimeSpan interval, TimeSpan now)
    {
        if (good)
        {
            if (++_goodInRow >= Needed)
                return Recover(interval, now);
            NextProbe = now + BackOff.Spread(_byServers ? Again : Vanishing, random);
            return State;
        }

        _goodInRow = 0;
        // What ails it may change: a silent list comes back and refuses.
        State = found.Refusal is not null || found.Silence == DnsStatus.Refused ? HealthState.Refused
            : found.Silence is not null ? HealthState.Silent
            : found.Worldly is not null ? HealthState.ListsWorld
            : found.IsZoneGone ? HealthState.Gone : HealthState.Emptied;
        _byServers = found.Silence is not null && found.Refusal is null;
        NextProbe = now + (_byServers ? _whenSilent : _whenLying).Next();
        return State;
    }

    private int Needed => Math.Min(6, 2 + (_byServers ? 0 : 1) + _relapses);

    private HealthState Recover(TimeSpan interval, TimeSpan now)
    {
        _recoveredAt = now;
        _silence.Clear();
        _refusal.Clear();
        _listed = 0;
        _answered = 0;
        NextProbe = now + BackOff.Spread(interval, random);
        return State = HealthState.Healthy;
    }

    // What the name servers cannot get, or will not, passes sooner than what the list itself says.
    private HealthState Enter(HealthState state, TimeSpan now, bool byServers = false)
    {
        _byServers = byServers;
        if (_recoveredAt != TimeSpan.MinValue && now - _recoveredAt < RelapseWithin)
        {
            _relapses++;
        }
        else
        {
            _relapses = 0;
            _whenSilent.Reset();
            _whenLying.Reset();
        }

        _goodInRow = 0;
        _habit = default;
        NextProbe = now + (byServers ? _whenSilent : _whenLying).Next();
        return State = state;
    }

    private void ProbeBy(TimeSpan time)
    {
        if (time < NextProbe)
            NextProbe = time;
    }

    private static TimeSpan Later(TimeSpan time, TimeSpan by) => time == TimeSpan.MinValue ? time : time + by;
}
