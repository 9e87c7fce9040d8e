using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Tests.Manual;
using IpBlock.Sessions;
using IpBlock.Testing.Dns;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

/// <summary>A key planted in the settings is in the output of no command, nor in the log.</summary>
public sealed class SecretTests
{
    private const string Key = "q7k2secretkeysecretkeyx9";
    private const string Other = "p3z8othersecretothersecr";

    private static readonly string Settings = $$"""
        "lookupTimeout": "3s", "exceptions": { "exemptPrivateNetworks": false },
        "blockProviders": [
            { "name": "Keyed", "lookupDomain": "{{Key}}.zen.dq.spamhaus.net", "anyMatch": true, "rejectionResponse": "%0 %1 %2 %3 %4" },
            { "name": "Paid", "lookupDomain": "{{Other}}.bl.test", "publicName": "bl.test", "anyMatch": true, "rejectionResponse": "%2 %3" } ],
        "lists": [ { "name": "Feed", "url": "https://me:{{Other}}@127.0.0.1:1/{{Key}}/list.txt?key={{Other}}" } ],
        "notify": { "timeout": "5s", "email": { "server": "127.0.0.1", "port": 1, "from": "a@b.example", "to": [ "c@d.example" ], "user": "me", "password": "{{Key}}" },
            "webhook": { "url": "https://127.0.0.1:1/{{Key}}?{{Other}}", "secret": "{{Other}}" } },
        "allowProviders": [ { "name": "Silent", "lookupDomain": "{{Key}}.white.mail.abusix.zone", "anyMatch": true } ]
        """;

    private static readonly string[] Lines =
    [
        "provider list", "provider list --kind allow", "provider show Keyed", "provider show Paid", "provider show nobody",
        "provider test Keyed", "provider test Paid", "provider test Paid 203.0.113.9", "provider test Silent --kind allow",
        "check 203.0.113.9", "check 2001:db8::9 --recipient a@b.example", "check 203.0.113.9 --authenticated",
        "policy add Sales --recipient sales@example.com --reject 1 --remove-provider Paid", "policy list", "policy show Sales", "policy which sales@example.com", "policy set Sales --scores Keyed:2",
        "policy move Sales 1", "policy disable Sales", "policy enable Sales", "check 203.0.113.9 --recipient sales@example.com", "replay", "replay --with SAME", "policy remove Sales",
        "config get", "config validate", "config path", "config set onFailure defer", "config set onFailure never",
        "entry add 192.0.2.9", "entry list", "entry remove 192.0.2.9", "exception add a@b.example", "exception list", "exception remove a@b.example",
        "provider retry Keyed", "status", "doctor", "provider disable Keyed", "provider enable Keyed", "provider move Paid up", "provider move Paid 2", "provider set Keyed --status-code 450",
        $"provider set Keyed --lookup-domain {Key}.zen.dq.spamhaus.net", $"provider set Paid --lookup-domain {Other}..bl.test", $"provider set Keyed --lookup-domian {Key}.nowhere.test",
        $"provider add Paid --lookup-domain {Other}.bl.test --public-name bl.test --any-match", $"provider add spamhaus-dqs --key {Key} --name Third --bogus",
        $"provider add spamhaus-dqs --key {Key} --name Third", $"provider add nowhere --key {Key}", $"provider add spamcop --key {Key}", $"provider add x --keey {Key}",
        $"provider add {Key}.zen.dq.spamhaus.net", $"config get {Key}.zen.dq.spamhaus.net", $"check {Key}.zen.dq.spamhaus.net", $"provider show {Key}.zen.dq.spamhaus.net",
        "lists show", "lists show Feed", "lists test 203.0.113.9", "lists update", "lists update Feed", "lists export Feed", "lists set Feed --refresh 5h",
        $"lists set Feed --url https://127.0.0.1:1/{Key}/other.txt?{Other}", $"lists set Feed --url http://127.0.0.1:1/{Key}", $"lists add Second --url https://127.0.0.1:1/{Key}", $"lists add Third --urll https://127.0.0.1:1/{Key}", "lists remove Second",
        "log", "log why 1", "log exempt 1 --dry-run", "stats", "report", "log --since 1h", "serve --check", "export", "import SAME", "import BROKEN", "catalog list", "catalog show spamhaus-dqs", "completion bash", "version", "notify test", "config get notify",
        "catalog update SAME", "catalog sign SAME --key BROKEN --out SAME", "catalog key --out SAME",
        $"fleet init Host=127.0.0.1;Port=1;Username=me;Password={Key}", $"fleet join ipblock-ticket-{Key}", "fleet invite", "fleet leave", "fleet revoke mx1", "fleet status",
        "fleet push", "fleet pull", "fleet history", "fleet diff", "fleet undo", "fleet groups", $"fleet set canary blockProviders[Keyed].lookupDomain {Key}.zen.dq.spamhaus.net", "fleet unset canary mode",
        $"config set notify.email.password {Other}", $"config set notify.email.passwrd {Other}", $"config set notify.webhook.secret {Key}", $"config set notify.webhook.url https://127.0.0.1:1/{Other}",
        $"config set notify.webhook.url http://hooks.example/{Other}", "config set notify.webhook.url --default",
        "provider remove Silent --kind allow", "provider test", "check 203.0.113.9 203.0.113.10", "import SAME --dry-run", "provider remove Paid --dry-run", $"provider set Keyed --lookup-domain {Other}.zen.dq.spamhaus.net --dry-run",
        $"provider set Keyed --lookup-domain {Other}.zen.dq.spamhaus.net", $"provider set Paid --lookup-domain {Key}.bl.test", "provider remove Paid", "log exempt nobody", "log why nobody", "config history", "config diff", "config diff 1 12", "config undo --dry-run", "config undo", "config undo 999",
    ];

