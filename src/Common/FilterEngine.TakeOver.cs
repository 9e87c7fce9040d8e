using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Providers.Braking;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock;

/// <content>How settings come in force.</content>
public sealed partial class FilterEngine
{
    private void Refuse(IReadOnlyList<SettingsError> errors, string path)
    {
        if (_filter is null)
            Restore(path);
        _errors = errors;
        foreach (var error in errors)
            _notices.Write(LogMessages.SettingsRefused(error.ToString(), othersInForce: _filter is not null));
    }

    private void Restore(string path)
    {
        if (_lastGood.Load().Settings is not { } settings)
            return;
        var unread = TakeOver(settings, path);
        _isRestored = true;
        _notices.Write(LogMessages.SettingsRestored(path, _lastGood.Path));
        if (unread is not null)
            _notices.Write(LogMessages.ListsFailed(unread));
    }

    private void TakeOverFile(FilterSettings settings, string path)
    {
        var unread = TakeOver(settings, path);
        (_isRestored, _errors) = (false, []);
        if (unread is not null)
            throw unread; // all else is in force; they are tried again with it
        _notices.Write(LogMessages.SettingsLoaded(path, CountEnabled(settings)));
        try
        {
            _lastGood.Keep();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            _notices.Write(LogMessages.SettingsNotKept(_lastGood.Path, reason));
        }
    }

    // What can fail comes first: if it does, all that was in force stays. Returns why the lists in files could not be taken.
    private Exception? TakeOver(FilterSettings settings, string path)
    {
        var started = _clock.Elapsed;
        var before = _filter?.Settings;
        var (oldLog, oldResolver) = (_log, _resolver);
        var folder = LogDirectory(settings, path);
        var log = oldLog is not null && before is not null && SameLog(before.Log, settings.Log)
            ? oldLog
            : new DecisionLog(settings.Log, folder, _clock, _notices, TaskErrors);
        var resolver = oldResolver is not null && before is not null && SameResolver(before, settings)
            ? oldResolver
            : new StubResolver(OptionsFor(settings), _clock, DnsCounters);

        var health = _health ??= new EngineHealth(_clock, _notices, folder);
        PassOnShared();
        var unread = TakeLists(settings, path);
        _resolverInForce ??= new ResolverInForce(resolver);
        Action<Verdict> missing = settings.Health.Enabled ? _trouble.WatchErrorCodes : _trouble.Watch;
        var filter = new ConnectionFilter(settings, _resolverInForce, _clock, missing, health.Watch, Lists, _usage, _policies);
        var watched = _isAsked(settings) ? filter.Providers : [];
        health.Use(watched, settings, folder, sameResolver: oldResolver == resolver);
        TakeDeferral(filter, folder);

        (_log, _resolver, _folder) = (log, resolver, folder);
        _resolverInForce.Become(resolver);
        _filter = filter;
        Interlocked.Exchange(ref _settingsSince, _clock.UtcNow.UtcTicks);
        Interlocked.Exchange(ref _settingsTook, Math.Max(1, (_clock.Elapsed - started).Ticks));
        _usage.Use(filter.Providers);
        _zones.Use(watched);
        if (oldLog != log)
            oldLog?.Dispose();
        if (oldResolver != resolver && before is not null)
            Retire(oldResolver!, before.TotalTimeout);
        if (oldResolver != resolver)
            resolver.NameServersChanged += _resolverTrouble.Changed;
        return unread;
    }

    // What is remembered stays when the log moves; when it is not wanted any more it is written for the last time.
    private void TakeDeferral(ConnectionFilter filter, string folder)
    {
        var deferred = filter.DefersOnce ? _deferred ?? new DeferredMail(_clock, filter.Settings.DeferOnce) : null;
        deferred?.Use(filter.Settings.DeferOnce);
        _deferred = deferred;
        PassOnShared(); // before the keeper reads the file, where the secret may be another
        if (deferred is null || !string.Equals(_deferredKeeper?.Folder, folder, StringComparison.Ordinal))
        {
            _deferredKeeper?.Dispose();
            _deferredKeeper = deferred is null ? null : new DeferredMailKeeper(deferred, folder, _clock, _notices);
        }
    }

    // Evidence comes on another thread than settings. Each is published before it is passed on, so that whoever is last finds both.
    private void PassOnShared()
    {
        lock (_passingOnLock)
        {
            var shared = _shared;
            _health?.Watch.Share(shared?.Standing ?? _standingOfService);
            _deferred?.Share(shared?.DeferralSecret);
        }
    }

    private void ShareOfService(ISharedStanding? standing)
    {
        _standingOfService = standing;
        PassOnShared();
    }

    // Lists in files that cannot be taken must not keep from being in force what needs none.
    private Exception? TakeLists(FilterSettings settings, string path)
    {
        try
        {
            _policies.Use(settings, path);
            Lists.Use(settings, path);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    // Lookups under way still wait for the old one.
    private void Retire(StubResolver resolver, TimeSpan longestVerdict) =>
        _clock.After(longestVerdict + longestVerdict, resolver.Dispose);

    private static bool SameResolver(FilterSettings a, FilterSettings b)
    {
        if (a.LookupTimeout != b.LookupTimeout || a.Dns.CacheEntries != b.Dns.CacheEntries || a.Dns.MinimumTtl != b.Dns.MinimumTtl
            || a.Dns.MaximumTtl != b.Dns.MaximumTtl || a.Dns.FailureTtl != b.Dns.FailureTtl || a.Dns.Servers.Count != b.Dns.Servers.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Dns.Servers.Count; i++)
        {
            if (a.Dns.Servers[i] != b.Dns.Servers[i])
                return false;
        }

        return true;
    }

    private static bool SameLog(LogSettings a, LogSettings b) =>
        a.Enabled == b.Enabled && a.Accepted == b.Accepted && a.Mailboxes == b.Mailboxes && string.Equals(a.Directory, b.Directory, StringComparison.Ordinal)
        && a.MaxAge == b.MaxAge && a.MaxFileSize == b.MaxFileSize && a.MaxDirectorySize == b.MaxDirectorySize;

    private static int CountEnabled(FilterSettings settings)
    {
        var count = 0;
        foreach (var provider in settings.BlockProviders)
            count += provider.Enabled ? 1 : 0;
        foreach (var provider in settings.AllowProviders)
            count += provider.Enabled ? 1 : 0;
        return count;
    }
}
