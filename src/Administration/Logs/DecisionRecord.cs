using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Reporting;

namespace IpBlock.Administration.Logs;

/// <summary>A line of the decision log, read back.</summary>
public sealed class DecisionRecord
{
    private readonly string[] _fields;

    private DecisionRecord(DateTimeOffset timestamp, string[] fields)
    {
        Timestamp = timestamp;
        _fields = fields;
        Client = AddressOf(RemoteEndpoint);
        Milliseconds = double.TryParse(fields[13], NumberStyles.Float, CultureInfo.InvariantCulture, out var took) ? took : 0;
    }

    /// <summary>A field by its column's place in <see cref="LogColumns.All"/>; empty when the file has no such column.</summary>
    public string this[int column] => _fields[column];

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The session's id, as the mail server's own logs have it.</summary>
    public string SessionId => _fields[1];

    /// <summary>Address and port of the server.</summary>
    public string LocalEndpoint => _fields[2];

    /// <summary>Address and port of the client.</summary>
    public string RemoteEndpoint => _fields[3];

    /// <summary>The client's address; null when the line does not name it.</summary>
    public Address? Client { get; }

    /// <summary>At which point of the session.</summary>
    public string Event => _fields[4];

    /// <summary>What was done: AcceptConnection, RejectConnection, RejectCommand, RejectMessage, AcceptRecipient; Report instead of Reject where it was only reported, Fail where the mail server would not do it.</summary>
    public string Action => _fields[5];

    /// <summary>What was said to the client, or would have been; empty when it was to be accepted.</summary>
    public string SmtpResponse => _fields[6];

    /// <summary>Which rule decided; empty when none matched.</summary>
    public string Rule => _fields[7];

    /// <summary>The deciding provider; empty when none decided.</summary>
    public string Provider => _fields[8];

    /// <summary>Its return codes, each with its meaning where the settings have one.</summary>
    public string ReturnCodes => _fields[9];

    /// <summary>The list's own words with its page for removal behind them, or the comment of the entry or exception that decided.</summary>
    public string Reason => _fields[10];

    /// <summary>The recipient it is about, if any.</summary>
    public string Recipient => _fields[11];

    /// <summary>The lists that were asked and said nothing, each with the reason: <c>name=Late;other=127.255.255.254</c>.</summary>
    public string Missing => _fields[12];

    /// <summary>How long the decision took, in milliseconds.</summary>
    public double Milliseconds { get; }

    /// <summary>The block lists that list the client: <c>name=127.0.0.2;other=127.0.0.4</c>.</summary>
    public string Listed => _fields[14];

    /// <summary>The recipient policy by which it was decided; empty when none was.</summary>
    public string Policy => _fields[15];

    /// <summary>The sum of the scores; empty where none were added.</summary>
    public string Score => _fields[16];

    /// <summary>What each list said, and what became of it.</summary>
    public IReadOnlyList<LoggedStep> Steps => LoggedStep.Read(_fields[17]);

    /// <summary>The sender of the message; empty where it is not known, and for the null sender.</summary>
    public string Sender => _fields[18];

    /// <summary>What the client calls itself; empty where it is not known.</summary>
    public string Helo => _fields[19];

    /// <summary>The client's host name as the mail server found it; empty where it is not known.</summary>
    public string ClientName => _fields[20];

    /// <summary>True when the client or this recipient was refused.</summary>
    public bool IsRefusal => SmtpResponse.Length > 0 && !IsReport && !IsFailure;

    /// <summary>True when the client or this recipient would have been refused, and was not because the settings want it reported only.</summary>
    public bool IsReport => Action.StartsWith("Report", StringComparison.Ordinal);

    /// <summary>True when the mail was accepted and marked.</summary>
    public bool IsMark => Action.StartsWith("Mark", StringComparison.Ordinal);

    /// <summary>True when the client or this recipient was to be refused, and was served because the mail server would not do it.</summary>
    public bool IsFailure => Action.StartsWith("Fail", StringComparison.Ordinal);

