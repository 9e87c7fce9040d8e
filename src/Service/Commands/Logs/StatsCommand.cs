using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Logs;

/// <summary><c>ipblock stats</c>.</summary>
internal sealed class StatsCommand : LeafCommand
{
    private readonly Option<string?> _since;
    private readonly FleetLogOptions _fleet;

    public StatsCommand(Shell shell)
        : base(shell, "stats", "Show statistics of the decisions in the log.")
    {
        _since = With(SinceOption.Create());
        _fleet = new FleetLogOptions(this);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!SinceOption.TryRead(session, parse.GetValue(_since), out var since))
            return ExitCode.Wrong;
        if (_fleet.AreGiven(parse))
            return await FleetLogText.CountAsync(session, since, _fleet.Server(parse), stop).ConfigureAwait(false);
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var reader = DecisionLogReader.For(settings, session.SettingsPath);
        var counted = await session.WaitForAsync(Task.Run(() => new LogQuery { Since = since }.Count(reader), stop), "Reading the decision log").ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json, counted));
        else
            Print(session, counted);
        return ExitCode.Fine;
    }

    private static void Print(Session session, DecisionStatistics counted)
    {
        if (counted.First is not { } first || counted.Last is not { } last)
        {
            session.Out.WriteLine("No decisions.");
            return;
        }

        var table = new TextTable("What", "Count", "")
            .Row("decisions", Number(counted.Decisions), $"{PointInTime.Format(first)} to {PointInTime.Format(last)}")
            .Row("refused", Number(counted.Refusals), Share(counted.Refusals, counted))
            .Row("only reported", Number(counted.Reports), Share(counted.Reports, counted))
            .Row("marked", Number(counted.Marks), Share(counted.Marks, counted))
            .Row("different clients", Number(counted.Clients), "");
        Rows(table, "action", counted.Actions, counted);
        Rows(table, "rule", counted.Rules, counted);
        Rows(table, "provider", counted.Providers, counted);
        Rows(table, "policy", counted.Policies, counted);
        Rows(table, "without", counted.Missing, counted);
        table.Row("half decided within", Milliseconds(counted, 0.5), "ms").Row("95 % decided within", Milliseconds(counted, 0.95), "ms").Print(session);
    }

    private static void Rows(TextTable table, string what, IReadOnlyList<KeyValuePair<string, long>> counts, DecisionStatistics all)
    {
        foreach (var (name, count) in counts)
            table.Row(what + " " + name, Number(count), Share(count, all));
    }

    private static string Milliseconds(DecisionStatistics counted, double part) => counted.MillisecondsOf(part).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(long count, DecisionStatistics all) => (100.0 * count / all.Decisions).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static void Write(JsonObject json, DecisionStatistics counted)
    {
        json.Set("decisions", counted.Decisions).Set("refused", counted.Refusals).Set("reported", counted.Reports).Set("marked", counted.Marks).Set("clients", counted.Clients)
            .Set("first", counted.First is { } first ? PointInTime.Format(first) : null).Set("last", counted.Last is { } last ? PointInTime.Format(last) : null);
        Counts(json, "actions", counted.Actions);
        Counts(json, "rules", counted.Rules);
        Counts(json, "providers", counted.Providers);
        Counts(json, "policies", counted.Policies);
        Counts(json, "missing", counted.Missing);
        json.Set("milliseconds", inner => inner.Set("p50", counted.MillisecondsOf(0.5)).Set("p95", counted.MillisecondsOf(0.95)));
    }

    private static void Counts(JsonObject json, string name, IReadOnlyList<KeyValuePair<string, long>> counts) =>
        json.Set(name, counts, static (inner, count) => inner.Set("name", count.Key).Set("count", count.Value));
}
