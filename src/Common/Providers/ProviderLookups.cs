using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Providers;

/// <summary>Asks providers about a client: all at once, or each when its turn comes, and none beyond the time that there is in all.</summary>
internal sealed class ProviderLookups(IDnsResolver resolver, Clock clock, FilterSettings settings, IListHealth? health = null)
{
    // What nearly every list needs for an answer, and a client that is refused does not notice.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    // The words come from servers that have just answered; a client that is rejected does not notice half a second.
    private static readonly TimeSpan ReasonBudget = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody is asked yet.</summary>
    /// <param name="providers">Whom to ask.</param>
    /// <param name="client">About whom.</param>
    /// <param name="started">When the decision began.</param>
    public Asked Start(Provider[] providers, Address client, TimeSpan started) => new(this, providers, client, DeadlineFrom(started), null);

    /// <summary>The same, with a note of each list's answer, how long it took and where it came from.</summary>
    public Asked Watch(Provider[] providers, Address client, TimeSpan started) =>
        new(this, providers, client, DeadlineFrom(started), new ProviderSighting[providers.Length]);

    private Deadline DeadlineFrom(TimeSpan started) => new(clock, started + settings.TotalTimeout, settings.LookupTimeout);

    /// <summary>The lookups for one client.</summary>
    internal sealed class Asked(ProviderLookups owner, Provider[] providers, Address client, Deadline deadline, ProviderSighting[]? sightings)
    {
        // For the name of a question that is asked on this thread without a pause.
        [ThreadStatic]
        private static byte[]? _buffer;

        private readonly Task<ProviderAnswer>?[] _tasks = new Task<ProviderAnswer>?[providers.Length];
        private readonly TimeSpan _begun = owner.Clock.Elapsed;
        private ProviderOutcome?[] _outcomes = [];
        private Task? _settled;

        // Those who have not answered, and the one who asks.
        private int _outstanding = 1;

        private static byte[] Buffer => _buffer ??= new byte[DnsQuestion.MaxNameLength];

        /// <summary>True once somebody may have been asked.</summary>
        public bool HasBegun { get; private set; }

        /// <summary>The time for the whole decision.</summary>
        public Deadline Deadline => deadline;

        /// <summary>In parallel order all are asked whose answer is not known.</summary>
        /// <param name="known">What the answers that were known have come to; null for all others. It is filled in with what comes.</param>
        public void Begin(ProviderOutcome?[] known)
        {
            HasBegun = true;
            _outcomes = known;
            if (owner.Order != LookupOrder.Parallel)
                return;
            var batch = QueryBatch.Begin();
            try
            {
                for (var i = 0; i < providers.Length; i++)
                {
                    if (known[i] is null && providers[i].Asks(client))
                        _tasks[i] ??= Ask(i, _begun);
                }
            }
            finally
            {
                batch?.Send();
            }

            OneLess();
        }

        /// <summary>The answer of a list whose turn it is.</summary>
        public Task<ProviderAnswer> AnswerAsync(int index)
        {
            var task = _tasks[index] ??= Ask(index, owner.Clock.Elapsed);
            if (task.IsCompleted)
                return task;
            if (owner.Order == LookupOrder.Parallel && providers[index].Health.Patience is var patience && patience < owner.LookupTimeout)
                return HurryAsync(index, task, _begun + patience);
            return deadline.OneLookupAsync(task, ProviderAnswer.None(providers[index], ProviderOutcome.Late));
        }

        /// <summary>Nobody else is asked about the client: in sequential order there is no other sign of that.</summary>
        public void Conclude()
        {
            if (HasBegun && owner.Order == LookupOrder.Sequential)
                OneLess();
        }

        private Task<ProviderAnswer> HurryAsync(int index, Task<ProviderAnswer> task, TimeSpan patience)
        {
            deadline.Waits();
            var due = deadline.Sooner(patience);
            return due <= owner.Clock.Elapsed ? WithoutPatienceAsync(index, task) : new PatientWait(owner.Alarm, this, index, task, due).Begin();
        }

