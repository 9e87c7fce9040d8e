using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Service.Tests.Hosting;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>
/// Forty cases of settings, client and recipient, made by fixed seeds: what the service answers on the wire, what stands in its log, and what
/// <c>ipblock check</c> says are the same.
/// </summary>
public sealed class AgreementTests
{
    private const int CasesOfASite = 5;
    private const string Helo = "mail.sender.example"; // what PolicyClient says
    private const string Sequential = "sequential";
    private static readonly string[] Zones = ["good", "one", "two", "three"];
    private static readonly string[] Thresholds =
    [
        """{ "reject": 3, "defer": 2, "mark": 1, "allow": -1 }""", """{ "reject": 4, "defer": 1 }""", """{ "reject": 2.5, "mark": 1 }""",
    ];

    private static readonly string[] Recipients = ["sales@site.example", "sales+tag@Site.example", "trial@site.example", "user@site.example", "abuse@site.example"];

    [Fact]
    public async Task Wire_log_and_check_say_the_same()
    {
        var answers = new List<string>();
        for (var seed = 1; seed <= 8; seed++)
            answers.AddRange(await PlayAsync(seed));
        Assert.Equal(40, answers.Count);

        // Of each kind there must be some, or the cases show little.
        foreach (var kind in new[] { "DUNNO", "550 ", "DEFER_IF_PERMIT ", "PREPEND ", "WARN " })
            Assert.True(answers.Count(answer => answer.StartsWith(kind, StringComparison.Ordinal)) >= 2, kind + ": " + string.Join('\n', answers));
    }

    private static async Task<IEnumerable<string>> PlayAsync(int seed)
    {
        var chance = new Random(seed);
        var site = Site(seed, chance);
        await using var service = await ServiceUnderTest.StartAsync(site);
        List(service, chance);
        var cases = new List<(string Id, string Client, string Recipient, JToken Check, string Answer)>();
        using (var cli = new Cli(await File.ReadAllTextAsync(service.SettingsPath)))
        using (var client = await service.ConnectAsync())
        {
            for (var i = 0; i < CasesOfASite; i++)
            {
                var (id, address, recipient) = ($"case{seed}{i}", ClientOf(chance.Next(6)), Recipients[(seed + i) % Recipients.Length]);
                var answer = await client.AskAsync(PolicyClient.Request(address, recipient, "RCPT", id));
                var check = await cli.JsonAsync("check", address, "--recipient", recipient, "--helo", Helo, "--local-port", "25");
                cases.Add((id, address, recipient, check, answer!));
            }
        }

        await service.StopAsync();
        var log = new DecisionLogReader(Path.Combine(service.Folder.Path, "log")).ReadNew().ToDictionary(static line => line.SessionId, StringComparer.Ordinal);
        Assert.All(cases, one =>
        {
            var what = $"{one.Client} to {one.Recipient} by {site}\ncheck: {one.Check["verdict"]}";
            var score = one.Answer.IndexOf("; score=", StringComparison.Ordinal);
            var answer = score < 0 ? one.Answer : one.Answer[..score];
            Assert.True(AnswerOf(one.Check) == answer, $"the wire says '{answer}', check '{AnswerOf(one.Check)}': {what}");
            var (foretold, logged) = (LineOf(one.Check), LineOf(log[one.Id], one.Check));
            Assert.True(foretold == logged, $"the log says '{logged}', check '{foretold}': {what}");
            if (!site.Contains(Sequential, StringComparison.Ordinal) && IsSettled(one.Check) && log[one.Id].Rule is not "Helo")
                Assert.True(Number(one.Check["verdict"]!["score"]!) == log[one.Id].Score, $"the log shows {log[one.Id].Score}, check {one.Check["verdict"]!["score"]}: {what}");
        });
        return cases.Select(static one => one.Answer);
    }

    // What the policy service answers to what check foretells.
    private static string AnswerOf(JToken check)
    {
        var verdict = check["verdict"]!;
        return (string)check["outcome"]! switch
        {
            "reject" => (string)verdict["reply"]!,
            "defer" => "DEFER_IF_PERMIT " + ((string)verdict["reply"]!)[4..],
            "mark" => $"PREPEND X-IpBlock: mark; client={check["client"]}; rule=Score",
            _ when IsExempt(check) || !verdict["reported"]!.HasValues => "DUNNO",
            _ => "WARN ipblock would have replied: " + verdict["reported"]!["reply"],
        };
    }

