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
/// Watches how often one list lists clients in good standing. It is a sequential test (CUSUM) of two suppositions, that it is one in a hundred or fewer, as in quiet weeks, against seven in a hundred or more, as when a list
/// has gone bad: each listing adds its weight, each pass takes a little away, and at the threshold there is no doubt left. A botnet's wave does not touch it, for bots are no regulars. Thread-safe.
/// </summary>
internal sealed class ListBrake
{
    // Logarithms of the ratios 7 % : 1 % and 99 % : 93 %.
    private const double Listing = 1.946;
    private const double Pass = 0.0625;

    // Listed by another list too: half a proof against this one, for lists have common sources and common operators.
    private const double Confirmed = Listing / 2;

    // Seven regulars of seven networks in a row.
    private const double PullAt = 13.6;

    // Forty-two regulars in a row that it does not list.
    private const double ReleaseAt = 42 * Pass;
    private const int FewButEnough = 5;
    private const int MostRemembered = 64;

    private static readonly TimeSpan ShortestBraking = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestBraking = TimeSpan.FromHours(24);
    private static readonly TimeSpan PatienceWithFewRegulars = TimeSpan.FromHours(24);

    private readonly object _evidenceLock = new();
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
            lock (_evidenceLock)
                return _examples.ToArray();
        }
    }

    /// <summary>How many networks of regulars the list has listed since the evidence began to gather.</summary>
    public int Networks
    {
        get
        {
            lock (_evidenceLock)
                return _networks.Count;
        }
    }

    /// <summary>Those whom this list alone has refused; who is in good standing after all when the brake is pulled. Handed out once.</summary>
    public IReadOnlyCollection<ulong> TakeWronged()
    {
        lock (_evidenceLock)
        {
            var wronged = new List<ulong>(_wronged);
            _wronged.Clear();
            return wronged;
        }
    }

    /// <summary>A brake that was pulled before the restart.</summary>
    public void Restore(TimeSpan now)
    {
        lock (_evidenceLock)
            Pull(now);
    }

    /// <summary>Lets go, whatever the evidence.</summary>
    public void Reset()
    {
        lock (_evidenceLock)
            Release();
    }

    /// <summary>A regular came, and the list has said something about it.</summary>
    /// <param name="client">Who.</param>
    /// <param name="key">What stands for the client.</param>
    /// <param name="network">What stands for its network.</param>
    /// <param name="listed">What the list has said.</param>
    /// <param name="confirmed">Another list lists it too.</param>
    /// <param name="again">It came earlier today and passed.</param>
    /// <param name="now">When.</param>
    public BrakeMove Saw(Address client, ulong key, ulong network, bool listed, bool confirmed, bool again, TimeSpan now)
    {
        lock (_evidenceLock)
        {
            if (!listed)
                return Passed(again, now);
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

    // A listing counts once for each network. So a pass speaks against the evidence once for each client and day, or a few who come all day would outweigh all whom the list has wronged.
    private BrakeMove Passed(bool again, TimeSpan now)
    {
        _passesInRow++;
        _innocence += Pass;
        _evidence -= again ? 0 : Pass;
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
