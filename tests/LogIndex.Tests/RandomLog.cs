using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Reporting;

namespace IpBlock.LogIndex.Tests;

/// <summary>
/// Files of a decision log as the doors of this and of earlier versions write them, by chance, from few different values, so that filters meet some.
/// </summary>
internal sealed class RandomLog(string directory, int seed)
{
    public static readonly DateTime Start = new(2026, 11, 1, 22, 0, 0, DateTimeKind.Utc);

    // Version 0.1 as released; what this version writes; and one of the future, with its columns in another order.
    private static readonly string[] Headers =
    [
        "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed",
        LogColumns.Fields,
        "Sender," + LogColumns.Fields.Replace(",Sender", "", StringComparison.Ordinal) + ",Phase",
    ];

    private static readonly string[] Clients =
    [
        "192.0.2.1", "192.0.2.17", "192.0.2.200", "198.51.100.3", "203.0.113.9", "203.0.113.99", "2001:db8::1", "2001:db8:0:1::2", "2001:db8:1::3", "::ffff:192.0.2.1", "64:ff9b::cb00:7109", "fe80::1", "",
    ];

    private static readonly string[] Mailboxes =
        ["", "user@site.example", "User@Site.example", "<other@site.example>", "info+tag@sub.site.example.", "postmaster", "\"a b\"@site.example", "user@xn--bcher-kva.example", "a_b@100%.example", "#0123456789abcdef"];

    /// <summary>
    /// Whether other columns may begin within a file. No version does so; where it is done, reading from the end knows the first columns only.
    /// </summary>
    public bool ChangesHeaders { get; init; }

    private readonly Random _random = new(seed);
    private int _session;

    /// <summary>A file with so many lines, after which others come whose time goes on.</summary>
    public string Write(string name, int lines, DateTime from)
    {
        var path = Path.Combine(directory, name);
        Directory.CreateDirectory(directory);
        File.WriteAllText(path, Text(lines, from));
        return path;
    }

    public string Text(int lines, DateTime from)
    {
        var header = Headers[_random.Next(Headers.Length)];
        var text = new StringBuilder("#Software: IpBlock\n#Date: ").Append(Guid.NewGuid()).Append("\n#Fields: ").Append(header).Append('\n');
        for (var i = 0; i < lines; i++)
        {
            from = from.AddMilliseconds(_random.Next(4) == 0 ? 0 : _random.Next(400_000));
            text.Append(Line(header, from));
            if (_random.Next(40) == 0)
                text.Append("#Provider: name=\"one\" kind=Block from=2026-11-01T22:00:00Z to=2026-11-01T23:00:00Z queries=7 ms=\n");
            if (_random.Next(60) == 0)
                text.Append("2026-11-01T22:00:00.000Z,cut,192.0.2.25:25\n");
            if (ChangesHeaders && _random.Next(50) == 0)
                text.Append("#Fields: ").Append(header = Headers[_random.Next(Headers.Length)]).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A line under this version's columns.</summary>
    public string Line(DateTime at) => Line(LogColumns.Fields, at);

    private string Line(string header, DateTime at)
    {
        var client = Pick(Clients);
        var (action, reply) = Pick(
            ("AcceptConnection", ""), ("AcceptRecipient", ""), ("MarkMessage", ""), ("RejectConnection", $"550 5.7.1 {client} has been blocked by rule one"), ("RejectCommand", $"450 4.7.1 come again, {client}: {client}"),
            ("RejectMessage", "554 5.7.1 \"listed\"; see list"), ("ReportCommand", $"550 5.7.1 {client} is listed by two"), ("FailConnection", "550 5.7.1 no"));
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Timestamp"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["SessionId"] = (_session++).ToString("X6", CultureInfo.InvariantCulture),
            ["LocalEndpoint"] = Pick("192.0.2.25:25", "192.0.2.26:25", "[2001:db8::25]:25", "[2001:db8::25]:587", "/run/ipblock/milter.sock", ""),
            ["RemoteEndpoint"] = client.Length == 0 ? "" : client.Contains(':') ? $"[{client}]:4000" : client + ":4000",
            ["Event"] = Pick("OnConnect", "OnHeloCommand", "OnRcptCommand", "OnEndOfHeaders"),
            ["Action"] = action,
            ["SmtpResponse"] = reply,
            ["Rule"] = Pick("", "BlockProvider", "BlockList", "Helo", "AllowList", "ClientException"),
            ["Provider"] = Pick("", "one", "two", "Spamhaus ZEN", "list, with \"quotes\""),
            ["ReturnCodes"] = Pick("", "127.0.0.2", "127.0.0.4 (XBL, infected or hijacked machine)"),
            ["Reason"] = Pick("", "https://lists.example/ip/" + client, "comment; of an entry", "50% of_it"),
            ["Recipient"] = Pick(Mailboxes),
            ["Missing"] = Pick("", "two=Late"),
            ["Milliseconds"] = "1.5",
            ["Listed"] = Pick("", "one=127.0.0.2"),
            ["Policy"] = Pick("", "", "sales", "abuse desk"),
            ["Score"] = Pick("", "1.5"),
            ["Steps"] = Pick("", "b:one=127.0.0.2!;b:two=?Late"),
            ["Sender"] = Pick(Mailboxes),
            ["Helo"] = Pick("", $"[{client}]", "mail.client.example", "=formula"),
            ["ClientName"] = Pick("", "mail.client.example", client.Replace('.', '-') + ".dyn.example"),
            ["Phase"] = "7",
        };
        return string.Join(',', header.Split(',').Select(column => Written(values[column]))) + "\n";
    }

    private static string Written(string value)
    {
        if (value.Length > 0 && (value[0] is '=' or '+' or '-' or '@'))
            value = "'" + value;
        return value.AsSpan().ContainsAny(",\"; ") ? '"' + value.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : value;
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
