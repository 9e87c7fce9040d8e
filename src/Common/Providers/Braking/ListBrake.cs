using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Providers.Braking;

/// <summary>What became of a brake.</summary>
internal enum BrakeMove
{
    None,
    Pulled,
    Released,
}

/// <summary>
/// Watches how often one list lists clients in good standing. It is a sequential test (CUSUM) of two suppositions, that it is one in a hundred or fewer, as in quiet weeks, against one in ten or more, as when a list has
/// gone bad: each listing adds its weight, each pass takes a little away, and at the threshold there is no doubt left. A botnet's wave does not touch it, for bots are no regulars. Thread-safe.
/// </summary>
internal sealed class ListBrake
{
    // Logarithms of the ratios 10 % : 1 % and 90 % : 99 %.
    private const double Listing = 2.303;
    private const double Pass = 0.0953;

    // Listed by another list too: half a proof against this one, for lists have common sources and common operators.
    private const double Confirmed = Listing / 2;

    // Six regulars of six networks in a row.
    private const double PullAt = 5.5 * Listing;

    // Forty-two regulars in a row that it does not list.
    private const double ReleaseAt = 42 * Pass;
    private const int FewButEnough = 5;
    private const int MostRemembered = 64;

    private static readonly TimeSpan ShortestBraking = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestBraking = TimeSpan.FromHours(24);
    private static readonly TimeSpan PatienceWithFewRegulars = TimeSpan.FromHours(24);

    private readonly object _gate = new();
    private readonly HashSet<ulong> _networks = [];
    private readonly HashSet<ulong> _wronged = [];
    private readonly List<Address> _examples = [];
    private double _evidence;
    private double _innocence;
    private int _passesInRow;
    private TimeSpan _pulledAt = TimeSpan.FromDays(-30);
    private TimeSpan _shortest = ShortestBraking;

    public bool IsPulled { get; private set; }

    /// <summary>Regulars that were listed, the latest ones up to three: for whoever is to look at them.</summary>
    public IReadOnlyList<Address> Examples
    {
        get
        {
            lock (_gate)
                return _examples.ToArray();
        }
    }

    /// <summary>How many networks of regulars the list has listed since the evidence began to gather.</summary>
    public int Networks
    {
        get
        {
            lock (_gate)
                return _networks.Count;
        }
    }

    /// <summary>Those whom this list alone has refused; who is in good standing after all when the brake is pulled. Handed out once.</summary>
    public IReadOnlyCollection<ulong> TakeWronged()
    {
        lock (_gate)
        {
            var wronged = new List<ulong>(_wronged);
            _wronged.Clear();
            return wronged;
        }
    }

    /// <summary>A brake that was pulled before the restart.</summary>
    public void Restore(TimeSpan now)
    {
        lock (_gate)
            Pull(now);
    }

    /// <summary>Lets go, whatever the evidence.</summary>
    public void Reset()
    {
        lock (_gate)
            Release();
    }

    /// <summary>A regular came, and the list has said something about it.</summary>
    public BrakeMove Saw(Address client, ulong key, ulong network, bool listed, bool confirmed, TimeSpan now)
    {
        lock (_gate)
        {
            if (!listed)
                return Passed(now);
            _passesInRow = 0;
            _innocence = Math.Max(0, _innocence - Listing);
            if (_networks.Count >= MostRemembered || !_networks.Add(network))
                return BrakeMove.None;
            if (!confirmed)
                _wronged.Add(key);
            if (_examples.Count == 3)
                _examples.RemoveAt(0);
            _examples.Add(client);
            _evidence += confirmed ? Confirmed : Listing;
            if (IsPulled || _evidence < PullAt)
                return BrakeMove.None;
            Pull(now);
            return BrakeMove.Pulled;
        }
    }

    private BrakeMove Passed(TimeSpan now)
    {
        _passesInRow++;
        _innocence += Pass;
        _evidence -= Pass;
        if (_evidence <= 0 && !IsPulled)
            Release();
        var braked = now - _pulledAt;
        if (!IsPulled || braked < _shortest)
            return BrakeMove.None;
        // Where few regulars come, a day without a listing has to do.
        if (_innocence < ReleaseAt && (braked < PatienceWithFewRegulars || _passesInRow < FewButEnough))
            return BrakeMove.None;
        Release();
        return BrakeMove.Released;
    }

    // Each time twice as long, unless it has been well for a long while: a list that comes and goes must not take its toll each time.
    private void Pull(TimeSpan now)
    {
        if (now - _pulledAt > _shortest + LongestBraking)
            _shortest = ShortestBraking;
        else if (_shortest < LongestBraking)
            _shortest += _shortest;
        IsPulled = true;
        _pulledAt = now;
        _innocence = 0;
        _passesInRow = 0;
    }

    private void Release()
    {
        IsPulled = false;
        _evidence = 0;
        _networks.Clear();
        _examples.Clear();
        _wronged.Clear();
    }
}
