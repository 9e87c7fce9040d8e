using System;
using System.Collections.Generic;
using IpBlock.Dns;
using IpBlock.Notices;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock;

/// <summary>The watch over the lists with what it needs of an engine: a resolver that remembers nothing, a file, and somebody to tell.</summary>
internal sealed class EngineHealth : IHealthListener, IDisposable
{
    private readonly GuardedClock _clock;
    private readonly INoticeSink _notices;
    private readonly HealthKeeper _keeper;
    // Probes are not what the metrics count as lookups.
    private readonly DnsCounters _counters = new();
    private StubResolver? _probes;
    private int _failed;

    public EngineHealth(GuardedClock clock, INoticeSink notices, string folder)
    {
        _clock = clock;
        _notices = notices;
        Watch = new HealthWatch(clock, this, HealthFile.Read(folder));
        _keeper = new HealthKeeper(Watch, folder, clock, (where, failure) => notices.Write(LogMessages.HealthUnwritable(where, failure)));
    }

    public HealthWatch Watch { get; }

    /// <summary>How the name servers have answered probes; none when nothing is watched.</summary>
    public IReadOnlyList<NameServerStatus> NameServerStates => _probes?.NameServerStates ?? [];

    /// <summary>These providers are in force. The old resolver for probes lives on for those under way.</summary>
    public void Use(IReadOnlyList<Provider> providers, FilterSettings settings, string folder, bool sameResolver)
    {
        var old = _probes;
        var watched = settings.Enabled && settings.Health.Enabled && providers.Count > 0;
        if (!watched)
            _probes = null;
        else if (old is null || !sameResolver)
            _probes = new StubResolver(OptionsFor(settings), _clock, _counters);
        Watch.Use(providers, settings, _probes, _probes?.NameServers ?? []);
        if (_probes is not null && _probes != old)
            _probes.NameServersChanged += Watch.Use;
        _keeper.MoveTo(folder);
        if (old is not null && old != _probes)
            _clock.After(settings.LookupTimeout + settings.LookupTimeout, old.Dispose);
    }

    public void Dispose()
    {
        Watch.Dispose();
        _keeper.Dispose();
        _probes?.Dispose();
    }

    void IHealthListener.Changed(HealthChange change) => _notices.Write(HealthNotices.Of(change));

    void IHealthListener.CutOff(string servers, string why) => _notices.Write(LogMessages.NameServersDown(servers, why));

    void IHealthListener.Back(TimeSpan lasted) => _notices.Write(LogMessages.NameServersBack(lasted));

    void IHealthListener.Stripped(string servers, string raw) => _notices.Write(LogMessages.AnswersStripped(servers, raw));

    void IHealthListener.Failed(Exception failure)
    {
        // It may fail each second: told once.
        if (System.Threading.Interlocked.Exchange(ref _failed, 1) == 0)
            _notices.Write(LogMessages.HealthFailed(failure));
    }

    void IHealthListener.Braked(ProviderSettings provider, bool pulled, string why) =>
        _notices.Write(pulled ? LogMessages.ProviderBraked(provider.Name, provider.Brake == BrakeMode.Brake, why) : LogMessages.ProviderReleased(provider.Name));

    // What a probe is told must be true now, and must not take the place of what clients are decided by.
    private static DnsOptions OptionsFor(FilterSettings settings)
    {
        var options = FilterEngine.OptionsFor(settings);
        options.CacheEntries = 8;
        options.MinimumTtl = options.MaximumTtl = options.FailureTtl = TimeSpan.Zero;
        return options;
    }
}
