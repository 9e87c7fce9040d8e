using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.LogIndex.Asking;
using IpBlock.Reporting;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.LogIndex.Tests.Asking;

/// <summary>Random logs and random filters: the index says what reading the files says.</summary>
public sealed class SameAsTheLogTests
{
    private const int Filters = 60;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task The_index_finds_the_decisions_that_reading_the_files_finds(int seed, bool changesHeaders)
    {
        using var test = new IndexUnderTest();
        var log = new RandomLog(test.Log, seed) { ChangesHeaders = changesHeaders };
        log.Write("IPBLOCK20261101-0001.log", 150, RandomLog.Start);
        log.Write("IPBLOCK20261101-0002.log", 90, RandomLog.Start.AddMinutes(7));
        log.Write("IPBLOCK20261102-0001.log", 150, RandomLog.Start.AddHours(5));
        test.CatchUp();
        await test.HasAllAsync();
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < Filters; i++)
        {
            var filter = RandomFilter(random, narrow: i % 3);
            var expected = Expected(filter, test.Log, changesHeaders);
            var wanted = expected.Select(IndexUnderTest.TextOf).Order(StringComparer.Ordinal).ToList();
            var actual = await test.AllAsync(filter, random.Next(1, 40));
            Assert.True(wanted.SequenceEqual(actual.Select(static decision => IndexUnderTest.TextOf(decision.Record)).Order(StringComparer.Ordinal), StringComparer.Ordinal), $"{filter}: {wanted.Count} and not {actual.Count}");
            Assert.Equal(actual.OrderByDescending(static decision => decision.Record.Timestamp).Select(static decision => decision.Record.Timestamp), actual.Select(static decision => decision.Record.Timestamp));
            var watched = new WantedDecisions(filter, test.Log);
            Assert.Equal(wanted.Count, new DecisionLogReader(test.Log).ReadNew().Count(watched.Has));
            var count = await IndexUnderTest.AnsweredAsync(test.Questions.CountAsync(filter, 50));
            Assert.Equal((Math.Min(50, wanted.Count), wanted.Count > 50), (count.Decisions, count.IsMore));
            await SameGroupsAsync(test, filter, expected, (LogGrouping)random.Next(8));
            found += wanted.Count;
        }

