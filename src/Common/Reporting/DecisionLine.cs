using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Reporting;

/// <summary>
/// A decision as a line of comma-separated values (RFC 4180). Part of what stands in it was written by strangers: whatever it is, a line stays one line and
/// a field one field, and no field can begin a formula in the spreadsheet the log is opened with.
/// </summary>
internal static class DecisionLine
{
    public const string Fields =
        "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed";

    private const int MaxField = 512;

    public static void Append(StringBuilder line, Decision decision, DateTimeOffset now)
    {
        var verdict = decision.Verdict.Cause();
        line.Append(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Field(line, decision.SessionId);
        Field(line, decision.LocalEndpoint);
        Field(line, decision.RemoteEndpoint);
        Field(line, decision.Event);
        Field(line, decision.Action);
        Field(line, decision.Reply?.ToString());
        Field(line, verdict.Rule == VerdictRule.None ? "" : verdict.Rule.ToString());
        Field(line, verdict.ProviderName);
        Field(line, Codes(verdict));
        Field(line, verdict.Exception?.Comment ?? verdict.Entry?.Comment ?? verdict.List?.Source ?? verdict.Reason);
        Field(line, decision.Recipient);
        Field(line, ByProvider(verdict.Missing));
        Field(line, verdict.Took.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture));
        Field(line, ByProvider(verdict.Listed));
        line.Append('\n');
    }

    private static string Codes(Verdict verdict)
    {
        if (verdict.Answer is not { } answer)
            return "";
        var codes = new List<string>();
        foreach (var code in answer.Codes)
            codes.Add(answer.Provider.MeaningOf(code) is { Length: > 0 } meaning ? new ReturnCode(code) + " (" + meaning + ")" : new ReturnCode(code).ToString());
        return string.Join(" ", codes);
    }

    private static string ByProvider(IReadOnlyList<ProviderAnswer> answers)
    {
        if (answers.Count == 0)
            return "";
        var parts = new List<string>();
        foreach (var answer in answers)
            parts.Add(answer.Provider.Name + "=" + (answer.Outcome is ProviderOutcome.Refused or ProviderOutcome.Matched ? new ReturnCode(answer.Code).ToString() : answer.Outcome.ToString()));
        return string.Join(";", parts);
    }

    private static void Field(StringBuilder line, string? value)
    {
        line.Append(',');
        var clean = PrintableAscii.Clean(value, MaxField);
        if (clean.Length == 0)
            return;
        if (clean[0] is '=' or '+' or '-' or '@')
            clean = "'" + clean;
        if (clean.IndexOfAny(MustBeQuoted) < 0)
            line.Append(clean);
        else
            line.Append('"').Append(clean.Replace("\"", "\"\"")).Append('"');
    }

    private static readonly char[] MustBeQuoted = [',', '"', ' ', ';'];
}
