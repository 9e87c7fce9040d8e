using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving.Namespaces;

/// <summary>Figures and a walk through what may befall a fleet, run by hand as root (docs/testing.md).</summary>
public sealed class SiteMeasurements
{
    private static readonly ITestOutputHelper Out = TestContext.Current.TestOutputHelper!;

    [Fact(Explicit = true)]
    public async Task From_commit_to_the_first_changed_reply_in_namespaces()
    {
        var (servers, pushes) = (Number("IPBLOCK_SERVERS", 12), Number("IPBLOCK_PUSHES", 30));
        await using var site = await Site.StartAsync(servers);
        await using var agent = await AgentMachine.StartAsync(site.Servers[^1]);
        await RoundAsync(site, agent, 1);
        Figures figures = new("notified");
        for (var round = 2; round <= pushes + 1; round++)
            figures.Add(await RoundAsync(site, agent, round));
        figures.Print();

        // The version comes as ever, and nobody is told of it.
        await site.Fleet.AsSuperuserAsync("update pg_proc set prosrc = replace(prosrc, 'pg_notify(', 'concat(') where proname = 'push' and pronamespace = 'ipblock'::regnamespace");
        Figures deaf = new("not notified");
        for (var round = 0; round < Number("IPBLOCK_DEAF", 4); round++)
            deaf.Add(await RoundAsync(site, agent, pushes + 2 + round));
        deaf.Print();
    }

    [Fact(Explicit = true)]
    public async Task What_may_befall_a_fleet()
    {
        using var disk = new ScratchFolder();
        await Site.MustAsync("mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", disk.Path);
        try
        {
            await WalkAsync(disk.Path);
        }
        finally
        {
            await Site.MustAsync("umount", disk.Path);
        }
    }

    private static async Task WalkAsync(string disk)
    {
        await using var site = await Site.StartAsync(Number("IPBLOCK_SERVERS", 12), disk);
        var (servers, cut, late, away) = (site.Servers, site.Servers[0], site.Servers[1], site.Servers[2]);
        await away.StopAsync();
        using var end = new CancellationTokenSource();
        await late.StopAsync();
        await late.ServeAsync("+1h");
        var there = servers.Where(server => server != away).ToList();
        var mail = there.ToDictionary(static server => server, server => Site.MailAsync(server, end.Token));
        await site.PushAsync(1);
        await SayAsync(there, 1);
        Out.WriteLine($"A clock that is an hour ahead: {await TroubleAsync(site, late.Name)}");

        await cut.ConnectedAsync(false);
        await site.PushAsync(2);
        await SayAsync(there.Where(server => server != cut), 2);
        Assert.Contains("round 1.", await cut.AskAsync(Site.Client));
        await Waiting.UntilAsync(() => cut.Output.Contains("cannot be used", StringComparison.Ordinal), () => cut.Output, TestFleet.Stop);
        Out.WriteLine($"Cut off: {Last(cut, "cannot be used")}");
        await cut.ConnectedAsync(true);
        await SayAsync([cut], 2);

        var filler = Path.Combine(disk, "filler");
        await Fill(filler);
        var refused = await Assert.ThrowsAsync<FleetException>(() => PushUntilRefusedAsync(site));
        Out.WriteLine($"The database's disk is full, the administrator reads: {refused.Message}");
        await Task.Delay(TimeSpan.FromSeconds(40), TestFleet.Stop);
        Out.WriteLine($"... and a server: {Last(servers[3], "cannot be used") ?? "nothing: it reports into what room there is"}");
        File.Delete(filler);
        if (!site.Database.Output.TrimEnd().EndsWith("shut down", StringComparison.Ordinal) && !await AnswersAsync(site))
            await site.Database.StartAgainAsync();
        await site.PushAsync(3);
        await SayAsync(there, 3);
        Assert.Equal(1L, await site.Fleet.AsSuperuserAsync("select count(*) from ipblock.settings_version where number = (select max(number) from ipblock.settings_version)"));

        await site.PushAsync(4);
        await away.ServeAsync("+1d");
        await SayAsync(servers, 4);
        Out.WriteLine($"Back after a day: {Last(away, "was taken")}");
        Assert.Equal(1, away.Output.Split('\n').Count(static line => line.Contains("was taken", StringComparison.Ordinal)));
        await end.CancelAsync();
        foreach (var (server, asked) in mail)
        {
            var (answers, failures, longest) = await asked;
            Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.Name}: {answers} answers, {failures} without one, the longest took {longest.TotalMilliseconds:0} ms"));
            Assert.Equal(0, failures);
        }

