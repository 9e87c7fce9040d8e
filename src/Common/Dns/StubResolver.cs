using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Dns;

/// <summary>
/// The resolver of IpBlock: asks one or more recursive name servers over UDP, over TCP where an answer does not fit, and remembers what they say.
/// One query is under way for a name however many ask; nobody waits longer than <see cref="DnsOptions.Timeout"/>; no thread waits at all.
/// </summary>
/// <remarks>
/// Whoever awaits <see cref="ResolveAsync"/> goes on at once on the thread that received the answer: what follows the await must be short and must not block.
/// </remarks>
public sealed class StubResolver : IDnsResolver, IDisposable
{
    // How far beyond its time a repetition or a time-out may come. Each time wakes two threads, on a machine that may have others to run.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    // By its own timer: a time-out is told by the other one, and whoever hears of it may keep that thread.
    private static readonly TimeSpan GuardPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SocketSweep = TimeSpan.FromSeconds(30);

    // Names of clients lie in the zones of strangers, whose servers may be silent by the hundred; those of one list are bounded by its window.
    private const int MostOverdue = 400;
    private const int ManyOverdue = 64;
    private static readonly TimeSpan Overdue = TimeSpan.FromMilliseconds(500);

    private readonly DnsCache _cache;
    private readonly LookupsUnderWay _underWay = new();
    private readonly List<PendingLookup> _ticking = [];
    private readonly object _tickingLock = new();
    private readonly Func<DnsQuestion, TimeSpan, PendingLookup?> _make;
    private readonly IDisposable _sweep;
    private readonly object _timerLock = new();
    private readonly SystemServersWatch? _system;
    private volatile List<NameServer> _servers = [];
    private IDisposable? _timer;
    private IDisposable? _guard;
    private volatile int _overdue;
    private bool _disposed;

    /// <summary>A resolver with a cache of its own.</summary>
    /// <param name="options">Copied by nobody: do not change it afterwards.</param>
    /// <param name="clock">Measures time-outs and times to live.</param>
    /// <param name="counters">Counts what is done; one of its own if none is given.</param>
    public StubResolver(DnsOptions options, Clock clock, DnsCounters? counters = null)
    {
        Counters = counters ?? new DnsCounters();
        Options = options ?? throw new ArgumentNullException(nameof(options));
        Clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _cache = new DnsCache(options.CacheEntries);
        _make = MakeLookup;
        if (options.Servers.Count > 0)
            Use(options.Servers);
        else
            _system = new SystemServersWatch(options, clock, Counters, Use);
        _sweep = clock.Every(SocketSweep, () => Counters.Guard(SweepSockets));
    }

    internal DnsOptions Options { get; }

    internal Clock Clock { get; }

    /// <summary>Never changed, but replaced as a whole: whoever counts by it keeps the one that he began with. Empty only as long as the system's have never been known.</summary>
    internal List<NameServer> Servers => _servers;

    /// <summary>The name servers that are asked, best first.</summary>
    public IReadOnlyList<IPEndPoint> NameServers => _servers.ConvertAll(static server => server.EndPoint);

    /// <summary>How the name servers have been answering, best first.</summary>
    public IReadOnlyList<NameServerStatus> NameServerStates => _servers.ConvertAll(server => server.Status(Clock.Elapsed));

    /// <summary>Why the name servers of the system are not known; null when they are, or when the settings name others.</summary>
    public string? NameServersTrouble => _system?.Trouble;

    /// <summary>Raised when the system has other name servers than before. A handler must not throw and not wait.</summary>
    public event Action<IReadOnlyList<IPEndPoint>>? NameServersChanged;

    internal ServerTraffic Traffic { get; } = new();

    /// <summary>What it has done.</summary>
    public DnsCounters Counters { get; }

    /// <summary>How many answers are remembered now. Looks through the whole cache: for a look now and then.</summary>
    public int CachedAnswers => _cache.Count(Clock.Elapsed);

    /// <summary>How many lookups are under way now.</summary>
    public int Outstanding => _underWay.Count;

