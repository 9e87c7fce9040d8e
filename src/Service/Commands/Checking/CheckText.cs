using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Checking;

/// <summary>The report for people.</summary>
internal static class CheckText
{
    public static void Print(Session session, CheckReport report, IReadOnlyList<string> differences)
    {
        Print(session, report, withTimes: report.AsListed is null);
        foreach (var difference in differences)
            session.Out.WriteLine("\nThe running process differs: " + difference);
    }

    /// <summary>The same of a decision of the log: how long each list took is not in it.</summary>
    public static void PrintLogged(Session session, CheckReport report) => Print(session, report, withTimes: false);

    private static void Print(Session session, CheckReport report, bool withTimes)
    {
        var table = new TextTable("Rule", "Result", "Why");
        foreach (var step in report.Rules)
            Add(table, step);
        Add(table, report, ProviderKind.Allow, withTimes);
        Add(table, report.DynamicHost);
        Add(table, report, ProviderKind.Block, withTimes);
        if (report.ScoreRule is { } score)
            Add(table, score);
        Add(table, report.HeloRule);
        table.Print(session);
        session.Out.WriteLine();
        Summary(report, withTimes).Print(session);
    }

    private static void Add(TextTable table, RuleStep step) => table.Row(step.Title, Cell(step.Result, step.Score), OptionHint.DetailOf(step));

    private static void Add(TextTable table, CheckReport report, ProviderKind kind, bool withTimes)
    {
        foreach (var step in report.Providers.Where(step => step.Provider.Kind == kind))
        {
            var lines = Lines(step, report.AsListed is not null, withTimes);
            table.Row(ProviderKinds.Word(kind) + " provider " + step.Provider.Settings.Name, Cell(step.Result, step.Score), string.Join('\n', lines));
        }
    }

    private static IEnumerable<string> Lines(ProviderStep step, bool isMadeUp, bool withTimes)
    {
        yield return step.Detail;
        foreach (var line in StepAnswer.Lines(step, withTimes))
            yield return line;
        if (isMadeUp && StepAnswer.IsIn(step))
            yield return "SIMULATED by --as-listed: the list was not queried";
    }

    private static Cell Cell(StepResult result, Score? score) => result switch
    {
        StepResult.Decided => Terminal.Cell.Red("decided"),
        StepResult.Added => Terminal.Cell.Yellow($"added {score}"),
        StepResult.Reported => Terminal.Cell.Yellow("report only"),
        StepResult.Overruled => Terminal.Cell.Yellow("overruled"),
        StepResult.NoAnswer => Terminal.Cell.Yellow("no answer"),
        StepResult.ErrorCode => Terminal.Cell.Yellow("error code"),
        StepResult.Suspended => Terminal.Cell.Yellow("suspended"),
        StepResult.NotReached => Terminal.Cell.Dim("not reached"),
        StepResult.NotAsked => Terminal.Cell.Dim("not queried"),
        _ => Terminal.Cell.Green("passed"),
    };

    private static TextTable Summary(CheckReport report, bool withTimes)
    {
        var verdict = report.Verdict;
        var took = verdict.Took.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);
        var action = verdict.Action.ToString().ToLowerInvariant();
        var table = new TextTable("Client", verdict.Client.ToString())
            .Row("Verdict", verdict.Action switch { VerdictAction.Accept => Terminal.Cell.Green(action), VerdictAction.Mark => Terminal.Cell.Yellow(action), _ => Terminal.Cell.Red(action) })
            .Row("Because", report.Decider);
        if (report.AsListed is { } made)
            table.Row("Simulated", MadeUp(made));
        if (withTimes)
            table.Row("Decided in", took + " ms");
        if (verdict.Reply is { } reply)
            table.Row("Reply", reply.ToString()).Row("Sent at", report.RefusesAtRecipient ? "each recipient" : "connect");
        if (report.RemovalPage.Length > 0)
            table.Row("Removal", report.RemovalPage);
        if (verdict.Reported is { Reply: { } kept })
            table.Row("Report only", "would be rejected: " + kept);
        if (verdict.IsPartial)
            table.Row("Without", string.Join(", ", verdict.Missing.Select(static answer => answer.Provider.Name)));
        if (report.Helo is { } helo)
            table.Row("HELO", helo);
        if (report.Recipient is { } recipient)
            table.Row("Recipient", recipient + (report.RecipientException is { } exception ? $" is exempt by {exception.Recipient}: accepted" : " is not exempt"));
        if (report.Policy.Length > 0)
            table.Row("Policy", report.Policy);
        else if (report.IdlePolicy.Length > 0)
            table.Row("Policy", $"{report.IdlePolicy} contains the recipient, but policies do not apply to this client");
        foreach (var outcome in report.OtherwiseFor)
            table.Row("But", $"for recipients of the policy {outcome.Policy}: {Fate(outcome.Verdict)} (--recipient)");
        return table;
    }

    private static string MadeUp(MadeUpAnswers made) =>
        "no list was queried (--as-listed); simulated listing by " + (made.Listing.Count == 0 ? "no provider" : string.Join(", ", made.Listing))
        + (made.NeverMatching.Count == 0 ? "" : "\nno return code matches " + string.Join(", ", made.NeverMatching)
            + ": check anyMatch, bitmaskMatch, ipAddressesMatch and errorCodes");

    private static string Fate(Verdict verdict) => verdict switch
    {
        { Reply: { } reply } => reply.ToString(),
        { Reported.Reply: { } kept } => "accept, and report " + kept,
        _ => verdict.Action.ToString().ToLowerInvariant(),
    };
}