        var (_, status) = await RealProcess.RunAsync("dotnet", [RunningServer.Program, "fleet", "status", "--settings", site.Fleet.Administrator.SettingsPath]);
        Out.WriteLine(status);
    }

    // A disk that is nearly full takes a few more rows.
    private static async Task PushUntilRefusedAsync(Site site)
    {
        for (var i = 0; i < 500; i++)
        {
            site.Fleet.Administrator.Text = $$"""{ "blockListResponse": "{{new string((char)('a' + (i % 26)), 200)}} {{i}}", "blockList": [ {{string.Join(", ", Enumerable.Range(0, 3000).Select(n => $"\"10.{n >> 8}.{n & 255}.{i % 250}\""))}} ] }""";
            await site.Fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        }
    }

    private static async Task<bool> AnswersAsync(Site site)
    {
        try
        {
            return await site.Fleet.AsSuperuserAsync("select true") is true;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }

    private static Task Fill(string file) => RealProcess.RunAsync("dd", ["if=/dev/zero", "of=" + file, "bs=64k"]);

    private static string? Last(SiteServer server, string words) => server.Output.Split('\n').LastOrDefault(line => line.Contains(words, StringComparison.Ordinal));

    private static async Task<string> TroubleAsync(Site site, string name)
    {
        var (_, status) = await RealProcess.RunAsync("dotnet", [RunningServer.Program, "fleet", "status", "--settings", site.Fleet.Administrator.SettingsPath]);
        return status.Split('\n').LastOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal)) ?? status;
    }

    private static async Task SayAsync(IEnumerable<SiteServer> servers, int round)
    {
        foreach (var server in servers)
        {
            await Waiting.UntilAsync(
                async () => (await server.AskAsync(Site.Client)).Contains($"round {round}.", StringComparison.Ordinal), () => $"{server.Name} does not say round {round}:\n{server.Output}", stop: TestFleet.Stop);
        }
    }

    private static async Task<(List<double> Servers, double Agent)> RoundAsync(Site site, AgentMachine agent, int round)
    {
        var changed = new ConcurrentBag<DateTimeOffset>();
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var watching = site.Servers.Select(server => Task.Run(async () =>
        {
            using var postfix = await server.PostfixAsync();
            while ((await postfix.AskAsync(PolicyClient.Request(Site.Client)))?.Contains($"round {round}.", StringComparison.Ordinal) != true)
                await Task.Delay(5, end.Token);
            changed.Add(DateTimeOffset.UtcNow);
        })).ToList();
        var smtp = Task.Run(async () =>
        {
            while (!(await agent.ReplyAsync()).Contains($"round {round}.", StringComparison.Ordinal))
                await Task.Delay(5, end.Token);
            return DateTimeOffset.UtcNow;
        });
        await site.PushAsync(round);
        await Task.WhenAll(watching);
        var byAgent = await smtp;
        var stored = await site.StoredAtAsync();
        return ([.. changed.Select(moment => (moment - stored).TotalMilliseconds)], (byAgent - stored).TotalMilliseconds);
    }

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;

    private sealed class Figures(string what)
    {
        private readonly List<double> _servers = [];
        private readonly List<double> _agent = [];

        public void Add((List<double> Servers, double Agent) round)
        {
            _servers.AddRange(round.Servers);
            _agent.Add(round.Agent);
        }

        public void Print()
        {
            foreach (var (who, all) in new[] { ("policy service", _servers), ("agent", _agent) })
            {
                all.Sort();
                string At(double share) => all[(int)Math.Min(all.Count - 1, share * all.Count)].ToString("0", CultureInfo.InvariantCulture);
                Out.WriteLine($"{what}, {who}, {all.Count} replies: p50 {At(0.5)} ms, p90 {At(0.9)} ms, p99 {At(0.99)} ms, max {At(1)} ms");
            }
        }
    }
}