    /// <inheritdoc/>
    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        if (!_cache.TryGet(question, now, out answer))
            return false;
        Counters.CountCached();
        return true;
    }

    /// <inheritdoc/>
    public Task<DnsAnswer> ResolveAsync(DnsQuestion question)
    {
        // Who asks has mostly looked into the cache before; it is looked into once more, by the one that makes the lookup.
        var now = Clock.Elapsed;
        var added = false;
        var lookup = Servers.Count > 0 ? _underWay.GetOrAdd(question, now, _make, out added) : null;
        if (lookup is null)
            return Task.FromResult(TryGetCached(question, now, out var known) ? known : Servers.Count > 0 ? TurnedAway(question) : DnsAnswer.Without(DnsStatus.Unreachable));
        if (added)
        {
            if (StartTimer())
                lookup.Start(now);
            else
                lookup.Abandon();
        }

        return lookup.Task;
    }

    /// <summary>Closes the sockets. Lookups under way end without an answer, and so do those that still come.</summary>
    public void Dispose()
    {
        lock (_timerLock)
        {
            _disposed = true;
            _timer?.Dispose();
            _guard?.Dispose();
            _timer = _guard = null;
        }

        _sweep.Dispose();
        _system?.Dispose();
        foreach (var server in Servers)
            server.Dispose();
        var left = new List<PendingLookup>();
        _underWay.CopyTo(left);
        foreach (var lookup in left)
            lookup.Abandon();
    }

    internal static int PreferredServer(List<NameServer> servers, TimeSpan now)
    {
        for (var i = 0; i < servers.Count; i++)
        {
            if (!servers[i].IsAvoided(now))
                return i;
        }

        return 0;
    }

    internal void Finished(PendingLookup lookup, DnsAnswer answer, uint? ttl, TimeSpan now)
    {
        Counters.CountEnded(answer.Status);
        var life = answer.IsConclusive ? Clamp(ttl) : answer.Status is DnsStatus.Backlog or DnsStatus.Overloaded ? TimeSpan.Zero : Options.FailureTtl;
        if (life > TimeSpan.Zero)
            _cache.Set(lookup.Question, answer, now, now + life);

        _underWay.Remove(lookup);
    }

    // Those that stay keep what has been learnt of them; those that go finish what they have been asked. What is cached stays, but for failures.
    private void Use(IReadOnlyList<IPEndPoint> endPoints)
    {
        var before = _servers;
        var servers = new List<NameServer>();
        foreach (var endPoint in endPoints)
        {
            if (servers.Count < 8) // more than anybody has, and each has a bit in a lookup's memory
                servers.Add(before.Find(known => known.EndPoint.Equals(endPoint)) ?? new NameServer(endPoint, Options, Counters, Clock));
        }

        _servers = servers;
        if (before.Count == 0)
            return;
        _cache.ForgetFailures();
        foreach (var gone in before)
        {
            if (!servers.Contains(gone))
                gone.Retire();
        }

        NameServersChanged?.Invoke(NameServers);
    }

    private DnsAnswer TurnedAway(DnsQuestion question)
    {
        if (HasBacklog(question))
            return DnsAnswer.Without(DnsStatus.Backlog);
        Counters.CountEnded(DnsStatus.Overloaded);
        return DnsAnswer.Without(DnsStatus.Overloaded);
    }

    private TimeSpan Clamp(uint? ttl)
    {
        var life = TimeSpan.FromSeconds(ttl ?? 0);
        if (life < Options.MinimumTtl)
            return Options.MinimumTtl;
        return life > Options.MaximumTtl ? Options.MaximumTtl : life;
    }

    internal bool HasManyOverdue => _overdue >= ManyOverdue;

    private bool HasBacklog(DnsQuestion question) => question.Window?.TurnsAway ?? _overdue >= MostOverdue;

    // Under the lock of the question's chain: another caller may have finished it between our look into the cache and this one.
    private PendingLookup? MakeLookup(DnsQuestion question, TimeSpan now)
    {
        if (_cache.TryGet(question, now, out _) || HasBacklog(question) || _underWay.Count >= Options.MaxOutstanding)
            return null;
        return new PendingLookup(this, question.Copy(), now);
    }

    // The timer runs only while somebody waits: an idle mail server is left asleep. False when the resolver has been disposed: then either
    // the lookup, being counted already, is ended by Dispose, or it is seen here that it never will be.
    private bool StartTimer()
    {
        if (Volatile.Read(ref _timer) is not null)
            return true;
        lock (_timerLock)
        {
            if (!_disposed)
            {
                // By the machine's clock: a thread is kept in real time.
                _guard ??= Clock.System.Every(GuardPeriod, () => Counters.Guard(WatchReceivers));
                _timer ??= Clock.Every(Period, () => Counters.Guard(Tick));
            }

            return !_disposed;
        }
    }

    private void Tick()
    {
        // A timer does not overlap itself, but one that was stopped may have a last tick left when the first of the next one comes: one of the two is enough.
        if (!Monitor.TryEnter(_tickingLock))
            return;
        try
        {
            _underWay.CopyTo(_ticking);
            var now = Clock.Elapsed;
            var overdue = 0;
            foreach (var lookup in _ticking)
            {
                TickOne(lookup, now);
                overdue += lookup.IsOverdue(now - Overdue) ? 1 : 0;
            }

            _overdue = overdue;
        }
        finally
        {
            _ticking.Clear();
            Monitor.Exit(_tickingLock);
        }

        StopTimerIfIdle();
    }

    // A fault in one lookup must not keep the others from their time-outs.
    private void TickOne(PendingLookup lookup, TimeSpan now)
    {
        try
        {
            lookup.Tick(now);
        }
        catch (Exception fault)
        {
            Counters.CountFault(fault);
        }
    }

    // First the timer is taken away and then the lookups are counted; a caller counts its lookup and then looks for the timer.
    // In whatever order they meet, one of the two sees the other.
    private void StopTimerIfIdle()
    {
        lock (_timerLock)
        {
            var timer = Interlocked.Exchange(ref _timer, null);
            if (_underWay.Count > 0)
            {
                _timer = timer;
                return;
            }

            timer?.Dispose();
            _guard?.Dispose();
            _guard = null;
        }
    }

    private void WatchReceivers()
    {
        foreach (var server in Servers)
            server.Receiver.Watch();
    }

    private void SweepSockets()
    {
        foreach (var server in Servers)
            server.Sweep(Clock.Elapsed);
    }
}
