using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Sharing;
using IpBlock.Reporting.State;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>The shipped agent in its host beside a service that no mail server asks, as on a machine with Exchange.</summary>
public sealed class AgentVotesTests(Cluster cluster)
{
    private const string Well = "well.test", Refused = "refused.test";

    private const string Settings = $$"""
        { "lookupTimeout": "1s", "totalTimeout": "2s", "blockProviders": [
          { "name": "Well", "lookupDomain": "{{Well}}", "anyMatch": true }, { "name": "Refused", "lookupDomain": "{{Refused}}", "anyMatch": true } ] }
        """;

    [Fact]
    public async Task What_the_agent_hears_of_the_lists_is_the_vote_of_its_server_and_it_probes_what_the_others_doubt()
    {
        await using var list = await Rbldnsd.StartAsync(new RbldnsdZone(Well, RbldnsdData.Ip4Set, "127.0.0.2 :127.0.0.2:$"));
        await using var resolver = await Unbound.StartAsync(
            new Dictionary<string, IPEndPoint>(StringComparer.Ordinal) { [Well] = list.EndPoint }, $"local-zone: \"{Refused}\" redirect", $"local-data: \"{Refused} A 127.255.255.254\"");
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Settings);
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var others = new[] { await fleet.ServerAsync("mx1"), await fleet.ServerAsync("mx2") };
        var exchange = await fleet.ServerAsync(
            "edge", $$"""{ "service": { "policyListen": [], "milterListen": [], "metricsListen": [] }, "dns": { "servers": [ "{{resolver.EndPoint}}" ] } }""");
        await using var service = await RealProcess.StartAsync(
            "dotnet", [RunningServer.Program, "serve"], static process => Task.FromResult(process.Output.Contains("follows its fleet", StringComparison.Ordinal)), environment: At(exchange));
        await using var agent = await AgentHost.StartAsync(exchange.SettingsPath);

        FleetHealth? health = null;
        await Waiting.UntilAsync(
            async () => (health = await FleetHealth.LookAsync(fleet.Administrator.SettingsPath, TestFleet.Stop))!.Answers.Count == 2 && health.Answers.Any(static answer => answer.IsUnfit),
            () => string.Join('\n', health?.Answers ?? []) + service.Output + agent.Output,
            stop: TestFleet.Stop);
        var refused = health!.Answers.Single(static answer => answer.IsUnfit);
        Assert.Equal(("edge", "block list " + Refused, "refused"), (refused.Server, refused.List, refused.State));
        Assert.Contains("127.255.255.254", refused.Answer);
        Assert.Contains("127.0.0.1", refused.NameServers);
        Assert.Contains("127.0.0.2", health.Answers.Single(static answer => !answer.IsUnfit).Answer);

        var before = Seen(exchange);
        foreach (var other in others)
        {
            await using var database = await FleetDatabase.OpenAsync(MemberFile.Find(other.SettingsPath, administrator: false)!, TestFleet.Stop);
            HealthVote[] votes = [new HealthVote("block list " + Well, "gone", ""), new HealthVote("block list " + Refused, "well", "")];
            Assert.True(await VoteStore.VoteAsync(database, "192.0.2.53", votes, TestFleet.Stop));
        }

        await Waiting.UntilAsync(() => service.Output.Contains($"only this server is affected: block list {Refused} is refused", StringComparison.Ordinal), () => service.Output, TestFleet.Stop);
        await Waiting.UntilAsync(() => service.Output.Contains($"have suspended block list {Well}, which is healthy", StringComparison.Ordinal), () => service.Output, TestFleet.Stop);
        await Waiting.UntilAsync(() => Seen(exchange) > before, () => service.Output + agent.Output, TestFleet.Stop);

        // For the agent, which is in the fleet by way of the service only.
        var known = Path.Combine(exchange.Folder, "log", "known-clients.bin");
        await Waiting.UntilAsync(() => File.Exists(known), () => service.Output + agent.Output, TestFleet.Stop);
    }

    private static Dictionary<string, string> At(Machine machine) => new(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = machine.SettingsPath };

    private static DateTimeOffset? Seen(Machine machine) => StateFile.ReadAll(Path.Combine(machine.Folder, "log"))
        .Single(static state => state.Role == ProcessRole.Agent).Providers.Single(static list => list.Zone == Well).Probed;
}
