using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Sessions;
using IpBlock.Testing.Dns;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

/// <summary>Why a decision was made can be told later, when the settings have changed and no name server answers: as it was told at the time.</summary>
public sealed class LogWhyTests
{
    private const string Providers = """
        "blockProviders": [
          { "name": "clean", "lookupDomain": "clean.test", "anyMatch": true },
          { "name": "watched", "lookupDomain": "watched.test", "anyMatch": true, "mode": "report" },
          { "name": "bad", "lookupDomain": "bad.test", "ipAddressesMatch": [ "127.0.0.[2..4]" ], "returnCodes": [ "127.0.0.2: spam" ], "rejectionResponse": "%0 is listed: %3" },
          { "name": "late", "lookupDomain": "other.test", "bitmaskMatch": "127.0.0.4" },
          { "name": "off", "lookupDomain": "off.test", "anyMatch": true, "enabled": false } ]
        """;

    [Theory]
    [InlineData("203.0.113.9", "", "")]
    [InlineData("203.0.113.9", "\"mode\": \"report\", ", "")]
    [InlineData("203.0.113.10", "", "")]
    [InlineData("203.0.113.9", "\"dynamicHosts\": { \"enabled\": true }, \"exceptions\": { \"clients\": [ { \"client\": \"203.0.113.0/24\", \"comment\": \"ours\" } ] }, ", "")]
    [InlineData("203.0.113.9", "\"verdict\": \"score\", \"thresholds\": { \"reject\": 2, \"mark\": 0.5 }, ", "user@site.test")]
    [InlineData("203.0.113.9", "\"verdict\": \"score\", \"dynamicHosts\": { \"enabled\": true, \"score\": 1.5 }, \"thresholds\": { \"reject\": 2 }, ", "")]
    [InlineData("203.0.113.9", "\"recipientPolicies\": [ { \"name\": \"mild\", \"recipients\": [ \"*@mild.test\" ], \"removeProviders\": [ \"bad\" ] } ], ", "user@mild.test")]
    [InlineData("203.0.113.9", "\"recipientPolicies\": [ { \"name\": \"mild\", \"recipients\": [ \"*@mild.test\" ], \"mode\": \"report\" } ], ", "user@site.test")]
    [InlineData("203.0.113.9", "\"lookup\": \"sequential\", ", "")]
    public async Task It_is_what_check_told_at_the_time(string client, string settings, string recipient)
    {
        var server = Server();
        using var cli = Cli.Asking(server, settings + Providers);
        string[] options = recipient.Length > 0 ? ["--recipient", recipient] : [];
        var told = await cli.RunAsync(["check", client, .. options]);
        await LogAsync(cli, client, recipient);
        await server.DisposeAsync();
        await cli.DoAsync("config", "set", "lookup", "parallel");
        await cli.DoAsync("provider", "remove", "watched");
        await cli.DoAsync("provider", "set", "bad", "--lookup-domain", "another.test");

        var why = await cli.RunAsync("log", "why", "s1");

        Assert.Equal((0, ""), (why.Code, why.Error));
        // The list's own words are in the log where the client was told them.
        var words = why.Output.Contains("answer text: ", StringComparison.Ordinal);
        Assert.Equal(
            Rules(told.Output).Where(line => (words || !line.StartsWith("answer text: ", StringComparison.Ordinal)) && Matters(line)).Select(Sure),
            Rules(why.Output).Where(Matters).Select(Sure));
        Assert.Equal(settings.Length == 0 && client.EndsWith(".9", StringComparison.Ordinal), words && settings.Length == 0);
        Assert.Contains("With the settings of ", why.Output, StringComparison.Ordinal);

        // What a list that was not reached would have answered is shown if it came before the end: a matter of chance too.
        static string Sure(string line) => line.Split(" queried nevertheless: ")[0];

        // By score nobody waits for a list that only reports: whether it was heard before or after the verdict is a matter of chance.
        bool Matters(string line) => !settings.Contains("score", StringComparison.Ordinal) || !line.StartsWith("block provider watched", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_settings_of_the_time_lead_to_something_else_the_steps_of_the_line_are_shown()
    {
        await using var server = Server();
        using var cli = Cli.Asking(server, Providers);
        System.IO.Directory.CreateDirectory(System.IO.Path.Combine(cli.Folder, "log"));
        cli.Write("log/IPBLOCK20260101-0001.log", LogCommandTests.Head.Replace("Listed", "Listed,Steps", StringComparison.Ordinal)
            + "2026-01-01T10:00:00.000Z,s9,,203.0.113.9:4000,OnConnect,RejectConnection,\"550 no\",BlockList,gone,,,,,1,,\"l:gone=!\"\n");
        var why = await cli.DoAsync("log", "why", "s9");
        Assert.Contains("the settings at the time do not reproduce this decision", why, StringComparison.Ordinal);
        Assert.Matches("list in a file gone +decided", why);
        var json = (await cli.JsonAsync("log", "why", "s9")).Single();
        Assert.Equal(("gone", "decided"), ((string)json["steps"]![0]!["name"]!, (string)json["steps"]![0]!["result"]!));
        Assert.Equal(Newtonsoft.Json.Linq.JTokenType.Null, json["check"]!.Type);
    }

    // The table of the rules and what they came to; the log does not know how long each list took.
    private static string[] Rules(string output) =>
    [
        .. output.Split('\n').SkipWhile(static line => !line.StartsWith("Rule ", StringComparison.Ordinal)).Select(static line => line.TrimEnd())
            .Where(static line => !line.Contains("  queried: ", StringComparison.Ordinal) && !line.StartsWith("Decided in", StringComparison.Ordinal) && line.Length > 0)
            .Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];

    private static ScriptedDnsServer Server()
    {
        var server = ScriptedDnsServer.Start();
        server.Zone("watched.test").Lists("203.0.113.9", "127.0.0.9");
        server.Zone("bad.test").Lists("203.0.113.9", "127.0.0.2", "127.0.0.4").Text("sends spam");
        server.Zone("other.test").Lists("203.0.113.9", "127.0.0.3");
        server.Reverse("203.0.113.9", "203-0-113-9.dyn.isp.example");
        server.Zone("clean.test");
        return server;
    }

    private static async Task LogAsync(Cli cli, string client, string recipient)
    {
        using var engine = new FilterEngine(cli.SettingsPath, Clock.System, new Silence());
        Assert.True(Address.TryParse(client, out var address));
        var session = new MailSession(engine);
        session.Begin(new FilterRequest(address));
        await session.Decided;
        await session.DecidedFor(recipient.Length > 0 ? recipient : null);
        var text = new SessionText(client);
        var step = recipient.Length > 0 ? session.AtRecipient(SessionPoint.Recipient, recipient, text) : session.AtConnect(text);
        engine.Log(step.Decision!);
    }

    private sealed class Silence : INoticeSink
    {
        public void Write(Notice notice) => Assert.NotEqual(NoticeLevel.Error, notice.Level);
    }

    private sealed class SessionText(string client) : ISessionText
    {
        public string SessionId => "s1";

        public string LocalEndpoint => "";

        public string RemoteEndpoint => client + ":4000";

        public string Sender => "";

        public string HeloName => "";

        public string ClientName => "";
    }
}
