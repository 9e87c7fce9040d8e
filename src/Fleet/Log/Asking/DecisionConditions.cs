using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Fleet.Connection;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>A filter as conditions on the decisions in the database. What is looked for goes in as parameters, never as text.</summary>
internal sealed class DecisionConditions
{
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];

    private DecisionConditions()
    {
    }

    /// <summary>What a row of <c>d</c>, with its member as <c>m</c>, must meet.</summary>
    public string Where => _conditions.Count == 0 ? "true" : string.Join(" and ", _conditions);

    /// <summary>The parameters <c>$1</c>, <c>$2</c>, ...</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>The conditions of a filter. Names are looked up first: by what a parameter holds the database chooses its way, and not by what a subquery will find.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public static async Task<DecisionConditions> OfAsync(FleetLogFilter filter, FleetDatabase database, CancellationToken stop)
    {
        var conditions = new DecisionConditions();
        if (filter.Server is { } server)
        {
            var members = await database.QueryAsync("select id from ipblock.member where lower(name) = lower($1)", static row => row.GetInt32(0), stop, server).ConfigureAwait(false);
            conditions._conditions.Add($"d.member = any({conditions.Parameter(members.ToArray())})");
        }

        // Spelled as it stands in the log, so that the index of the lists serves.
        if (filter.Provider is { Length: > 0 } provider)
        {
            const string Spellings = "select provider from ipblock.decision_hour where lower(provider) = lower($1) union select $1::text";
            var names = await database.QueryAsync(Spellings, static row => row.GetString(0), stop, provider).ConfigureAwait(false);
            conditions._conditions.Add($"d.provider = any({conditions.Parameter(names.ToArray())})");
        }

        conditions.Add(filter);
        return conditions;
    }

    /// <summary>A further parameter.</summary>
    public string Parameter(object value)
    {
        _values.Add(value);
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }

    private void Add(FleetLogFilter filter)
    {
        if (filter.Since is { } since)
            _conditions.Add($"d.at >= {Parameter(since.UtcDateTime)}");
        if (filter.Until is { } until)
            _conditions.Add($"d.at < {Parameter(until.UtcDateTime)}");
        if (filter.Outcomes is { } outcomes)
            _conditions.Add($"d.kind = any({Parameter(outcomes.Select(static outcome => (short)outcome).ToArray())})");
        if (filter.Clients is { } clients)
            _conditions.Add($"d.client between {Parameter(clients.First.ToIPAddress())} and {Parameter(clients.Last.ToIPAddress())}");
        if (filter.Provider is { Length: 0 })
            _conditions.Add("d.provider is null");
        AddWord("rule", filter.Rule);
        AddWord("policy", filter.Policy);
        AddWord("event", filter.Event);
        AddWord("session", filter.Session);
        AddMailbox("recipient", filter.Recipient);
        AddMailbox("sender", filter.Sender);
        if (filter.Endpoint is { } endpoint)
            AddEndpoint(endpoint);
        if (filter.Reason is { Length: > 0 } reason)
            _conditions.Add("(" + Holding(reason, "reply", "codes", "reason") + ")");
        if (filter.Text is { Length: > 0 } text)
            AddText(text, filter.HidesMailboxes);
    }

    private void AddWord(string column, string? word)
    {
        if (word is not null)
            _conditions.Add(word.Length == 0 ? $"d.{column} is null" : $"lower(d.{column}) = {Parameter(Lower(word))}");
    }

    private void AddMailbox(string column, string? wanted)
    {
        if (wanted is null)
            return;
        _conditions.Add(wanted.Contains('*', StringComparison.Ordinal)
            ? $"lower(d.{column}) like {Parameter(Lower(Escaped(wanted).Replace('*', '%')))}"
            : $"lower(d.{column}) = {Parameter(Lower(wanted))}");
    }

    private void AddEndpoint(string endpoint)
    {
        var alone = Address.TryParse(endpoint, out var address) ? (address.IsIPv4 ? address.ToString() : $"[{address}]") + ":" : endpoint + ":";
        _conditions.Add($"(lower(d.local_end) = {Parameter(Lower(endpoint))} or lower(d.local_end) like {Parameter(Lower(Escaped(alone)) + "%")})");
    }

    private void AddText(string text, bool hidesMailboxes)
    {
        var any = Holding(text, "reply", "codes", "reason", "rule", "provider", "policy", "helo", "client_name");
        if (!hidesMailboxes)
            any += " or " + Holding(text, "recipient", "sender");
        any += $" or lower(d.session) = {Parameter(Lower(text))}";
        if (Address.TryParse(text, out var client))
            any += $" or d.client = {Parameter(client.ToIPAddress())}";
        _conditions.Add("(" + any + ")");
    }

    private string Holding(string text, params string[] columns)
    {
        var pattern = Parameter("%" + Escaped(text) + "%");
        return string.Join(" or ", columns.Select(column => $"d.{column} ilike {pattern}"));
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Lower(string text) => text.ToLowerInvariant();
}
