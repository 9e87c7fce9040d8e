using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Asking;

/// <summary>A filter as conditions on the rows of the index. What is looked for goes in as a parameter or as numbers of texts, never as text.</summary>
internal sealed class FilterConditions
{
    // So many texts stand as numbers in the condition; more are looked for in their table.
    private const int MaxNumbers = 1_000;
    // MailboxHash.IsHash: no part of a hash means anything.
    private const string Named = "id > 0 AND NOT (length(text) = 17 AND substr(text, 1, 1) = '#')";

    private const int ManyNumbers = 20_000;

    private static readonly AddressRange IPv4 = AddressRange.Cidr(Address.FromIPv4(0), 0);

    private readonly SqliteConnection _connection;
    private readonly string _log;
    private readonly List<string> _conditions = [];
    private readonly List<string> _tables = [];
    private readonly List<(string Index, string Condition)> _indexed = [];
    private readonly List<(string Name, object Value)> _parameters = [];

    private FilterConditions(SqliteConnection connection, string log)
    {
        _connection = connection;
        _log = log;
    }

    /// <summary>What stands in front of SELECT: tables of the texts that hold what is looked for; empty or with a blank behind.</summary>
    public string With => _tables.Count == 0 ? "" : "WITH " + string.Join(", ", _tables);

    /// <summary>What a row must meet.</summary>
    public string Where => _conditions.Count == 0 ? "1" : string.Join(" AND ", _conditions);

    /// <summary>True when every row meets it.</summary>
    public bool IsAll => _conditions.Count == 0;

    /// <summary>Parts of it for which there is an index.</summary>
    public IReadOnlyList<(string Index, string Condition)> Indexed => _indexed;

    public static FilterConditions Of(LogFilter filter, SqliteConnection connection, string log)
    {
        var conditions = new FilterConditions(connection, log);
        conditions.Add(filter);
        return conditions;
    }

    public void AddTo(SqliteCommand command)
    {
        foreach (var (name, value) in _parameters)
            command.Parameters.AddWithValue(name, value);
    }

    private void Add(LogFilter filter)
    {
        if (filter.Since is { } since)
            _conditions.Add($"time >= {Parameter(since.UtcTicks)}");
        if (filter.Until is { } until)
            _conditions.Add($"time < {Parameter(until.UtcTicks)}");
        if (filter.Actions is { } actions)
            _conditions.Add($"kind IN ({Numbers(actions.Select(static action => (long)action))})");
        AddWord("provider", filter.Provider);
        AddWord("rule", filter.Rule);
        AddWord("policy", filter.Policy);
        AddWord("event", filter.Event);
        if (filter.Server is { } server)
            AddServer(server);
        if (filter.Clients is { } clients)
            AddClients(clients);
        AddMailbox("recipient", filter.Recipient, "by_recipient");
        AddMailbox("sender", filter.Sender, null);
        if (filter.Session is { } session)
            _conditions.Add($"session = {Parameter(session)} COLLATE NOCASE");
        if (filter.Reason is { Length: > 0 } reason)
            AddAny(Wordings(reason, ["reply", "codes", "reason"]));
        if (filter.Text is { Length: > 0 } text)
            AddText(text, filter.HidesMailboxes);
    }

    private void AddWord(string column, string? text)
    {
        if (text is not null)
            _conditions.Add($"{column} IN ({Numbers(_connection.Column<long>("SELECT id FROM word WHERE text = $text COLLATE NOCASE", ("$text", text)))})");
    }

    private void AddServer(string server)
    {
        var wanted = Address.TryParse(server, out var address) ? address : (Address?)null;
        var numbers = new List<long>();
        using var command = _connection.Command("SELECT id, text FROM word WHERE text LIKE $text ESCAPE '\\'", ("$text", Holding(server)));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var endpoint = reader.GetString(1);
            if (string.Equals(endpoint, server, StringComparison.OrdinalIgnoreCase) || (wanted is not null && DecisionRecord.AddressOf(endpoint) == wanted))
                numbers.Add(reader.GetInt64(0));
        }