    [Fact]
    public async Task A_key_is_shown_by_no_command_and_written_into_no_log()
    {
        await using var server = Server();
        using var cli = Cli.Asking(server, Settings);
        await LogDecisionsAsync(cli);
        var same = cli.Write("same.json", cli.SettingsText);
        var broken = cli.Write("broken.json", cli.SettingsText.Replace("anyMatch", "anyMtach", StringComparison.Ordinal));
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines)
        {
            var words = line.Split(' ').Select(word => word switch { "SAME" => same, "BROKEN" => broken, _ => word }).ToArray();
            used.UnionWith(CommandManual.Commands.Where(command => ("ipblock " + line + " ").StartsWith(command.Words + " ", StringComparison.Ordinal)).Select(command => command.Words));
            foreach (var run in new[] { await cli.RunAsync(words), await cli.RunAsync([.. words, "--json"]), await cli.RunAsync([.. words, "--help"]) })
                AssertClean(line, run.Output + run.Error);
        }

        Assert.Equal(CommandManual.Commands.Select(command => command.Words).Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        foreach (var file in Directory.GetFiles(cli.Folder, "*.log", SearchOption.AllDirectories))
            AssertClean(file, File.ReadAllText(file));
        var count = (await cli.JsonAsync("config", "history", "-n", "1000")).Count();
        Assert.True(count > 20, $"{count} changes");
        for (var number = 1; number <= count; number++)
            AssertClean("config diff " + number, string.Concat(await cli.RunAsync("config", "diff", number.ToString(CultureInfo.InvariantCulture)), await cli.RunAsync("config", "diff", "1", number.ToString(CultureInfo.InvariantCulture))));
        Assert.Contains(Key, (await cli.RunAsync("export", "--secrets")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_settings_are_reported_without_the_key()
    {
        using var cli = new Cli($$"""{ "blockProviders": [ { "name": "K", "lookupDomain": "{{Key}}.zen.dq.spamhaus.net", "anyMatch": 7, "{{Key}}.zen.dq.spamhaus.net": 1 } ] }""");
        AssertClean("validate", (await cli.RunAsync("config", "validate")).Error);
        AssertClean("validate", (await cli.RunAsync("config", "validate", "--json")).Output);
        AssertClean("check", (await cli.RunAsync("check", "192.0.2.1")).Error);
    }

    // The lists quote the names they were asked for, keys and all.
    private static ScriptedDnsServer Server()
    {
        var server = ScriptedDnsServer.Start();
        server.Zone($"{Key}.zen.dq.spamhaus.net").ListsTheWorld("127.0.0.2").Text($"see {Key}.zen.dq.spamhaus.net");
        server.Zone($"{Other}.bl.test").ListsTheWorld("127.0.0.3").Text($"listed in {Other}.bl.test by {Other}");
        server.Zone($"{Key}.white.mail.abusix.zone").Silent();
        return server;
    }

    private static async Task LogDecisionsAsync(Cli cli)
    {
        var settings = cli.Settings();
        using var resolver = new StubResolver(FilterEngine.OptionsFor(settings), Clock.System);
        var filter = new ConnectionFilter(settings, resolver, Clock.System);
        using var log = new DecisionLog(settings.Log, FilterEngine.LogDirectory(settings, cli.SettingsPath), Clock.System, new Silence());
        foreach (var client in new[] { "203.0.113.9", "2001:db8::9" })
        {
            Assert.True(Addresses.Address.TryParse(client, out var address));
            var verdict = await filter.EvaluateAsync(new FilterRequest(address));
            log.Write(new Decision(verdict) { Reply = verdict.Reply, Action = "RejectConnection" });
        }
    }

    private static void AssertClean(string where, string text) =>
        Assert.False(text.Contains(Key, StringComparison.OrdinalIgnoreCase) || text.Contains(Other, StringComparison.OrdinalIgnoreCase), $"{where} shows a key:\n{text}");

    private sealed class Silence : INoticeSink
    {
        public void Write(Notice notice) => Assert.Fail(notice.Text);
    }
}
