using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Providers.Braking;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <content>Looking at what the lists have answered clients, once a second and whenever a client in good standing is listed.</content>
public sealed partial class HealthWatch
{
    private void Beat()
    {
        try
        {
            Look();
        }
        // On a thread of the pool anything that is not caught ends the mail server. Without the watch the lists are asked as they are.
        catch (Exception failure)
        {
            _listener.Failed(failure);
        }
    }

    private void Look()
    {
        var due = new List<WatchedList>();
        WatchedList[]? canary = null;
        IDnsResolver resolver;
        lock (_listsLock)
        {
            if (_disposed || !IsWatching)
                return;
            resolver = _resolver!;
            var now = _clock.Elapsed;
            foreach (var list in _inUse)
                list.Step(now, _settings.ShortestWait, _lookupTimeout);
            JudgeSilence(now);
            foreach (var list in _inUse)
                Publish(list, list.Raw());
            if (!_network.IsDown)
                due.AddRange(_inUse.Where(list => list.IsDue(now)));
            foreach (var list in due)
                list.IsProbing = true;
            if (!_canaryOut && (_network.NeedsCanary || (_network.IsDown && now >= _nextCanary)))
                canary = [.. _inUse.Where(static list => !list.Watch.IsUnfit).Take(2)];
            _canaryOut |= canary is not null;
        }

        foreach (var list in due)
            _ = UnlessFailedAsync(ProbeAsync(list, resolver));
        if (canary is not null)
            _ = UnlessFailedAsync(SendCanaryAsync(canary, resolver));
        _tell.Now();
    }

    private void JudgeSilence(TimeSpan now)
    {
        foreach (var list in _network.Judge([.. _inUse.Where(static list => !list.Watch.IsUnfit)], now))
            list.Watch.BlameForSilence(list.LastSilence == DnsStatus.Refused, now);
    }

    private void Publish(WatchedList list, string raw)
    {
        if (list.Publish(raw, _network.IsDown, _inUse, _clock.UtcNow, _servers) is not { } change)
            return;
        IsChanged = true;
        _tell.Later(() => _listener.Changed(change));
    }

    // On the thread of a verdict: what is to be told waits for the next beat.
    private void BrakeMoved(Provider provider, BrakeMove move)
    {
        var why = BrakeWords.Why(provider.Health.Braking);
        if (move == BrakeMove.Pulled)
            provider.Health.Brake(provider.Settings.Brake == BrakeMode.Brake, _clock.UtcNow, why);
        else
            provider.Health.ReleaseBrake();
        lock (_listsLock)
        {
            IsChanged = true;
            if (move == BrakeMove.Pulled)
                Find(provider.Settings, provider.Kind).Watch.Suspect(_clock.Elapsed);
            _tell.Later(() => _listener.Braked(provider.Settings, move == BrakeMove.Pulled, why));
        }
    }
}
