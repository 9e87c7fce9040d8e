using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Providers;

/// <summary>Asks providers about a client: all at once, or each when its turn comes, and none beyond the time that there is in all.</summary>
internal sealed class ProviderLookups(IDnsResolver resolver, Clock clock, FilterSettings settings)
{
    // What nearly every list needs for an answer, and a client that is refused does not notice.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>Nobody is asked yet.</summary>
    public Asked Start(Provider[] providers, Address client, TimeSpan started) => new(this, providers, client, started + settings.TotalTimeout, null);

    /// <summary>The same, with a note of each list's answer, how long it took and where it came from.</summary>
    public Asked Watch(Provider[] providers, Address client, TimeSpan started) =>
        new(this, providers, client, started + settings.TotalTimeout, new ProviderSighting[providers.Length]);

    /// <summary>The lookups for one client.</summary>
    internal sealed class Asked(ProviderLookups owner, Provider[] providers, Address client, TimeSpan deadline, ProviderSighting[]? sightings)
    {
        private readonly byte[] _name = new byte[DnsQuestion.MaxNameLength];
        private readonly Task<DnsAnswer>?[] _tasks = new Task<DnsAnswer>?[providers.Length];

        public void AskAllIfParallel()
        {
            if (owner.Order != LookupOrder.Parallel)
                return;
            for (var i = 0; i < providers.Length; i++)
            {
                if (providers[i].Asks(client))
                    _tasks[i] ??= Ask(i);
            }
        }

        public async Task<ProviderAnswer> AnswerAsync(int index)
        {
            var task = _tasks[index] ??= Ask(index);
            return providers[index].Judge(await WithinDeadlineAsync(task).ConfigureAwait(false));
        }

        /// <summary>Waits for those that were asked and have not answered, for a moment.</summary>
        public async Task SettleAsync()
        {
            var pending = new List<Task>();
            foreach (var task in _tasks)
            {
                if (task is { IsCompleted: false })
                    pending.Add(task);
            }

            if (pending.Count == 0)
                return;
            HasWaited = true;
            using var stop = new CancellationTokenSource();
            await Task.WhenAny(Task.WhenAll(pending), owner.Clock.Delay(Moment, stop.Token)).ConfigureAwait(false);
            stop.Cancel();
        }

        /// <summary>The answer of a list that has given one.</summary>
        public bool TryGetAnswer(int index, out ProviderAnswer answer)
        {
            answer = default;
            if (_tasks[index] is not { IsCompleted: true } task)
                return false;
            answer = providers[index].Judge(task.GetAwaiter().GetResult());
            return true;
        }

        /// <summary>What was seen of every list, once all that were asked have answered.</summary>
        public async Task<IReadOnlyList<ProviderSighting>> SeenAsync()
        {
            for (var i = 0; i < providers.Length; i++)
            {
                if (_tasks[i] is { } asked)
                    await asked.ConfigureAwait(false);
                sightings![i] ??= new ProviderSighting(providers[i], client);
            }

            return sightings!;
        }

        /// <summary>The list's own words, without any when it gives them too late.</summary>
        public Task<DnsAnswer> ReasonAsync(Provider provider) => WithinDeadlineAsync(Ask(provider, DnsType.Txt));

        /// <summary>True when somebody had to be waited for, and the code runs where the last answer was received.</summary>
        public bool HasWaited { get; private set; }

        /// <summary>The lookup of the client's reverse name, if somebody has begun one.</summary>
        public Task<DnsAnswer>? ReverseName { get; set; }

        /// <summary>What a lookup comes to, or that the time is up.</summary>
        public Task<DnsAnswer> WithinDeadlineAsync(Task<DnsAnswer> lookup)
        {
            // The lookup ends by itself before that: no timer is needed, and this is the way of nearly every lookup.
            if (lookup.IsCompleted || deadline - owner.Clock.Elapsed < owner.LookupTimeout)
                return WithinDeadlineAsync(lookup, DnsAnswer.Without(DnsStatus.TimedOut));
            HasWaited = true;
            return lookup;
        }

        private Task<DnsAnswer> Ask(int index) => sightings is null ? Ask(providers[index], DnsType.A) : AskWatchedAsync(index, sightings);

        private async Task<DnsAnswer> AskWatchedAsync(int index, ProviderSighting[] seen)
        {
            var provider = providers[index];
            var started = owner.Clock.Elapsed;
            var known = owner.Resolver.TryGetCached(provider.Question(client, DnsType.A, _name), out _);
            var answer = await Ask(provider, DnsType.A).ConfigureAwait(false);
            var took = owner.Clock.Elapsed - started;
            var judged = provider.Judge(answer);
            var words = judged.Outcome is ProviderOutcome.Matched or ProviderOutcome.NotMatched or ProviderOutcome.Refused
                ? await WithinDeadlineAsync(Ask(provider, DnsType.Txt), DnsAnswer.Without(DnsStatus.TimedOut)).ConfigureAwait(false)
                : DnsAnswer.Without(DnsStatus.NoRecords);
            seen[index] = new ProviderSighting(provider, client) { Answer = judged, Took = took, IsFromCache = known, Words = words };
            return answer;
        }

        private Task<DnsAnswer> Ask(Provider provider, DnsType type)
        {
            // A turn that comes after the time is up: nobody is asked any more.
            return owner.HasTime(deadline)
                ? owner.Resolver.ResolveAsync(provider.Question(client, type, _name))
                : Task.FromResult(DnsAnswer.Without(DnsStatus.TimedOut));
        }

        /// <summary>What another lookup about the client comes to, or <paramref name="otherwise"/> when the time is up.</summary>
        public async Task<T> WithinDeadlineAsync<T>(Task<T> lookup, T otherwise)
        {
            if (lookup.IsCompleted)
                return await lookup.ConfigureAwait(false);
            HasWaited = true;
            var left = deadline - owner.Clock.Elapsed;
            using var stop = new CancellationTokenSource();
            var delay = owner.Clock.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, stop.Token);
            if (await Task.WhenAny(lookup, delay).ConfigureAwait(false) != lookup)
                return otherwise;
            stop.Cancel();
            return await lookup.ConfigureAwait(false);
        }
    }

    private LookupOrder Order => settings.Lookup;

    private IDnsResolver Resolver => resolver;

    private Clock Clock => clock;

    private TimeSpan LookupTimeout => settings.LookupTimeout;

    private bool HasTime(TimeSpan deadline) => clock.Elapsed < deadline;
}
