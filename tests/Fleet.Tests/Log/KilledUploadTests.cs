using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Npgsql;
using Xunit;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>
/// Who uploads is killed at the two places where it matters: when the lines are in and how far the file went up is not, and in the middle of COMMIT, which then
/// takes place without anybody hearing of it. The database itself holds the transaction open there.
/// </summary>
public sealed class KilledUploadTests(Cluster cluster)
{
    private const string Lines = "60";

    // While the test has the lock, the last statement of each upload waits: the lines are there, the position is not.
    private const string HoldPosition = "begin; lock table ipblock.log_file in exclusive mode";

    // While the test has the lock, COMMIT waits.
    private const string HoldCommit = "select pg_advisory_lock(42)";

    private const string WaitInCommit = """
        create function ipblock.wait_in_commit() returns trigger language plpgsql security definer as $$ begin perform pg_advisory_xact_lock_shared(42); return null; end $$;
        create constraint trigger wait_in_commit after insert or update on ipblock.log_file deferrable initially deferred for each row execute function ipblock.wait_in_commit()
        """;

    private static string Program => typeof(KilledUploadTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "FleetLogProcess").Value!;

    [Fact]
    public Task Killed_a_few_times_between_the_lines_and_the_position() => KilledAsync(3, HoldPosition, "%log_advance%");

    [Fact]
    public Task Killed_a_few_times_in_the_commit() => KilledAsync(3, HoldCommit, "commit%");

    [Fact(Explicit = true)]
    public Task Killed_100_times_between_the_lines_and_the_position() => KilledAsync(100, HoldPosition, "%log_advance%");

    [Fact(Explicit = true)]
    public Task Killed_100_times_in_the_commit() => KilledAsync(100, HoldCommit, "commit%");

    private async Task KilledAsync(int times, string hold, string held)
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await fleet.AsSuperuserAsync(WaitInCommit);
        var site = await LogSite.StartAsync(fleet);
        for (var kill = 0; kill < times; kill++)
        {
            site.Write(80, number: kill + 1);
            await KillAsync(fleet, site, hold, held);
        }

        await site.Once().RunAsync(site.Wanted!, TestFleet.Stop);
        Assert.Equal(site.Lines(), await site.UploadedAsync());
        Assert.True(site.Lines().Count > 50 * times);
    }

    private static async Task KillAsync(TestFleet fleet, LogSite site, string hold, string held)
    {
        await using var holder = new NpgsqlConnection(fleet.Superuser + ";Pooling=false");
        await holder.OpenAsync(TestFleet.Stop);
        await using (var command = new NpgsqlCommand(hold, holder))
            await command.ExecuteNonQueryAsync(TestFleet.Stop);
        var login = MemberFile.Find(site.Server.SettingsPath, administrator: false)!.Login;
        var isHeld = $"select count(*) from pg_stat_activity where usename = '{login}' and wait_event_type = 'Lock' and query ilike '{held}'";
        await using (var uploader = await StartAsync(site))
            await Waiting.UntilAsync(async () => await fleet.AsSuperuserAsync(isHeld) is 1L, () => "The upload is not held. " + uploader.Output, stop: TestFleet.Stop);

        // It has been killed; what it had open ends by itself once it may go on.
        await holder.CloseAsync();
        await Waiting.UntilAsync(async () => await fleet.AsSuperuserAsync($"select count(*) from pg_stat_activity where usename = '{login}'") is 0L, () => "A connection does not end.", stop: TestFleet.Stop);
    }

    private static Task<RealProcess> StartAsync(LogSite site) =>
        RealProcess.StartAsync("dotnet", [Program, site.Server.SettingsPath, site.Folder, Lines], static _ => Task.FromResult(true));
}