    private static string LineOf(JToken check)
    {
        var (verdict, reported) = (check["verdict"]!, check["verdict"]!["reported"]!);
        var by = reported.HasValues ? reported : verdict;
        var rule = (string)by["rule"]! is { } name && name != "none" ? char.ToUpperInvariant(name[0]) + name[1..] : "";
        return $"{rule} policy '{check["policy"]}'{(IsSettled(check) ? $" {by["provider"]} {(IsExempt(check) ? "" : by["reply"])}" : "")}";
    }

    private static string LineOf(DecisionRecord line, JToken check) =>
        $"{line.Rule} policy '{line.Policy}'{(IsSettled(check) ? $" {line.Provider} {line.SmtpResponse}" : "")}";

    private static string Number(JToken score) => score.Type == JTokenType.Null ? "" : ((double)score).ToString("0.#", CultureInfo.InvariantCulture);

    private static bool IsExempt(JToken check) => check["recipientException"]!.HasValues;

    // Who is served, or goes on to HELO, does so as soon as nothing can change it, and how far the sum has come by then depends on who answered first;
    // in turn, on who is in the cache already.
    private static bool IsSettled(JToken check) => check["verdict"]!["reply"]!.Type == JTokenType.String || check["verdict"]!["reported"]!.HasValues;

    private static string ClientOf(int number) => "203.0.113." + (number + 1).ToString(CultureInfo.InvariantCulture);

    private static void List(ServiceUnderTest service, Random chance)
    {
        foreach (var zone in Zones)
        {
            var script = service.Dns.Zone(zone + ".test");
            for (var client = 0; client < 6; client++)
            {
                if (chance.Next(6) < (zone == "good" ? 1 : 4))
                    script.Lists(ClientOf(client), chance.Next(6) switch { 0 => "127.0.0.4", 1 => "127.255.255.254", _ => "127.0.0.2" });
            }
        }
    }

    private static string Site(int seed, Random chance)
    {
        string One(params string[] choices) => choices[chance.Next(choices.Length)];
        var form = seed % 4 == 0 ? "firstMatch" : "score";
        var (lookup, text) = chance.Next(3) == 0 ? (Sequential, "%0 by %1") : ("parallel", "%0 by %1, sum %6");
        return $$"""
            {
              "dns": { {dns} }, "service": { {service} }, "lookupTimeout": "5s", "totalTimeout": "6s",
              "verdict": "{{form}}", "mode": "{{One("enforce", "enforce", "enforce", "report")}}", "rejectAt": "{{One("connect", "recipient")}}", "lookup": "{{lookup}}",
              "thresholds": {{Thresholds[seed % Thresholds.Length]}},
              "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ],
              "blockProviders": [
                { "name": "one", "lookupDomain": "one.test", "anyMatch": true, "score": {{One("1", "2", "1.5")}}, "rejectionResponse": "{{text}}" },
                { "name": "two", "lookupDomain": "two.test", "ipAddressesMatch": [ "127.0.0.2" ], "scores": { "127.0.0.2": {{One("1", "0.5", "3")}} }, "mode": "{{One("enforce", "enforce", "report")}}" },
                { "name": "three", "lookupDomain": "three.test", "anyMatch": true, "onlyInPolicies": {{One("true", "false")}} } ],
              "blockList": [ {{One("", "", "\"203.0.113.1\"")}} ], "allowList": [ {{One("", "\"203.0.113.2\"")}} ],
              "exceptions": { "recipients": [ {{One("", "\"abuse@*\"")}} ] },
              "helo": { "enabled": {{One("false", "false", "false", "false", "true")}}, "own": [ "{{Helo}}" ] },
              "recipientPolicies": [ {{One("", """{ "name": "Sales", "recipients": [ "sales@site.example" ], "verdict": "score", "thresholds": { "reject": 4, "mark": 1 }, "scores": { "one": 3 } },""")}}
                { "name": "Trial", "recipients": [ "trial@*" ], "mode": "{{One("report", "enforce")}}", "verdict": "{{One("score", "firstMatch")}}", "removeProviders": [ {{One("", "\"two\"")}} ], "rejectionResponse": "not for %0" } ]
            }
            """;
    }
}
