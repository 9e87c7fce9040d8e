using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Providers.Braking;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Providers.Health;

/// <summary>
/// Watches over all lists of a process. Once a second it looks at what they have answered, probes those whose time has come, and decides which are fit. Nobody waits for it and it
/// has no thread of its own. It outlives the settings: a list is known by its kind and lookup domain.
/// </summary>
public sealed partial class HealthWatch : IListHealth, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Lists that the settings have named once.
    private const int MostForgotten = 100;

    private readonly Clock _clock;
    private readonly IHealthListener _listener;
    private readonly Func<double> _random;

    // Of the lists and of all that is known of the way to them. The lock of the news is taken within it; nobody is told and nothing is asked while it is held.
    private readonly object _listsLock = new();
    private readonly Dictionary<(ProviderKind Kind, LookupDomain Domain), WatchedList> _lists = [];
    private readonly TellInOrder _tell = new();
    private readonly NetworkWatch _network = new();
    private readonly AnswerStripping _stripping = new();
    private readonly BackOff _networkRetry;
    private readonly IDisposable _beat;
    private readonly SuddenListing _brakes;
    private HealthMemory _memory;
    private WatchedList[] _inUse = [];
    private HealthSettings _settings = new();
    private TimeSpan _lookupTimeout;
    private IDnsResolver? _resolver;
    private IReadOnlyList<IPEndPoint> _servers = [];
    private DateTimeOffset _downSince;
    private TimeSpan _nextCanary;
    private bool _canaryOut;
    private volatile bool _disposed;

    /// <summary>A watch that begins with the first settings.</summary>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="listener">Hears of every change; on a thread of the pool.</param>
    /// <param name="memory">What was known when the process ended last.</param>
    /// <param name="random">From 0 to 1, to spread probes in time.</param>
    internal HealthWatch(Clock clock, IHealthListener listener, HealthMemory? memory = null, Func<double>? random = null)
    {
        _memory = memory ?? HealthMemory.Empty;
        _brakes = new SuddenListing(clock, BrakeMoved, _memory.Seed != 0 ? _memory.Seed : (ulong)Guid.NewGuid().GetHashCode() << 32 | (uint)Guid.NewGuid().GetHashCode());
        _brakes.Regulars.Restore(_memory.Regulars);
        _clock = clock;
        _listener = listener;
        _random = random ?? (static () => UnguessableNumbers.Next() / 65536.0);
        _networkRetry = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), _random);
        _beat = clock.Every(Period, Beat);
    }

    /// <summary>True while no list can be asked, because the site's own name servers or line are down.</summary>
    public bool IsCutOff
    {
        get
        {
            lock (_listsLock)
                return _network.IsDown;
        }
    }

    /// <summary>The lists in use, in no order.</summary>
    public IReadOnlyList<ListStatus> Lists
    {
        get
        {
            lock (_listsLock)
                return [.. _inUse.Select(list => new ListStatus(list, _clock.UtcNow, _clock.Elapsed))];
        }
    }

    /// <summary>The name servers that answer for the lists, in words.</summary>
    internal string NameServers
    {
        get
        {
            lock (_listsLock)
                return HealthWords.Names(_servers);
        }
    }

    /// <inheritdoc/>
    public ProviderHealth Of(ProviderSettings provider, ProviderKind kind)
    {
        lock (_listsLock)
            return Find(provider, kind).Health;
    }

    /// <summary>True when something has changed that the next run, and other processes, should know.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>What is to be kept. Lists of which only the memory knows stay in it: their provider may come back.</summary>
    internal HealthMemory Remember()
    {
        lock (_listsLock)
        {
            IsChanged = false;
            var lists = _lists.Values.Select(static list => list.Remember()).ToList();
            var known = new HashSet<string>(lists.Select(static list => list.Id), StringComparer.Ordinal);
            lists.AddRange(_memory.Lists.Where(list => !known.Contains(list.Id)).Take(MostForgotten));
            return _memory = new HealthMemory { Lists = lists, Seed = _brakes.Seed, Regulars = [.. _brakes.Regulars.Entries()] };
        }
    }

    /// <summary>What another process has written down. Where it says otherwise, the list is probed: what holds is what is seen from here.</summary>
    internal void Compare(HealthMemory other)
    {
        lock (_listsLock)
        {
            foreach (var list in _inUse)
            {
                if (other.Find(list.Provider.Settings, list.Provider.Kind) is { } theirs && theirs.Report.IsUnfit != list.Watch.IsUnfit)
                    list.Watch.Suspect(_clock.Elapsed);
            }
        }
    }

    /// <summary>Others say that these lists are unfit. Those that are well here are probed now; what holds is what is seen from here.</summary>
    /// <param name="ids">Their <see cref="ListStatus.Id"/>; one that is not in use is passed over.</param>
    internal void Doubt(IReadOnlyCollection<string> ids)
    {
        lock (_listsLock)
        {
            foreach (var list in _inUse)
            {
                if (!list.Watch.IsUnfit && ids.Contains(RememberedList.IdOf(list.Provider.Settings, list.Provider.Kind), StringComparer.Ordinal))
                    list.Watch.Suspect(_clock.Elapsed);
            }
        }
    }

    /// <summary>From now on clients for whom others vouch are in good standing here as well; null for nobody else's word.</summary>
    internal void Share(ISharedStanding? standing) => _brakes.Shared = standing;

    /// <inheritdoc/>
    public void Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes)
    {
        if (_settings.Enabled)
            _brakes.Saw(client, providers, outcomes);
    }

    /// <inheritdoc/>
    public void Refused(Address client) => _brakes.Refused(client);

    /// <summary>From now on these lists are in use.</summary>
    /// <param name="providers">The enabled ones.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="resolver">For probes. Must not remember answers; null when the lists are not to be watched.</param>
    /// <param name="servers">The name servers behind it, to be named to the administrator.</param>
    internal void Use(IReadOnlyList<Provider> providers, FilterSettings settings, IDnsResolver? resolver, IReadOnlyList<IPEndPoint> servers)
    {
        lock (_listsLock)
        {
            (_settings, _lookupTimeout, _resolver, _servers) = (settings.Health, settings.LookupTimeout, resolver, servers);
            foreach (var list in _lists.Values)
                list.IsInUse = false;
            foreach (var provider in providers)
            {
                var list = Find(provider.Settings, provider.Kind);
                if (!list.IsInUse)
                    list.Take(provider, _clock.UtcNow);
                list.IsInUse = true;
            }

            _inUse = [.. _lists.Values.Where(static list => list.IsInUse)];
            if (!IsWatching)
                SetFree();
        }
    }

    /// <summary>The system has other name servers than before: what was seen through the old ones is looked at again, now.</summary>
    internal void Use(IReadOnlyList<IPEndPoint> servers)
    {
        lock (_listsLock)
        {
            (_servers, _nextCanary) = (servers, _clock.Elapsed);
            _networkRetry.Reset();
            foreach (var list in _inUse)
                list.Watch.NextProbe = _clock.Elapsed;
        }
    }

    /// <summary>
    /// Somebody has mended something and wants to see it: the list is probed at the next beat, and if the probe is good it is asked again, however many good ones it would take otherwise. While no list can be asked the
    /// name servers are tried first.
    /// </summary>
    /// <param name="id">Its <see cref="ListStatus.Id"/>; one that is not in use is passed over.</param>
    internal void Retry(string id)
    {
        lock (_listsLock)
        {
            var list = Array.Find(_inUse, list => string.Equals(RememberedList.IdOf(list.Provider.Settings, list.Provider.Kind), id, StringComparison.Ordinal));
            if (list is null)
                return;
            list.Watch.Retry(_clock.Elapsed);
            _nextCanary = _clock.Elapsed;
        }
    }

    /// <summary>Stops.</summary>
    public void Dispose()
    {
        _disposed = true;
        _beat.Dispose();
    }

    /// <summary>False while the settings do not want it: then nothing is learnt, and nothing is to be written down.</summary>
    internal bool IsWatching => _settings.Enabled && _resolver is not null;

    // Under the lock of the lists.
    private WatchedList Find(ProviderSettings settings, ProviderKind kind)
    {
        var key = (kind, settings.LookupDomain);
        if (!_lists.TryGetValue(key, out var list))
        {
            var health = new ProviderHealth();
            list = new WatchedList(new Provider(settings, kind, 0, health), health, _random) { IsInUse = false };
            list.Watch.NextProbe = _clock.Elapsed;
            if (_memory.Find(settings, kind) is { } remembered)
                list.Recall(remembered, _clock.Elapsed);
            _lists.Add(key, list);
        }

        return list;
    }

    // With nobody to see to it that they come back, no list may stay away.
    private void SetFree()
    {
        foreach (var list in _lists.Values)
            list.SetFree(_clock.Elapsed);
        _network.IsBack();
    }
}