        /// <summary>When a list has had three times what it usually needs, and all others have answered, it is not the network that is slow: the verdict is made without it.</summary>
        public async Task<ProviderAnswer> WithoutPatienceAsync(int index, Task<ProviderAnswer> task)
        {
            await deadline.EndsAsync(Task.WhenAny(task, Task.WhenAll(Others(index)))).ConfigureAwait(false);
            return task.IsCompleted || !IsAnyHeard(index)
                ? await deadline.WithinAsync(task, ProviderAnswer.None(providers[index], ProviderOutcome.Late)).ConfigureAwait(false)
                : ProviderAnswer.None(providers[index], ProviderOutcome.Late);
        }

        private List<Task> Others(int index)
        {
            var others = new List<Task>();
            for (var i = 0; i < _tasks.Length; i++)
            {
                if (i != index && _tasks[i] is { IsCompleted: false } other)
                    others.Add(other);
            }

            return others;
        }

        // An error code is an answer too: it has come over the network.
        private bool IsAnyHeard(int index)
        {
            for (var i = 0; i < _tasks.Length; i++)
            {
                // Without a task of its own its answer was known before anybody was asked.
                var outcome = i == index ? null : TryGetAnswer(i, out var answer) ? answer.Outcome : _tasks[i] is null ? _outcomes[i] : null;
                if (outcome <= ProviderOutcome.Refused)
                    return true;
            }

            return false;
        }

        /// <summary>Waits for those that were asked and have not answered, for a moment: once for a client, by however many measures it is judged.</summary>
        /// <param name="also">What else is waited for; null for nothing.</param>
        public Task SettleAsync(Task? also = null) => _settled ??= WaitAMomentAsync(also);

        private async Task WaitAMomentAsync(Task? also)
        {
            var pending = new List<Task>();
            if (also is { IsCompleted: false })
                pending.Add(also);
            for (var i = 0; i < _tasks.Length; i++)
            {
                if (_tasks[i] is { IsCompleted: false } other && !providers[i].Health.Agreement.IsGivenUp)
                    pending.Add(other);
            }

            if (pending.Count == 0)
                return;
            if (await deadline.EndsByAsync(Task.WhenAll(pending), owner.Clock.Elapsed + Moment).ConfigureAwait(false))
                return;
            for (var i = 0; i < _tasks.Length; i++)
            {
                if (_tasks[i] is { IsCompleted: false })
                    providers[i].Health.Agreement.DidNotCome();
            }
        }

