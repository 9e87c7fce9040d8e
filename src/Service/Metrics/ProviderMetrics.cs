using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Text;
using IpBlock.Administration.Catalogue;
using IpBlock.Providers.Usage;
using IpBlock.Service.Commands.Providers;
using IpBlock.Settings;

namespace IpBlock.Service.Metrics;

/// <summary>What is counted of each provider: how often it was asked, what it said, how long that took, and how often its operator allows.</summary>
internal sealed class ProviderMetrics
{
    private readonly FilterEngine _engine;
    private volatile Tuple<FilterSettings, IReadOnlyList<Measurement<double>>>? _limits;

    public ProviderMetrics(Meter meter, MetricsPage page, FilterEngine engine)
    {
        _engine = engine;
        Counter("ipblock_provider_queries_total", "Queries to the list over the network.", static counts => counts.Queries);
        Counter("ipblock_provider_cached_total", "Answers of the list from the cache.", static counts => counts.Cached);
        Counter("ipblock_provider_listed_total", "Answers that list the client, with any return code.", static counts => counts.Listed);
        Counter("ipblock_provider_matched_total", "Answers that list the client with a return code that matches.", static counts => counts.Matched);
        Counter("ipblock_provider_not_asked_total", "Queries that were skipped because the list was suspended or had too many pending queries.", static counts => counts.Suspended);
        meter.CreateObservableCounter("ipblock_provider_errors_total", Errors, unit: null,
            "Queries without a usable answer: timeout, error_code (the list refuses to answer), dns (the name servers returned no answer).");
        page.Add(new AnswerSeconds(engine));
        meter.CreateObservableGauge("ipblock_provider_queries_per_day_limit", Limits, unit: null, "Free queries per day according to the catalogue.");

        void Counter(string name, string help, Func<UsageCounts, long> read) => meter.CreateObservableCounter(
            name, () => engine.ListUsage.Select(list => new Measurement<double>(read(list.Counts), Labels(list.Kind, list.Name))), unit: null, help);
    }

    private IEnumerable<Measurement<double>> Errors() => _engine.ListUsage.SelectMany(static list => new[]
    {
        Error(list, "timeout", list.Counts.Late), Error(list, "error_code", list.Counts.Refused), Error(list, "dns", list.Counts.Failed),
    });

    private static Measurement<double> Error(UsageSoFar list, string error, long count) => new(count, [.. Labels(list.Kind, list.Name), new("error", error)]);

    // Looked up once for each version of the settings: the catalogue does not change by itself. The page and a collector may ask at the same time.
    private IReadOnlyList<Measurement<double>> Limits()
    {
        if (_engine.Filter?.Settings is not { } settings)
            return [];
        if (_limits is not { } known || known.Item1 != settings)
            _limits = known = new(settings, [.. Limits(settings.BlockProviders, ProviderKind.Block), .. Limits(settings.AllowProviders, ProviderKind.Allow)]);
        return known.Item2;
    }

    private static IEnumerable<Measurement<double>> Limits(IEnumerable<ProviderSettings> providers, ProviderKind kind) =>
        from provider in providers
        let limit = CatalogueOf.Provider(ProviderCatalogue.Entries, provider)?.QueriesPerDay
        where provider.Enabled && limit is not null
        select new Measurement<double>(limit.Value, Labels(kind, provider.Name));

    /// <summary>What tells the samples of a provider from those of another.</summary>
    public static KeyValuePair<string, object?>[] Labels(ProviderKind kind, string provider) => [new("kind", ProviderKinds.Word(kind)), new("provider", provider)];

    /// <summary>How long answers from the network took: the engine counts them by steps of its own, and they are read for the page.</summary>
    private sealed class AnswerSeconds(FilterEngine engine)
        : Series("ipblock_provider_answer_seconds", "histogram", "Time of the list's answers over the network. Queries without an answer are not included.")
    {
        public override void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) => throw new NotSupportedException("This series is read-only and does not accept values.");

        protected override void AppendSamples(StringBuilder text)
        {
            foreach (var list in engine.ListUsage)
            {
                var steps = list.Counts.Latency.Cumulated().ToList();
                PrometheusText.AppendHistogram(
                    text, Name, PrometheusText.Labels(Labels(list.Kind, list.Name)), [.. steps.SkipLast(1).Select(static step => (step.Milliseconds / 1000.0, step.Count))],
                    steps[^1].Count, list.Waited);
            }
        }
    }
}
