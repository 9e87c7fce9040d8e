using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.LogIndex;
using IpBlock.LogIndex.Asking;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Security;
using IpBlock.Reporting;
using Microsoft.AspNetCore.Http;

namespace IpBlock.Manager.Pages.Log;

/// <summary>What the log shows as CSV (RFC 4180), with the columns of the log.</summary>
internal static class LogCsv
{
    /// <summary>Where it is.</summary>
    public const string Path = "/log.csv";

    /// <summary>The most decisions in one file: what a spreadsheet takes, and a server sends in passing.</summary>
    public const int MostDecisions = 100_000;

    private const int PageSize = 1_000;
    private const int MostGroups = 10_000;

    /// <summary>Sends the decisions, or the groups, that an address of the page stands for.</summary>
    public static async Task AnswerAsync(HttpContext context, LogAccess log, SettingsAccess settings)
    {
        // EndpointGuard has looked at the session; what it may see is asked here.
        if (SessionCookie.Of(context) is not { } session)
            return;
        var address = LogAddress.Of(context.Request.QueryString.Value ?? "");
        var filter = address.ToFilter(settings.Clock.UtcNow, log.HidesMailboxesFrom(session), out var errors);
        if (errors.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(string.Join('\n', errors.Values), context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"ipblock-log-{settings.Clock.UtcNow:yyyyMMdd-HHmmss}.csv\"");
        var writer = new StreamWriter(context.Response.Body, leaveOpen: true);
        await using (writer)
        {
            // A file is of one log to its end, also where the settings change meanwhile.
            var questions = log.Questions;
            var isWhole = await (address.Grouping is { } grouping
                ? GroupsAsync(writer, questions, filter, grouping, context)
                : DecisionsAsync(writer, questions, filter, context));

            // A file that ends as if it were complete would be believed.
            if (!isWhole)
                context.Abort();
        }
    }

    /// <summary>A line of fields, each so written that a spreadsheet shows it and does not run it.</summary>
    public static string Line(params string[] fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static async Task<bool> GroupsAsync(StreamWriter writer, ILogQuestions questions, LogFilter filter, LogGrouping grouping, HttpContext context)
    {
        var groups = await questions.GroupsAsync(filter, grouping, MostGroups, context.RequestAborted);
        await writer.WriteAsync(Line(grouping.ToString(), "Decisions", "Refusals", "Last"));
        foreach (var group in groups.Value)
        {
            var last = group.Last.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            await writer.WriteAsync(Line(group.Name, Number(group.Decisions), Number(group.Refusals), last));
        }

        return IsOfLog(questions, groups);
    }

    /// <returns>False when the log could not be read to the end.</returns>
    private static async Task<bool> DecisionsAsync(StreamWriter writer, ILogQuestions questions, LogFilter filter, HttpContext context)
    {
        var isOfFleet = questions is FleetQuestions;
        await writer.WriteAsync(Line([.. LogColumns.All.Select(static column => column.Name), .. isOfFleet ? new[] { "Server" } : []]));
        DecisionKey? before = null;
        for (var written = 0; written < MostDecisions; written += PageSize)
        {
            var page = await questions.PageAsync(filter, PageSize, before, context.RequestAborted);
            foreach (var decision in page.Value.Decisions)
                await writer.WriteAsync(Line([.. LogColumns.All.Select((_, column) => decision.Record[column]), .. isOfFleet ? new[] { decision.Member } : []]));
            if (!IsOfLog(questions, page))
                return false;
            if (page.Value.Next is not { } next)
                return true;
            before = next;
        }

        return true;
    }

    // While the database of a fleet is away the answers are of this server alone: they do not belong into a file of the fleet.
    private static bool IsOfLog<T>(ILogQuestions questions, LogAnswer<T> answer) =>
        answer.Problem is null && questions is not FleetQuestions { Away: not null };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Field(string text)
    {
        var guarded = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return guarded.AsSpan().IndexOfAny(",\"\r\n") < 0 ? guarded : "\"" + guarded.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