        _conditions.Add($"server IN ({Numbers(numbers)})");
    }

    private void AddClients(AddressRange range)
    {
        var (first, last) = (Parameter(AddressBytes.Of(range.First)), Parameter(AddressBytes.Of(range.Last)));
        var condition = $"client BETWEEN {first} AND {last}";
        _indexed.Add(("by_client", condition));

        // The plus keeps SQLite from an index that has not been chosen.
        condition = "+" + condition;

        // IPv4 stands within IPv6, but no range of IPv6 means it.
        if (!range.First.IsIPv4 && range.First < IPv4.First && range.Last > IPv4.Last)
            condition += $" AND +client NOT BETWEEN {Parameter(AddressBytes.Of(IPv4.First))} AND {Parameter(AddressBytes.Of(IPv4.Last))}";
        _conditions.Add(condition);
    }

    private void AddMailbox(string column, string? wanted, string? index)
    {
        if (wanted is null)
            return;
        var pattern = Pattern(MailboxText.PatternOf(wanted));
        var numbers = MailboxNumbers(wanted, pattern);
        var condition = numbers.Count <= MaxNumbers
            ? $"{column} IN ({Numbers(numbers)})"
            : $"{column} IN (SELECT id FROM mailbox WHERE {Named} AND text LIKE {Parameter(pattern)} ESCAPE '\\')";
        _conditions.Add("+" + condition);
        if (index is not null && numbers.Count <= MaxNumbers)
            _indexed.Add((index, condition));
    }

    // Up to one more than MaxNumbers of those that fit, and the one with which the log hides this mailbox.
    private List<long> MailboxNumbers(string wanted, string pattern)
    {
        var numbers = _connection.Column<long>(
            $"SELECT id FROM mailbox WHERE {Named} AND text LIKE $text ESCAPE '\\' LIMIT $most", ("$text", pattern), ("$most", MaxNumbers + 1));
        if (MailboxText.HashOf(wanted, _log) is { } hash)
            numbers.AddRange(_connection.Column<long>("SELECT id FROM mailbox WHERE text = $text", ("$text", hash)));
        return numbers;
    }

    private void AddText(string text, bool hidesMailboxes)
    {
        var conditions = Wordings(text, ["reply", "codes", "reason", "rule", "provider", "policy"]);
        conditions.Add(Names(text));
        if (!hidesMailboxes)
            conditions.AddRange(Among(["recipient", "sender"], "mailbox", text, MaxNumbers));
        conditions.Add($"session = {Parameter(text)} COLLATE NOCASE");
        if (Address.TryParse(text, out var client))
            conditions.Add($"+client = {Parameter(AddressBytes.Of(client))}");
        AddAny(conditions);
    }

    private void AddAny(List<string> conditions)
    {
        conditions.RemoveAll(static condition => condition.Length == 0);
        _conditions.Add(conditions.Count == 0 ? "0" : "(" + string.Join(" OR ", conditions) + ")");
    }

    // What clients are called: of many that fit a walk finds some soon, few are known by their numbers.
    private string Names(string text)
    {
        // It stands between the two names, and in none.
        if (text.Contains('\n', StringComparison.Ordinal))
            return "";
        var numbers = _connection.Column<long>(
            "SELECT id FROM name WHERE text LIKE $text ESCAPE '\\' LIMIT $most", ("$text", Holding(text)), ("$most", ManyNumbers + 1));
        if (numbers.Count == 0)
            return "";
        return numbers.Count <= ManyNumbers
            ? $"id IN ({Numbers(numbers)})"
            : $"EXISTS (SELECT 1 FROM name WHERE name.id = decision.id AND name.text LIKE {Parameter(Holding(text))} ESCAPE '\\')";
    }

    // Columns that hold a text, as they are or once the client's address is in its place.
    private List<string> Wordings(string text, string[] columns)
    {
        var conditions = Among(columns, "word", text, MaxNumbers);
        if (AcrossTheAddress(text) is not { } across)
            return conditions;
        foreach (var column in columns.Where(static column => column is "reply" or "reason"))
            conditions.Add(string.Format(CultureInfo.InvariantCulture, across, column));
        return conditions;
    }

    private List<string> Among(string[] columns, string table, string text, int most)
    {
        var numbers = _connection.Column<long>(
            $"SELECT id FROM {table} WHERE id > 0 AND text LIKE $text ESCAPE '\\' LIMIT $most", ("$text", Holding(text)), ("$most", most + 1));
        if (numbers.Count == 0)
            return [];
        if (numbers.Count <= most)
            return [.. columns.Select(column => $"+{column} IN ({Numbers(numbers)})")];
        _tables.Add($"{table}_held(id) AS MATERIALIZED (SELECT id FROM {table} WHERE id > 0 AND text LIKE {Parameter(Holding(text))} ESCAPE '\\')");
        return [.. columns.Select(column => $"+{column} IN (SELECT id FROM {table}_held)")];
    }

    private string? AcrossTheAddress(string text)
    {
        var wordings = new Dictionary<long, string>();
        using (var command = _connection.Command("SELECT id, text FROM word WHERE instr(text, char(1)) > 0"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (reader.GetString(1) is var wording && Wording.MayHold(wording, text))
                    wordings[reader.GetInt64(0)] = wording;
            }
        }

        if (wordings.Count == 0)
            return null;
        var function = "holds" + _conditions.Count.ToString(CultureInfo.InvariantCulture);
        _connection.CreateFunction(
            function,
            (long id, byte[]? client) =>
                client is not null && wordings.TryGetValue(id, out var wording) && Wording.Holds(wording, AddressBytes.Read(client), text),
            isDeterministic: true);
        var among = wordings.Count <= MaxNumbers ? $"{{0}} IN ({Numbers(wordings.Keys)}) AND " : "";
        return $"({among}{function}({{0}}, client))";
    }

    private string Parameter(object value)
    {
        var name = "$c" + _parameters.Count.ToString(CultureInfo.InvariantCulture);
        _parameters.Add((name, value));
        return name;
    }

    // A star in it is a star.
    private static string Holding(string text) => "%" + Escaped(text) + "%";

    // Stars as LIKE has them; what else means something there is meant as it is.
    private static string Pattern(string stars) => Escaped(stars).Replace('*', '%');

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Numbers(IEnumerable<long> numbers) =>
        string.Join(',', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));
}
