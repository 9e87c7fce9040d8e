using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>
/// Several processes of <c>ipblock serve</c> and a real PostgreSQL: what is pushed is what mail servers are answered, and nobody waits for a database.
/// </summary>
public sealed class ServeTests
{
    private const string Client = "192.0.2.77";
    private const int Servers = 6;

    private static string Blocking(int round) => $$"""{ "blockList": [ "{{Client}}" ], "blockListResponse": "round {{round}}" }""";

    [Fact]
    public async Task A_push_changes_the_reply_of_every_server_also_after_the_database_was_away_and_verdicts_go_on_all_the_time()
    {
        await using var database = await PostgreSql.StartAsync();
        await using var fleet = await TestFleet.StartAsync(database);
        var servers = new List<RunningServer>();
        try
        {
            for (var i = 0; i < Servers; i++)
                servers.Add(await RunningServer.StartAsync(fleet, $"mx{i}", i == 0 ? "canary" : null));
            using var mail = new CancellationTokenSource();
            var asked = Task.WhenAll(servers.Select(server => AskAllTheTimeAsync(server, mail.Token)));

            await PushAsync(fleet, 1);
            await AllSayAsync(servers, 1);

            // To a group first, then to all.
            await PushAsync(fleet, 2, "canary");
            await AllSayAsync(servers.Take(1), 2);
            await AllSayAsync(servers.Skip(1), 1);
            await PushAsync(fleet, 3);
            await AllSayAsync(servers, 3);

            // The database is killed: mail is answered by what there is. One server is away for longer than it takes.
            await database.KillAsync();
            await AllSayAsync(servers, 3);
            await database.StartAgainAsync();
            await PushAsync(fleet, 4);
            await AllSayAsync(servers, 4);
            await mail.CancelAsync();
            Assert.All(await asked, static counts => Assert.True(counts is { Answers: > 50, Failures: 0 }, counts.ToString()));

            // One comes back after the others have changed twice.
            await servers[^1].StopAsync();
            await PushAsync(fleet, 5);
            await PushAsync(fleet, 6);
            await servers[^1].ServeAsync();
            await AllSayAsync(servers, 6);
            var (code, status) = await RealProcess.RunAsync("dotnet", [RunningServer.Program, "fleet", "status", "--settings", fleet.Administrator.SettingsPath]);
            Assert.True(code == 0, status);
            Assert.Equal(Servers, status.Split('\n').Count(static line => line.Contains("active", StringComparison.Ordinal)));
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static async Task PushAsync(TestFleet fleet, int round, string? group = null)
    {
        fleet.Administrator.Text = Blocking(round);
        await fleet.Administrator.Settings.PushAsync(new PushRequest { Group = group }, TestFleet.Stop);
    }

    private static async Task AllSayAsync(IEnumerable<RunningServer> servers, int round)
    {
        foreach (var server in servers)
        {
            await Waiting.UntilAsync(
                async () => (await server.AskAsync(Client)).Contains($"round {round}", StringComparison.Ordinal),
                () => $"it does not say round {round}:\n{server.Output}",
                stop: TestFleet.Stop);
        }
    }

    private static async Task<(int Answers, int Failures)> AskAllTheTimeAsync(RunningServer server, CancellationToken stop)
    {
        var (answers, failures) = (0, 0);
        using var postfix = await server.PostfixAsync();
        while (!stop.IsCancellationRequested)
        {
            if (await postfix.AskAsync(PolicyClient.Request("198.51.100.1")) is not null)
                answers++;
            else
                failures++;
            await Task.Delay(10, TestFleet.Stop);
        }

        return (answers, failures);
    }
}
