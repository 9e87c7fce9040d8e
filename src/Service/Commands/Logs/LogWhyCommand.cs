using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Filtering;
using IpBlock.Service.Commands.Checking;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Logs;

/// <summary><c>ipblock log why</c>: the steps of a decision as they were, from the log and the settings of the time; nobody is asked.</summary>
internal sealed class LogWhyCommand : LeafCommand
{
    private readonly Argument<string> _what;
    private readonly Option<bool> _local;

    public LogWhyCommand(Shell shell)
        : base(shell, "why", "Show why a decision was made: each rule and list, with the settings at that time. No list is queried.")
    {
        _what = With(new Argument<string>("LINE|SESSION") { Description = LoggedDecision.Description });
        _local = With(new Option<bool>("--local") { Description = "Print local times instead of UTC." });
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var found = LoggedDecision.Find(session, settings, parse.GetRequiredValue(_what));
        if (found.Count == 0)
            return ExitCode.Wrong;
        var reasons = new List<LoggedReason>();
        foreach (var line in found)
            reasons.Add(await LoggedReason.FindAsync(line, session.SettingsPath).ConfigureAwait(false));
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, reasons, Write);
            return ExitCode.Fine;
        }

        var text = new LogText(parse.GetValue(_local));
        foreach (var reason in reasons)
            Print(session, reason, text);
        return ExitCode.Fine;
    }

    private static void Print(Session session, LoggedReason reason, LogText text)
    {
        session.Out.WriteLine(text.Line(reason.Line));
        if (reason.Settings is { } settings)
        {
            var change = settings.Change > 0 ? "change " + settings.Change.ToString(CultureInfo.InvariantCulture) + " of " : "";
            session.Out.WriteLine($"With the settings of {change}{text.Time(settings.Since)}{(settings.IsPresent ? ", which are the current ones" : "")}.");
        }

        if (reason.Note.Length > 0)
            session.Out.WriteLine("Note: " + reason.Note + ".");
        session.Out.WriteLine();
        if (reason.Report is { } report)
            CheckText.PrintLogged(session, report);
        else
            PrintSteps(session, reason.Line);
        session.Out.WriteLine();
    }

    private static void PrintSteps(Session session, DecisionRecord line)
    {
        var table = new TextTable("Rule", "Result", "Answer text");
        foreach (var step in line.Steps)
            table.Row((step.Rule == VerdictRule.None ? "list in a file" : Names.Camel(step.Rule)) + (step.Name.Length > 0 ? " " + step.Name : ""), Names.Camel(step.Result), Said(step));
        if (line.Steps.Count > 0)
            table.Print(session);
        else
            session.Out.WriteLine("The line has no steps: no list was queried, or it was written by an earlier version.");
    }

    private static string Said(LoggedStep step) => step.Codes.Count > 0 ? string.Join(", ", step.Codes.Select(static code => new ReturnCode(code).ToString()))
        : step.Outcome is { } outcome ? Names.Camel(outcome) : "";

    private static void Write(JsonObject json, LoggedReason reason)
    {
        json.Set("decision", decision => LogJson.Write(decision, reason.Line)).Set("note", reason.Note.Length > 0 ? reason.Note : null)
            .Set("settings", reason.Settings is not { } settings ? null : inner => inner.Set("change", settings.Change).Set("since", PointInTime.Format(settings.Since)).Set("present", settings.IsPresent))
            .Set("steps", reason.Line.Steps, static (inner, step) => inner
                .Set("rule", Names.Camel(step.Rule)).Set("name", step.Name).Set("result", Names.Camel(step.Result)).Set("outcome", step.Outcome is { } outcome ? Names.Camel(outcome) : null)
                .Set("returnCodes", step.Codes.Select(static code => new ReturnCode(code).ToString())))
            .Set("check", reason.Report is not { } report ? null : inner => CheckJson.Write(inner, report, []));
    }
}
