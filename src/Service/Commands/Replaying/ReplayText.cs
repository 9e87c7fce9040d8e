using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Replay;
using IpBlock.Filtering;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Replaying;

/// <summary>What a replay comes to, for people.</summary>
internal static class ReplayText
{
    public static void Print(Session session, ReplayReport report, int top, string by)
    {
        if (report.First is not { } first || report.Last is not { } last)
        {
            session.Out.WriteLine("No decisions.");
            return;
        }

        session.Out.WriteLine($"Logged decisions from {PointInTime.Format(first)} to {PointInTime.Format(last)}, evaluated again with {by}:");
        new TextTable("What", "Count", "")
            .Row("decisions", Number(report.Decisions), "")
            .Row("the same", Number(report.Same), Share(report.Same, report))
            .Row("changed", Number(report.Changed), Share(report.Changed, report))
            .Row("undecidable", Number(report.Undecidable), Share(report.Undecidable, report)).Print(session);
        if (report.Changed > 0)
            Changes(session, report, top);
        Counts(session, "Not known because", report.Untold, report.Untold.Count);
        if (report.Changed > 0)
            Examples(session, report, top);
    }

    private static void Changes(Session session, ReplayReport report, int top)
    {
        session.Out.WriteLine();
        var table = new TextTable("Was", "Would be", "Count");
        foreach (var (change, count) in report.Changes)
            table.Row(Word(change.Before), Word(change.After), Number(count));
        table.Print(session);
        Counts(session, "Changes by list", report.Providers, top);
        Counts(session, "Changes by client", report.Clients, top);
        Counts(session, "Changes by recipient", report.Recipients, top);
    }

    private static void Counts(Session session, string what, IReadOnlyList<KeyValuePair<string, long>> counts, int top)
    {
        if (counts.Count == 0 || top == 0)
            return;
        session.Out.WriteLine();
        var table = new TextTable(what, "Count");
        foreach (var (name, count) in counts.Take(top))
            table.Row(name, Number(count));
        if (counts.Count > top)
            table.Row($"{Number(counts.Count - top)} more", Number(counts.Skip(top).Sum(static count => count.Value)));
        table.Print(session);
    }

    private static void Examples(Session session, ReplayReport report, int top)
    {
        foreach (var decision in report.Kept.Take(top))
        {
            var line = decision.Line;
            session.Out.WriteLine();
            session.Out.WriteLine($"{PointInTime.Format(line.Timestamp)}  {line.Client}{(line.Recipient.Length > 0 ? " to " + line.Recipient : "")}: {Word(decision.Before)}, would be {Word(decision.After!.Value)}");
            session.Out.WriteLine("  was:  " + string.Join("  ", new[] { line.Rule.Length > 0 ? line.Rule : "no rule matched", line.Provider, line.SmtpResponse }.Where(static part => part.Length > 0)));
            if (decision.Verdict is not { } verdict)
                continue;
            session.Out.WriteLine("  now:  " + string.Join("  ", Now(verdict).Where(static part => part.Length > 0)));
            foreach (var step in ReplayedSteps.Of(verdict))
                session.Out.WriteLine("        " + step);
        }
    }

    private static IEnumerable<string> Now(Verdict verdict)
    {
        var cause = verdict.Cause();
        yield return cause.Rule == VerdictRule.None ? "no rule matched" : cause.Rule.ToString();
        yield return cause.ProviderName;
        yield return cause.Score is { } score ? $"score {score}" : "";
        yield return verdict.Policy.Length > 0 ? "policy " + verdict.Policy : "";
        yield return cause.Reply?.ToString() ?? "";
    }

    private static string Word(ReplayedAction action) => action switch
    {
        ReplayedAction.Accept => "accepted",
        ReplayedAction.Mark => "marked",
        ReplayedAction.Report => "reported only",
        ReplayedAction.Defer => "deferred",
        _ => "rejected",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(long part, ReplayReport report) => (100.0 * part / report.Decisions).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
