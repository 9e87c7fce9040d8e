using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;

namespace IpBlock.Providers.Health;

/// <content>Asking by itself: the lists whether they are well, and, when all are silent, whether the way to them is open.</content>
public sealed partial class HealthWatch
{
    private async Task ProbeAsync(WatchedList list, IDnsResolver resolver)
    {
        var found = await FindAsync(list, resolver).ConfigureAwait(false);
        lock (_listsLock)
        {
            if (_disposed || !IsWatching || list.Watch.WasPutOff(found, _clock.Elapsed))
                return;
            if (_stripping.IsNews(list, found, _inUse))
                _tell.Later(() => _listener.Stripped(HealthWords.Names(_servers), found.Raw));
            if (found.Silence is { } silence)
                list.LastSilence = silence;
            (list.ProbedAt, list.ProbeAnswer) = (_clock.UtcNow, found.Raw);
            list.Watch.Probed(found, _settings.ProbeInterval, _clock.Elapsed);
            JudgeSilence(_clock.Elapsed);
            if (found.Refusal is { } refusal)
                list.Health.Note(refusal);
            Publish(list, found.Raw);
        }

        _tell.Now();
    }

    private async Task<ProbeResult> FindAsync(WatchedList list, IDnsResolver resolver)
    {
        try
        {
            return await new Prober(resolver, _random).RunAsync(list.Provider).ConfigureAwait(false);
        }
        finally
        {
            // Or it would never be probed again.
            list.IsProbing = false;
        }
    }

    // Names that are no list's, and two of the lists: if any of them is answered, be it by no, the way is open.
    private async Task SendCanaryAsync(WatchedList[] some, IDnsResolver resolver)
    {
        try
        {
            var names = new Canary(resolver, _random).SendAsync();
            var prober = new Prober(resolver, _random);
            var lists = await Task.WhenAll(some.Select(list => prober.SilenceAsync(list.Provider))).ConfigureAwait(false);
            var found = await names.ConfigureAwait(false);
            lock (_listsLock)
                Heard(lists, found);
        }
        finally
        {
            // Or none would ever be sent again.
            lock (_listsLock)
                _canaryOut = false;
        }

        _tell.Now();
    }

    private void Heard(DnsStatus?[] silences, CanaryResult names)
    {
        var now = _clock.Elapsed;
        _nextCanary = now + _networkRetry.Next();
        // Name servers that refuse other names are there; those that refuse the lists too serve this machine with nothing.
        var wayIsOpen = silences.Contains(null) || names.IsAnswered || (names.IsRefused && silences.Length > 0 && !silences.Contains(DnsStatus.Refused));
        if (!wayIsOpen && (names.IsUnasked || silences.Contains(DnsStatus.Overloaded)))
            return; // nothing was asked, for want of room here
        if (_network.IsDown && wayIsOpen)
        {
            _network.IsBack();
            var lasted = _clock.UtcNow - _downSince;
            _tell.Later(() => _listener.Back(lasted > TimeSpan.Zero ? lasted : TimeSpan.Zero));
            foreach (var list in _inUse)
            {
                list.Watch.Absolve();
                list.Watch.NextProbe = now;
                Publish(list, "");
            }
        }
        else if (_network.NeedsCanary && !_network.IsDown)
        {
            if (wayIsOpen)
            {
                BlameTheSilent(now);
                return;
            }

            _network.CanaryDied();
            CutOff(now, names);
            foreach (var list in _inUse)
                Publish(list, list.Raw());
        }
    }

    private void BlameTheSilent(TimeSpan now)
    {
        foreach (var list in _inUse.Where(static list => list.Watch.LooksSilent))
        {
            list.Watch.BlameForSilence(list.LastSilence == DnsStatus.Refused, now);
            Publish(list, list.Raw());
        }
    }

    private void CutOff(TimeSpan now, CanaryResult names)
    {
        _downSince = _clock.UtcNow;
        _networkRetry.Reset();
        _nextCanary = now + _networkRetry.Next();
        var (servers, why) = (_servers, names.RootIsKnown ? "the name servers answer only from their cache" : HealthWords.Of(_inUse.Length > 0 ? _inUse[0].LastSilence : DnsStatus.TimedOut));
        _tell.Later(() => _listener.CutOff(HealthWords.Names(servers), why));
    }

    // Nobody waits for a probe: what it throws would be lost.
    private async Task UnlessFailedAsync(Task probe)
    {
        try
        {
            await probe.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _listener.Failed(failure);
        }
    }
}
