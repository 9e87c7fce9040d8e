using System;
using System.Collections.Generic;
using IpBlock.Files;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Providers.Zones;

/// <summary>
/// Tells of providers in force whose zones should not be asked: when the settings or the file of zones come into force, and once a day as long as they are.
/// </summary>
internal sealed class ZoneWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan FilePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    // By what is said too: a provider that gets another zone, or of whose zone something else is known now, is told of at once.
    private readonly Dictionary<(string Provider, ProviderKind Kind, string What), TimeSpan> _told = [];
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly string _settingsPath;
    private readonly IDisposable _timer;
    private readonly IDisposable _fileTimer;
    private IReadOnlyList<Provider> _providers = [];
    private ZoneTable _zones = KnownZones.BuiltIn;
    private FileStamp _seen;
    private FileStamp _suspected;

    /// <param name="settingsPath">The file of zones is beside it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="notices">Where it is told.</param>
    public ZoneWatch(string settingsPath, Clock clock, INoticeSink notices)
    {
        (_settingsPath, _clock, _notices) = (settingsPath, clock, notices);
        ReadIfChanged(atStart: true);
        _timer = clock.Every(Period, Look);
        _fileTimer = clock.Every(FilePeriod, LookAtFile);
    }

    /// <summary>These providers are in force from now on.</summary>
    public void Use(IReadOnlyList<Provider> providers)
    {
        lock (_told)
            _providers = providers;
        Look();
    }

    /// <summary>Looks at the file now instead of within the second.</summary>
    public void LookAtFile()
    {
        bool isNew;
        lock (_told)
            isNew = ReadIfChanged(atStart: false);
        if (isNew)
            Look();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _fileTimer.Dispose();
    }

    private void Look()
    {
        lock (_told)
        {
            foreach (var provider in _providers)
            {
                if (_zones.Of(provider.Settings.LookupDomain.Reveal()) is not { IsToldDaily: true } zone)
                    continue;
                if (IsDue((provider.Name, provider.Kind, zone.ToString())))
                    _notices.Write(LogMessages.ProviderZone(provider.Name, provider.Settings.LookupDomain.PublicName, zone.ToString()));
            }
        }
    }

    // A file that is bad at one look may be half-way through being written by hand: it is believed to be so at the second.
    private bool ReadIfChanged(bool atStart)
    {
        var now = FileStamp.Of(SiteZones.PathFor(_settingsPath));
        if (now.Equals(_seen))
            return false;
        var zones = SiteZones.Read(_settingsPath);
        if (zones.Trouble is not null && !atStart && !now.Equals(_suspected))
        {
            _suspected = now;
            return false;
        }

        (_seen, _zones) = (now, zones.Table);
        if (zones.Trouble is { } why)
            _notices.Write(LogMessages.ZonesRefused(SiteZones.PathFor(_settingsPath), why));
        else if (now.Exists)
            _notices.Write(LogMessages.ZonesLoaded(SiteZones.PathFor(_settingsPath), zones.Added));
        return true;
    }

    private bool IsDue((string, ProviderKind, string) key)
    {
        if (_told.TryGetValue(key, out var last) && _clock.Elapsed - last < Silence)
            return false;
        _told[key] = _clock.Elapsed;
        return true;
    }
}
