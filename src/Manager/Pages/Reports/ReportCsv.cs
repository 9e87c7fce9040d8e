using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Administration.Comparison;
using IpBlock.LogIndex.Asking;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Pages.Log;
using IpBlock.Manager.Pages.Providers;
using IpBlock.Settings;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Manager.Pages.Reports;

/// <summary>The tables of the report as CSV (RFC 4180). Networks and recipients come from the log's.</summary>
internal static class ReportCsv
{
    /// <summary>Where it is.</summary>
    public const string Path = "/reports.csv";

    /// <summary>The address of a table: <c>time</c>, <c>lists</c>, <c>comparison</c> or <c>months</c>.</summary>
    public static string Of(ReportSpan span, string table) => $"reports.csv?span={span.Word}&table={table}";

    /// <summary>Sends a table.</summary>
    public static async Task AnswerAsync(HttpContext context, LogAccess log, SettingsAccess settings, ListFigures figures)
    {
        var span = ReportSpan.Of(context.Request.Query["span"], settings.Clock.UtcNow);
        var table = context.Request.Query["table"].ToString();
        var (lines, problem) = await (table switch
        {
            "time" => TimeAsync(log, span, context),
            "lists" => ListsAsync(log, span, context),
            "months" => MonthsAsync(log, context),
            "comparison" => ComparisonAsync(settings, figures, span),
            _ => Task.FromResult<(List<string>, string?)>(([], "There is no such table.")),
        });
        if (problem is not null)
        {
            context.Response.StatusCode = lines.Count == 0 && table is not ("time" or "lists" or "months" or "comparison")
                ? StatusCodes.Status404NotFound
                : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(problem, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"ipblock-{table}-{(table == "months" ? "all" : span.Word)}.csv\"";
        var writer = new StreamWriter(context.Response.Body, leaveOpen: true);
        await using (writer)
        {
            foreach (var line in lines)
                await writer.WriteAsync(line);
        }
    }

    private static async Task<(List<string> Lines, string? Problem)> TimeAsync(LogAccess log, ReportSpan span, HttpContext context)
    {
        var questions = log.Questions;
        var (sums, problem) = await ReportSums.ReadAsync(questions, span, context.RequestAborted);
        return (Bars("From", sums.Bars), problem ?? WhyNotOfFleet(questions));
    }

    private static async Task<(List<string> Lines, string? Problem)> MonthsAsync(LogAccess log, HttpContext context)
    {
        var questions = log.Questions;
        var answer = await questions.MonthsAsync(context.RequestAborted);
        return (Bars("Month", ReportSums.OfMonths(answer.Value)), answer.Problem ?? WhyNotOfFleet(questions));
    }

    // The answers are of this server alone then, and nothing in the file would say so.
    private static string? WhyNotOfFleet(ILogQuestions questions) => questions is FleetQuestions { Away: { } away }
        ? "The log of the fleet is not available: " + away
        : null;

    private static List<string> Bars(string first, IReadOnlyList<ReportBar> bars)
    {
        List<string> lines = [LogCsv.Line(first, "Refused", "Reported", "Accepted")];
        foreach (var bar in bars)
        {
            var start = bar.Start.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            lines.Add(LogCsv.Line(start, Text(bar.Refused), Text(bar.Reported), Text(bar.Accepted)));
        }

        return lines;
    }

    private static async Task<(List<string> Lines, string? Problem)> ListsAsync(LogAccess log, ReportSpan span, HttpContext context)
    {
        var questions = log.Questions;
        var (sums, problem) = await ReportSums.ReadAsync(questions, span, context.RequestAborted);
        List<string> lines = [LogCsv.Line("List", "Refused", "Reported", "Accepted")];
        foreach (var list in sums.Lists)
            lines.Add(LogCsv.Line(list.Name, Text(list.Refused), Text(list.Reported), Text(list.Accepted)));
        return (lines, problem ?? WhyNotOfFleet(questions));
    }

    private static async Task<(List<string> Lines, string? Problem)> ComparisonAsync(SettingsAccess access, ListFigures figures, ReportSpan span)
    {
        var reading = await Task.Run(access.Read);
        if (reading is { Settings: null, IsMissing: false })
            return ([], "The settings file has errors.");
        var settings = reading.Settings ?? new FilterSettings();
        var read = await figures.ReadAsync(settings, span);
        List<string> lines =
        [
            LogCsv.Line(
                "List", "Kind", "Asked", "Clients", "OnlyHere", "Refused", "WouldRefuse", "Milliseconds50", "Milliseconds95", "NoAnswer", "ErrorCodes",
                "AlsoOn", "Advice"),
        ];
        foreach (var list in read.Lists)
            lines.Add(Line(list));
        return (lines, read.Trouble.Length > 0 ? read.Trouble : null);
    }

    private static string Line(ListStatistics list)
    {
        var usage = list.Usage;
        var others = new List<string>();
        foreach (var other in list.AlsoOn)
            others.Add(other.Name + "=" + other.Share.ToString("0.###", CultureInfo.InvariantCulture));
        return LogCsv.Line(
            list.Name, list.Kind.ToString(), Text(usage?.Asked), Text(list.Clients), Text(list.Unique), Text(list.Refused), Text(list.WouldRefuse),
            Milliseconds(usage?.Latency.Percentile(0.5)), Milliseconds(usage?.Latency.Percentile(0.95)), Text(usage?.Late + usage?.Failed),
            Text(usage?.Refused), string.Join(';', others), list.Advice);
    }

    private static string Milliseconds(double? time) => time?.ToString("0", CultureInfo.InvariantCulture) ?? "";

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
