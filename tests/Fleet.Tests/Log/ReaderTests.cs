using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Log.Asking;
using Xunit;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>Random logs of two servers and random filters: the database says what reading the files says.</summary>
public sealed class ReaderTests(Cluster cluster)
{
    private const int Filters = 60;

    [Fact]
    public async Task The_database_finds_the_decisions_that_reading_the_files_finds()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var lines = new List<(string Server, DecisionRecord Line)>();
        FleetLogReader? opened = null;
        foreach (var (name, seed) in new[] { ("mx1", 1), ("mx2", 2) })
        {
            var site = await LogSite.StartAsync(fleet, name, seed);
            site.Write(250, daysAgo: 6);
            site.Write(150, daysAgo: 2);
            await site.Once().RunAsync(site.Wanted!, TestFleet.Stop);
            lines.AddRange(new DecisionLogReader(site.Folder).ReadNew().Select(line => (name, line)));
            opened ??= await site.ReaderAsync();
        }

        await using var reader = opened!;
        await fleet.AsSuperuserAsync("select ipblock.sum_hours()");
        var random = new Random(5);
        var found = 0;
        for (var i = 0; i < Filters; i++)
        {
            var filter = RandomFilter(random);
            var expected = lines.FindAll(line => Has(filter, line.Server, line.Line));
            var all = await AllAsync(reader, filter, random.Next(1, 60));
            Assert.Equal(expected.Select(static line => Text(line.Server, line.Line)).Order(StringComparer.Ordinal), all.Select(static one => Text(one.Server, one.Record)).Order(StringComparer.Ordinal));
            Assert.Equal(all.OrderByDescending(static one => one.Record.Timestamp).Select(static one => one.Record.Timestamp), all.Select(static one => one.Record.Timestamp));
            Assert.Equal(Math.Min(expected.Count, 51), await reader.CountAsync(filter, 50, TestFleet.Stop));
            await SameGroupsAsync(reader, filter, expected, (FleetLogGrouping)random.Next(9));
            found += all.Count;
        }

        Assert.True(found > Filters, "The filters find hardly anything.");
        var one = (await reader.PageAsync(new FleetLogFilter { HidesMailboxes = true }, 1, null, TestFleet.Stop))[0];
        var same = await reader.FindAsync(one.Record.Timestamp, one.Number, hidesMailboxes: true, TestFleet.Stop);
        Assert.Equal(Text(one.Server, one.Record), Text(same!.Server, same.Record));
        Assert.Null(await reader.FindAsync(one.Record.Timestamp, one.Number + 100_000, hidesMailboxes: true, TestFleet.Stop));
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_and_told_and_the_connection_goes_on()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await using var reader = await FleetLogReader.OpenAsync(fleet.Administrator.SettingsPath, TimeSpan.FromMilliseconds(500), TestFleet.Stop);
        await using (var holder = new Npgsql.NpgsqlConnection(fleet.Superuser + ";Pooling=false"))
        {
            await holder.OpenAsync(TestFleet.Stop);
            await using var command = new Npgsql.NpgsqlCommand("begin; lock table ipblock.decision in access exclusive mode", holder);
            await command.ExecuteNonQueryAsync(TestFleet.Stop);
            var refused = await Assert.ThrowsAsync<FleetException>(() => reader.PageAsync(new FleetLogFilter(), 10, null, TestFleet.Stop));
            Assert.Contains("takes too long for this query: choose a shorter period", refused.Message);
        }