        Assert.True(found > Filters, "The filters find hardly anything.");
    }

    private static async Task SameGroupsAsync(IndexUnderTest test, LogFilter filter, List<DecisionRecord> decisions, LogGrouping grouping)
    {
        var expected = decisions.GroupBy(decision => NameOf(decision, grouping), StringComparer.Ordinal)
            .Select(static group => (group.Key, group.Count(), group.Count(static decision => decision.IsRefusal), group.Max(static decision => decision.Timestamp)));
        var groups = await IndexUnderTest.AnsweredAsync(test.Questions.GroupsAsync(filter, grouping, 1_000));
        Assert.Equal(expected.OrderBy(static group => group.Key, StringComparer.Ordinal), groups.OrderBy(static group => group.Name, StringComparer.Ordinal).Select(static group => (group.Name, (int)group.Decisions, (int)group.Refusals, group.Last)));
        Assert.Equal(groups.OrderByDescending(static group => group.Decisions).Select(static group => group.Decisions), groups.Select(static group => group.Decisions));
    }

    private static string NameOf(DecisionRecord decision, LogGrouping grouping) => grouping switch
    {
        LogGrouping.Provider => decision.Provider,
        LogGrouping.Rule => decision.Rule,
        LogGrouping.Policy => decision.Policy,
        LogGrouping.Server => decision.LocalEndpoint,
        LogGrouping.Client => decision.Client?.ToString() ?? "",
        LogGrouping.Network => decision.Client is { } client ? AddressRange.Cidr(client, client.IsIPv4 ? 24 : 48).ToString() : "",
        LogGrouping.Recipient => Spelled(decision.Recipient),
        _ => Spelled(decision.Sender),
    };

    private static string Spelled(string mailbox) => mailbox.Length == 0 || MailboxHash.IsHash(mailbox) ? mailbox : RecipientAddress.Of(mailbox).ToString();

    // What the command line would find, and for what it does not know a look at each line.
    private static List<DecisionRecord> Expected(LogFilter filter, string log, bool changesHeaders)
    {
        var query = new LogQuery
        {
            Since = changesHeaders ? null : filter.Since,
            Until = filter.Until,
            Clients = filter.Clients,
            Provider = filter.Provider is { } provider ? name => string.Equals(name, provider, StringComparison.OrdinalIgnoreCase) : null,
            Recipient = Stars(filter.Recipient),
            Sender = Stars(filter.Sender),
            Rule = filter.Rule,
            Reason = filter.Reason,
            Session = filter.Session,
        };
        return
        [
            .. query.Read(new DecisionLogReader(log)).Where(decision =>
                !(decision.Timestamp < filter.Since)
                && (filter.Actions is null || filter.Actions.Contains(LoggedActions.Of(decision)))
                && (filter.Policy is null || string.Equals(decision.Policy, filter.Policy, StringComparison.OrdinalIgnoreCase))
                && (filter.Event is null || string.Equals(decision.Event, filter.Event, StringComparison.OrdinalIgnoreCase))
                && (filter.Server is null || decision.LocalEndpoint == filter.Server || decision.LocalEndpoint.StartsWith(filter.Server + ":", StringComparison.Ordinal) || decision.LocalEndpoint.StartsWith($"[{filter.Server}]:", StringComparison.Ordinal))
                && (filter.Text is null || Texts(decision).Any(field => field.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)) || decision.SessionId == filter.Text || decision.Client?.ToString() == filter.Text)),
        ];
    }

    private static string[] Texts(DecisionRecord decision) =>
    [
        decision.SmtpResponse, decision.Rule, decision.Provider, decision.ReturnCodes, decision.Reason, decision.Policy, decision.Helo, decision.ClientName, Spelled(decision.Recipient), Spelled(decision.Sender),
    ];

    private static string? Stars(string? mailbox) => mailbox is null || mailbox.Contains('*') ? mailbox : "*" + mailbox + "*";

    private static LogFilter RandomFilter(Random random, int narrow)
    {
        string? Maybe(params string[] values) => random.Next(5 - narrow) == 0 ? values[random.Next(values.Length)] : null;
        DateTimeOffset? Time() => random.Next(4) == 0 ? new DateTimeOffset(RandomLog.Start.AddSeconds(random.Next(40_000))) : null;
        var clients = Maybe("192.0.2.1", "192.0.2.0/24", "192.0.2.10-192.0.2.210", "0.0.0.0/0", "203.0.113.9", "2001:db8::/32", "2001:db8::/48", "::/0", "::1", "8000::/1", "::ffff:192.0.2.0/120");
        return new LogFilter
        {
            Since = Time(),
            Until = Time(),
            Clients = clients is not null && AddressRange.TryParse(clients, out var range) ? range : null,
            Recipient = Maybe("user", "@site.example", "USER@site.example", "*@site.example", "user@*", "_", "%", "nobody", "*", "a b", "+tag"),
            Sender = Maybe("user", "site", "postmaster", "bcher", "*.example", "0123"),
            Provider = Maybe("", "one", "ONE", "spamhaus zen", "list, with \"quotes\"", "none such"),
            Rule = Maybe("BlockProvider", "helo", "NoSuchRule"),
            Actions = random.Next(4 - narrow) == 0 ? [.. Enum.GetValues<LoggedAction>().Where(_ => random.Next(2) == 0)] : null,
            Server = Maybe("192.0.2.25", "192.0.2.25:25", "2001:db8::25", "[2001:db8::25]:587", "/run/ipblock/milter.sock", "192.0.2.2"),
            Event = Maybe("OnConnect", "onrcptcommand"),
            Policy = Maybe("", "sales", "SALES", "no such"),
            Session = Maybe("00000A", "00000a", "000020"),
            Reason = Maybe("has been blocked", "203.0.113.9", "113.9 has", "again, 198", "3: 198.51", "50%", "of_it", "%", "XBL", "ip/2001", "\"listed\"", "1", "nothing like it"),
            Text = Maybe("mail.client", "[192.0", "-2-1.dyn", "site", "Block", "sales", "203.0.113.9", "2001:db8::1", "00000B", ":", "_", "*", "nothing like it", "]\nmail"),
        };
    }
}
