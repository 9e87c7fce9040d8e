using System;
using System.Collections.Generic;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Providers.Zones;

/// <summary>Tells of providers in force whose zones should not be asked: when the settings come into force, and once a day as long as they are.</summary>
internal sealed class ZoneWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    // By zone too: a provider that gets another zone is told of at once.
    private readonly Dictionary<(string Provider, ProviderKind Kind, KnownZone Zone), TimeSpan> _told = [];
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly IDisposable _timer;
    private IReadOnlyList<Provider> _providers = [];

    public ZoneWatch(Clock clock, INoticeSink notices)
    {
        (_clock, _notices) = (clock, notices);
        _timer = clock.Every(Period, Look);
    }

    /// <summary>These providers are in force from now on.</summary>
    public void Use(IReadOnlyList<Provider> providers)
    {
        lock (_told)
            _providers = providers;
        Look();
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_told)
        {
            foreach (var provider in _providers)
            {
                if (KnownZones.Of(provider.Settings.LookupDomain.Reveal()) is not { IsToldDaily: true } zone || !IsDue((provider.Name, provider.Kind, zone)))
                    continue;
                _notices.Write(LogMessages.ProviderZone(provider.Name, provider.Settings.LookupDomain.PublicName, zone.ToString()));
            }
        }
    }

    private bool IsDue((string, ProviderKind, KnownZone) key)
    {
        if (_told.TryGetValue(key, out var last) && _clock.Elapsed - last < Silence)
            return false;
        _told[key] = _clock.Elapsed;
        return true;
    }
}