        Assert.Empty(await reader.PageAsync(new FleetLogFilter(), 10, null, TestFleet.Stop));
        Assert.True(reader.IsOpen);
    }

    private static async Task<List<FleetDecision>> AllAsync(FleetLogReader reader, FleetLogFilter filter, int size)
    {
        var all = new List<FleetDecision>();
        (DateTimeOffset, long)? before = null;
        while (await reader.PageAsync(filter, size, before, TestFleet.Stop) is { Count: > 0 } page)
        {
            all.AddRange(page);
            before = (page[^1].Record.Timestamp, page[^1].Number);
        }

        return all;
    }

    private static async Task SameGroupsAsync(FleetLogReader reader, FleetLogFilter filter, List<(string Server, DecisionRecord Line)> lines, FleetLogGrouping grouping)
    {
        var expected = lines.GroupBy(line => NameOf(line.Server, line.Line, grouping), StringComparer.Ordinal)
            .Select(static group => (group.Key, (long)group.Count(), (long)group.Count(static line => line.Line.IsRefusal), group.Max(static line => line.Line.Timestamp)));
        var groups = (await reader.GroupsAsync(filter, grouping, 1_000, TestFleet.Stop)).Groups;
        Assert.Equal(expected.OrderBy(static group => group.Key, StringComparer.Ordinal), groups.Select(static group => (group.Name, group.Decisions, group.Refusals, group.Last)).OrderBy(static group => group.Name, StringComparer.Ordinal));
        Assert.Equal(groups.OrderByDescending(static group => group.Decisions).Select(static group => group.Decisions), groups.Select(static group => group.Decisions));
    }

    private static string NameOf(string server, DecisionRecord line, FleetLogGrouping grouping) => grouping switch
    {
        FleetLogGrouping.Provider => line.Provider,
        FleetLogGrouping.Rule => line.Rule,
        FleetLogGrouping.Policy => line.Policy,
        FleetLogGrouping.Endpoint => line.LocalEndpoint,
        FleetLogGrouping.Recipient => line.Recipient.ToLowerInvariant(),
        FleetLogGrouping.Sender => line.Sender.ToLowerInvariant(),
        FleetLogGrouping.Client => line.Client?.ToString() ?? "",
        FleetLogGrouping.Network => line.Client is { } client ? AddressRange.Cidr(client, client.IsIPv4 ? 24 : 48).ToString() : "",
        _ => server,
    };

    private static string Text(string server, DecisionRecord line) => server + " " + string.Join('|', Enumerable.Range(0, 21).Select(column => line[column]));

    // Written plainly, and in no words of the database.
    private static bool Has(FleetLogFilter filter, string server, DecisionRecord line)
    {
        bool Is(string field, string? wanted) => wanted is null || string.Equals(field, wanted, StringComparison.OrdinalIgnoreCase);
        bool Holds(string field, string text) => field.Contains(text, StringComparison.OrdinalIgnoreCase);
        bool IsMailbox(string field, string? wanted) => wanted is null
            || (field.Length > 0 && (wanted.Contains('*') ? IsLike(field.ToLowerInvariant(), wanted.ToLowerInvariant()) : Is(field, wanted)));
        return !(line.Timestamp < filter.Since) && !(line.Timestamp >= filter.Until) && Is(server, filter.Server)
            && (filter.Outcomes is null || filter.Outcomes.Contains(line.Outcome))
            && (filter.Clients is not { } range || (line.Client is { } client && range.Contains(client)))
            && Is(line.Provider, filter.Provider) && Is(line.Rule, filter.Rule) && Is(line.Policy, filter.Policy) && Is(line.Event, filter.Event) && Is(line.SessionId, filter.Session)
            && (filter.Endpoint is null || Is(line.LocalEndpoint, filter.Endpoint) || line.LocalEndpoint.StartsWith(filter.Endpoint + ":", StringComparison.Ordinal) || line.LocalEndpoint.StartsWith($"[{filter.Endpoint}]:", StringComparison.Ordinal))
            && IsMailbox(line.Recipient, filter.Recipient) && IsMailbox(line.Sender, filter.Sender)
            && (filter.Reason is null || new[] { line.Reason, line.SmtpResponse, line.ReturnCodes }.Any(field => Holds(field, filter.Reason)))
            && (filter.Text is null || Is(line.SessionId, filter.Text) || (line.Client?.ToString() == filter.Text)
                || new[] { line.SmtpResponse, line.ReturnCodes, line.Reason, line.Rule, line.Provider, line.Policy, line.Helo, line.ClientName, line.Recipient, line.Sender }.Any(field => Holds(field, filter.Text)));
    }

    private static bool IsLike(string text, string stars) => System.Text.RegularExpressions.Regex.IsMatch(
        text, "^" + System.Text.RegularExpressions.Regex.Escape(stars).Replace("\\*", ".*", StringComparison.Ordinal) + "$", System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    private static FleetLogFilter RandomFilter(Random random)
    {
        string? Maybe(params string[] values) => random.Next(5) == 0 ? values[random.Next(values.Length)] : null;
        DateTimeOffset? Time() => random.Next(4) == 0 ? DateTimeOffset.UtcNow.AddHours(-random.Next(160)) : null;
        var clients = Maybe("192.0.2.1", "192.0.2.0/24", "192.0.2.10-192.0.2.210", "0.0.0.0/0", "203.0.113.9", "2001:db8::/32", "::/0", "::1", "8000::/1");
        return new FleetLogFilter
        {
            Since = Time(),
            Until = Time(),
            Server = Maybe("mx1", "MX2", "mx3"),
            Clients = clients is not null && AddressRange.TryParse(clients, out var range) ? range : null,
            Recipient = Maybe("user@site.example", "USER@site.example", "*@site.example", "user@*", "*_b@*", "a_b@100%.example", "nobody", "*"),
            Sender = Maybe("*site*", "postmaster", "*.example"),
            Provider = Maybe("", "one", "ONE", "spamhaus zen", "list, with \"quotes\"", "none such"),
            Rule = Maybe("BlockProvider", "helo", "", "NoSuchRule"),
            Outcomes = random.Next(4) == 0 ? [.. Enum.GetValues<DecisionOutcome>().Where(_ => random.Next(2) == 0)] : null,
            Endpoint = Maybe("192.0.2.25", "192.0.2.25:25", "2001:db8::25", "[2001:db8::25]:587", "/run/ipblock/milter.sock", "192.0.2.2"),
            Event = Maybe("OnConnect", "onrcptcommand"),
            Policy = Maybe("", "sales", "SALES"),
            Session = Maybe("00000A", "00000a"),
            Reason = Maybe("has been blocked", "50%", "of_it", "%", "XBL", "\"listed\"", "nothing like it", "\\"),
            Text = Maybe("mail.client", "site", "Block", "sales", "203.0.113.9", "2001:db8::1", "00000B", "_", "*"),
        };
    }
}
