using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Fleet.Sharing;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>Processes of <c>ipblock serve</c> with real lists and real name servers: one that are refused at one server alone, and a list that dies for all.</summary>
public sealed class HealthOfTheFleetTests(Cluster cluster)
{
    private const string Dying = "dying.test", Well = "well.test";

    private const string Settings = $$"""
        { "lookupTimeout": "1s", "totalTimeout": "2s", "blockProviders": [
          { "name": "Dying", "lookupDomain": "{{Dying}}", "anyMatch": true }, { "name": "Well", "lookupDomain": "{{Well}}", "anyMatch": true } ] }
        """;

    [Fact]
    public async Task A_server_whose_name_servers_alone_are_refused_is_told_so_and_a_list_that_dies_is_dead_for_all_also_where_no_mail_comes()
    {
        var dying = await Rbldnsd.StartAsync(new RbldnsdZone(Dying, RbldnsdData.Ip4Set, "127.0.0.2 :127.0.0.2:$"));
        await using var well = await Rbldnsd.StartAsync(new RbldnsdZone(Well, RbldnsdData.Ip4Set, "127.0.0.2 :127.0.0.2:$"));
        var zones = new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { [Dying] = dying.EndPoint, [Well] = well.EndPoint };
        await using var resolver = await Unbound.StartAsync(zones);
        await using var refused = await Unbound.StartAsync(
            new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { [Dying] = dying.EndPoint }, $"local-zone: \"{Well}\" redirect", $"local-data: \"{Well} A 127.255.255.254\"");
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Settings);
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var servers = new List<RunningServer>();
        IAsyncDisposable? alive = dying;
        try
        {
            for (var i = 0; i < 4; i++)
                servers.Add(await RunningServer.StartAsync(fleet, $"mx{i}", nameServer: (i == 3 ? refused : resolver).EndPoint));

            await UntilAsync(fleet, health => health.Answers.Count == 8 && health.OddOne("mx3") is not null);
            var health = (await FleetHealth.LookAsync(fleet.Administrator.SettingsPath, TestFleet.Stop))!;
            var odd = Assert.Single(health.Answers, static answer => answer.IsUnfit);
            Assert.Equal(("mx3", "block list " + Well, "refused"), (odd.Server, odd.List, odd.State));
            Assert.Contains("127.255.255.254", odd.Answer);
            Assert.Contains("127.0.0.1", odd.NameServers);
            Assert.Null(health.OddOne("mx0"));
            await Waiting.UntilAsync(() => servers[3].Output.Contains("only this server is affected: block list well.test is refused", StringComparison.Ordinal), () => servers[3].Output, TestFleet.Stop);
            await Waiting.UntilAsync(
                async () => (await servers[3].RunAsync("status")).Output.Contains("only this server is affected", StringComparison.Ordinal), () => servers[3].Output, stop: TestFleet.Stop);
            var (code, lists) = await RealProcess.RunAsync("dotnet", [RunningServer.Program, "fleet", "status", "--lists", "--settings", fleet.Administrator.SettingsPath]);
            Assert.True(code == 1 && lists.Contains("refused, only here", StringComparison.Ordinal), lists);

            // Mail comes to three of four; the last would not have looked for ten minutes.
            alive = null;
            await dying.DisposeAsync();
            await Task.WhenAll(servers.Skip(1).SelectMany(static server => Enumerable.Range(1, 8).Select(i => server.AskAsync($"198.51.100.{i}"))));
            await UntilAsync(fleet, static all => all.Answers.Count(static answer => answer is { List: "block list " + Dying, State: "silent" }) == 4);
            await Waiting.UntilAsync(() => servers[0].Output.Contains("have suspended block list dying.test, which is healthy", StringComparison.Ordinal), () => servers[0].Output, TestFleet.Stop);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
            if (alive is not null)
                await alive.DisposeAsync();
        }
    }

    private static async Task UntilAsync(TestFleet fleet, Func<FleetHealth, bool> isSo)
    {
        FleetHealth? last = null;
        await Waiting.UntilAsync(
            async () => isSo(last = (await FleetHealth.LookAsync(fleet.Administrator.SettingsPath, TestFleet.Stop))!),
            () => string.Join('\n', last?.Answers ?? []),
            stop: TestFleet.Stop);
    }
}
