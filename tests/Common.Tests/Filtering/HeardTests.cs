using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Lists;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>Whatever rules there are: the health of the lists hears of a decision once, when all that were asked have answered.</summary>
public sealed class HeardTests
{
    private static readonly string[] Zones = ["one", "two", "three"];
    private static readonly string[] Names = ["", "other.example", "client.example", "client.example report"];
    private static readonly string[] Exempt = ["", "other.example", "client.example"];
    private static readonly string[] Dynamic = ["", "enforce", "report", "exempt"];
    // For each list: n not listed, l listed, N and L the same a second later, s silent.
    private static readonly string[] Answers = ["nnn", "nnN", "lnN", "Lns", "nlL", "sss"];

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var order in new[] { "parallel", "sequential" })
        {
            foreach (var names in Names)
                data.Add(order, names);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_decision_is_heard_once_and_whole(string order, string names)
    {
        var combinations = from exempt in Exempt from dynamic in Dynamic from answers in Answers from reason in new[] { false, true } select (exempt, dynamic, answers, reason);
        foreach (var (exempt, dynamic, answers, reason) in Sampled.Of(combinations))
        {
            using var test = new Heard(order, names, exempt, dynamic, answers, reason);
            var verdict = await test.DecideAsync();
            var case_ = $"{order}, names '{names}', exempt '{exempt}', dynamic hosts '{dynamic}', {answers}, reason {reason}: {verdict.Rule}";
            var asked = Array.ConvertAll(Zones, zone => test.Queries.Any(query => query == $"A 1.2.0.192.{zone}.test"));
            Assert.True(test.Times.Count <= 1 && (test.Times.Count == 1 || !asked.Contains(true)), $"{case_}: heard {test.Times.Count} times");
            if (test.Times.Count == 0)
                continue;
            Assert.True(asked.SequenceEqual(test.Outcomes.Select(static outcome => outcome is not (null or ProviderOutcome.NotReached))), $"{case_}: asked {string.Join(' ', asked)}, heard {string.Join(' ', test.Outcomes)}");
            var slowest = answers.Where((_, i) => asked[i]).Select(static answer => answer == 's' ? 2.0 : char.IsUpper(answer) ? 1.0 : 0).DefaultIfEmpty().Max();
            Assert.True(test.Times[0].TotalSeconds >= slowest, $"{case_}: heard after {test.Times[0]}");
            if (verdict is { Action: VerdictAction.Reject, Rule: VerdictRule.BlockList or VerdictRule.DynamicHost })
                Assert.True(test.HasRefused, case_ + ": stays in good standing");
        }
    }

    private sealed class Heard : IListHealth, IDisposable
    {
        private readonly Lock _lock = new();
        private readonly ListsUnderTest _test = new();
        private readonly List<TimeSpan> _times = [];
        private readonly ConnectionFilter _filter;
        private readonly TimeSpan _started;

        public Heard(string order, string names, string exempt, string dynamic, string answers, bool reason)
        {
            var name = dynamic.Length > 0 ? "192-0-2-1.dsl.client.example" : "client.example";
            _test.Names.Reverse("192.0.2.1", name).Host(name, "192.0.2.1");
            for (var i = 0; i < Zones.Length; i++)
            {
                if (char.ToLowerInvariant(answers[i]) == 'l')
                    _test.Names.Lists(Zones[i] + ".test", "192.0.2.1", "127.0.0.2");
                if (char.IsUpper(answers[i]))
                    _test.Names.Delays(Zones[i] + ".test", 1);
                if (answers[i] == 's')
                    _test.Names.Silent(Zones[i] + ".test");
            }

            var words = names.Split(' ');
            _test.Write("names.txt", (words[0].Length > 0 ? "*." + words[0] + "\n" + words[0] : "203.0.113.9") + "\n");
            var list = ListsUnderTest.List("names", (words[0].Length > 0 ? "\"format\": \"hosts\", " : "") + (words.Length > 1 ? "\"mode\": \"report\"" : "\"mode\": \"enforce\""));
            var providers = string.Join(", ", Zones.Select(zone => Some.List(zone, reason ? "\"anyMatch\": true, \"rejectionResponse\": \"%3\"" : "\"anyMatch\": true")));
            var more = $$"""
                "lookup": "{{order}}", "blockProviders": [ {{providers}} ]
                {{(exempt.Length > 0 ? $", \"exceptions\": {{ \"clients\": [ \"*.{exempt}\", \"{exempt}\" ] }}" : "")}}
                {{(dynamic.Length > 0 ? ", \"dynamicHosts\": { \"enabled\": true, \"mode\": \"" + (dynamic == "report" ? "report" : "enforce") + "\"" + (dynamic == "exempt" ? ", \"exceptions\": [ \"*.elsewhere.example\" ]" : "") + " }" : "")}}
                """;
            var settings = Some.Settings("{ \"lists\": [ " + list + " ], " + more + " }");
            _test.Store.Use(settings, _test.PathOf("ipblock.json"));
            _filter = new ConnectionFilter(settings, _test.Names, _test.Clock, health: this, lists: _test.Store);
            _started = _test.Clock.Elapsed;
        }

        public IReadOnlyList<ProviderOutcome?> Outcomes { get; private set; } = [];

        public IReadOnlyList<string> Queries => _test.Names.Queries;

        public IReadOnlyList<TimeSpan> Times
        {
            get
            {
                lock (_lock)
                    return [.. _times];
            }
        }

        public bool HasRefused { get; private set; }

        /// <summary>The verdict, once all lookups have ended.</summary>
        public async Task<Verdict> DecideAsync()
        {
            var deciding = _filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.1")));
            for (var waited = 0; waited < 6000 && !(deciding.IsCompleted && _test.Clock.Waiting <= 1); waited++)
            {
                _test.Clock.Advance(TimeSpan.FromSeconds(0.25));
                await Task.Delay(1);
            }

            // What the last answer brings about happens on a thread of the pool.
            await Some.UntilAsync(() => deciding.IsCompleted && (Times.Count > 0 || !Queries.Any(static query => query.StartsWith("A 1.2.0.192.", StringComparison.Ordinal))), "the end of the lookups");
            return await deciding;
        }

        public ProviderHealth Of(ProviderSettings provider, ProviderKind kind) => new();

        void IListHealth.Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes)
        {
            lock (_lock)
            {
                _times.Add(_test.Clock.Elapsed - _started);
                Outcomes = [.. outcomes];
            }
        }

        public void Refused(Address client) => HasRefused = true;

        public void Dispose() => _test.Dispose();
    }
}