    /// <summary>What became of it.</summary>
    public DecisionOutcome Outcome =>
        IsReport ? DecisionOutcome.Reported
        : IsFailure ? DecisionOutcome.Failed
        : IsRefusal ? SmtpResponse[0] == '4' ? DecisionOutcome.Deferred : DecisionOutcome.Rejected
        : IsMark ? DecisionOutcome.Marked : DecisionOutcome.Accepted;

    /// <summary>The names in <see cref="Missing"/>.</summary>
    public IEnumerable<string> MissingProviders() => Names(Missing);

    /// <summary>The names in <see cref="Listed"/>.</summary>
    public IEnumerable<string> ListingProviders() => Names(Listed);

    /// <summary>A line by its fields, in the order of <see cref="LogColumns.All"/>, as they come out of a database.</summary>
    internal static DecisionRecord Of(DateTimeOffset timestamp, string[] fields) => new(timestamp, fields);

    /// <summary>The same for somebody who must not see whom the mail was from and for.</summary>
    /// <param name="instead">What stands in their places then; where there was none, nothing.</param>
    internal DecisionRecord WithoutMailboxes(string instead)
    {
        var fields = Array.ConvertAll(_fields, field => Without(Without(field, Recipient, instead), Sender, instead));
        (fields[11], fields[18]) = (Recipient.Length == 0 ? "" : instead, Sender.Length == 0 ? "" : instead);
        return new DecisionRecord(Timestamp, fields);
    }

    // A comment or a reason can name it too. "postmaster" alone can be any word.
    private static string Without(string field, string mailbox, string instead)
    {
        if (mailbox.IndexOf('@') < 0)
            return field;
        for (var at = field.IndexOf(mailbox, StringComparison.OrdinalIgnoreCase); at >= 0; at = field.IndexOf(mailbox, at + instead.Length, StringComparison.OrdinalIgnoreCase))
            field = field.Substring(0, at) + instead + field.Substring(at + mailbox.Length);
        return field;
    }

    private static IEnumerable<string> Names(string field)
    {
        foreach (var part in field.Split([';'], StringSplitOptions.RemoveEmptyEntries))
            yield return part.LastIndexOf('=') is > 0 and var end ? part.Substring(0, end) : part;
    }

    /// <summary>Reads a line as this version writes it. False for comments, for what is cut short and for what no decision log has written.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out DecisionRecord? record) => TryParse(line, LogHeader.Current, out record);

    /// <summary>Reads a line of a file with these columns.</summary>
    public static bool TryParse(string line, LogHeader header, [NotNullWhen(true)] out DecisionRecord? record)
    {
        record = null;
        if (line.Length == 0 || line[0] == '#' || Split(line, header.Count) is not { } written)
            return false;
        var fields = header.Arrange(written);
        if (!DateTimeOffset.TryParse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var timestamp))
            return false;
        record = new DecisionRecord(timestamp, fields);
        return true;
    }

    private static string[]? Split(string line, int width)
    {
        if (line.IndexOf('"') < 0)
            return line.Split(',') is var plain && plain.Length == width ? Array.ConvertAll(plain, WithoutGuard) : null;
        var fields = new string[width];
        var field = new StringBuilder();
        var count = 0;
        var quoted = false;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                if (count == width)
                    return null;
                fields[count++] = WithoutGuard(field.ToString());
                field.Clear();
            }
            else if (line[i] != '"')
            {
                field.Append(line[i]);
            }
            else if (quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else
            {
                quoted = !quoted;
            }
        }

        return count == width && !quoted ? fields : null;
    }

    // The apostrophe that keeps a spreadsheet from taking a field for a formula.
    private static string WithoutGuard(string field) =>
        field.Length > 1 && field[0] == '\'' && field[1] is '=' or '+' or '-' or '@' ? field.Substring(1) : field;

    /// <summary>The address of an endpoint as the log writes it; null when it has none.</summary>
    internal static Address? AddressOf(string endpoint)
    {
        var text = endpoint;
        if (text.StartsWith("[", StringComparison.Ordinal) && text.IndexOf(']') is > 0 and var bracket)
            text = text.Substring(1, bracket - 1);
        else if (text.IndexOf(':') is > 0 and var colon && colon == text.LastIndexOf(':'))
            text = text.Substring(0, colon);
        return Address.TryParse(text, out var address) ? address : null;
    }
}