        /// <summary>The answer of a list that has given one.</summary>
        public bool TryGetAnswer(int index, out ProviderAnswer answer)
        {
            answer = default;
            if (_tasks[index] is not { IsCompleted: true } task)
                return false;
            answer = task.GetAwaiter().GetResult();
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
        public async Task<DnsAnswer> ReasonAsync(Provider provider)
        {
            var question = provider.Question(client, DnsType.Txt, new byte[DnsQuestion.MaxNameLength]);
            if (owner.Resolver.TryGetCached(question, owner.Clock.Elapsed, out var known))
                return known;
            if (!deadline.HasTime)
                return DnsAnswer.Without(DnsStatus.TimedOut);
            var wait = provider.Health.Reason;
            if (wait.IsGivenUp)
            {
                if (wait.TryBeginProbe())
                    _ = ProbeReasonAsync(wait, owner.Resolver.ResolveAsync(question));
                return DnsAnswer.Without(DnsStatus.TimedOut);
            }

            var lookup = owner.Resolver.ResolveAsync(question);
            var budget = owner.Clock.Elapsed + ReasonBudget;
            if (await deadline.EndsByAsync(lookup, budget).ConfigureAwait(false) && (await lookup.ConfigureAwait(false)).IsConclusive)
                wait.Came();
            else
                wait.DidNotCome();
            return lookup.IsCompleted ? await lookup.ConfigureAwait(false) : DnsAnswer.Without(DnsStatus.TimedOut);
        }

        private static async Task ProbeReasonAsync(OptionalWait wait, Task<DnsAnswer> lookup)
        {
            if ((await lookup.ConfigureAwait(false)).IsConclusive)
                wait.Came();
            wait.EndProbe();
        }

        // An explanation waits for the words as long as there is time.
        private Task<DnsAnswer> WatchedReasonAsync(Provider provider) => deadline.HasTime
            ? deadline.OneLookupAsync(owner.Resolver.ResolveAsync(provider.Question(client, DnsType.Txt, new byte[DnsQuestion.MaxNameLength])), DnsAnswer.Without(DnsStatus.TimedOut))
            : Task.FromResult(DnsAnswer.Without(DnsStatus.TimedOut));

        /// <summary>The lookup of the client's reverse name, if somebody has begun one.</summary>
        public Task<DnsAnswer>? ReverseName { get; set; }

        private Task<ProviderAnswer> Ask(int index, TimeSpan now) => sightings is null ? AskUnwatched(index, now) : AskWatchedAsync(index, now, sightings);

        private async Task<ProviderAnswer> AskWatchedAsync(int index, TimeSpan started, ProviderSighting[] seen)
        {
            var provider = providers[index];
            var known = owner.Resolver.TryGetCached(provider.Question(client, DnsType.A, Buffer), started, out _);
            var answer = await AskUnwatched(index, started).ConfigureAwait(false);
            var took = owner.Clock.Elapsed - started;
            var words = answer.Outcome is ProviderOutcome.Matched or ProviderOutcome.NotMatched or ProviderOutcome.Refused
                ? await WatchedReasonAsync(provider).ConfigureAwait(false)
                : DnsAnswer.Without(DnsStatus.NoRecords);
            seen[index] = new ProviderSighting(provider, client) { Answer = answer, Took = took, IsFromCache = known, Words = words };
            return answer;
        }

        private Task<ProviderAnswer> AskUnwatched(int index, TimeSpan now)
        {
            var provider = providers[index];
            if (provider.Health.IsSuspended)
                return Known(index, ProviderAnswer.None(provider, ProviderOutcome.Suspended));
            // First: what is known needs no time, and a recipient may be named long after the client has been decided about.
            var question = provider.Question(client, DnsType.A, Buffer);
            if (owner.Resolver.TryGetCached(question, now, out var known))
                return Known(index, provider.Judge(known));
            // A turn that comes after the time is up: nobody is asked any more.
            if (!deadline.HasTimeAt(now))
                return Known(index, ProviderAnswer.None(provider, ProviderOutcome.NotReached));
            Interlocked.Increment(ref _outstanding);
            return HearAsync(index, owner.Resolver.ResolveAsync(question), now);
        }

        private Task<ProviderAnswer> Known(int index, ProviderAnswer answer)
        {
            // An explanation is no connection, and what another measure hears has been counted.
            if (sightings is null && _outcomes[index] is null)
                providers[index].Usage?.Known(answer.Outcome);
            _outcomes[index] = answer.Outcome;
            return Task.FromResult(answer);
        }

        private async Task<ProviderAnswer> HearAsync(int index, Task<DnsAnswer> lookup, TimeSpan asked)
        {
            var answer = providers[index].Judge(await lookup.ConfigureAwait(false));
            var took = owner.Clock.Elapsed - asked;
            providers[index].Health.Saw(answer, client, took);
            if (took <= Moment && answer.Outcome <= ProviderOutcome.Refused)
                providers[index].Health.Agreement.Came();
            if (sightings is null)
                providers[index].Usage?.Heard(answer.Outcome, took);
            _outcomes[index] = answer.Outcome;
            OneLess();
            return answer;
        }

        private void OneLess()
        {
            if (Interlocked.Decrement(ref _outstanding) == 0)
                owner.Health?.Heard(client, providers, _outcomes);
        }
    }

    private LookupOrder Order => settings.Lookup;

    /// <summary>Asks the name servers.</summary>
    public IDnsResolver Resolver => resolver;

    private Clock Clock => clock;

    private Alarm Alarm { get; } = new(clock);

    private IListHealth? Health => health;

    private TimeSpan LookupTimeout => settings.LookupTimeout;
}
