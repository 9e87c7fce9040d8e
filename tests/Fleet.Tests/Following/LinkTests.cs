using System;
using System.Threading.Tasks;
using IpBlock.Fleet.Following;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Fleet.Tests.Following;

/// <summary>The connection on which a server hears of what is new.</summary>
public sealed class LinkTests(Cluster cluster)
{
    [Fact]
    public async Task A_version_that_was_told_with_the_answer_to_something_else_is_not_waited_for()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var server = await fleet.ServerAsync("mx1");
        await using var link = await FleetLink.OpenAsync(server.SettingsPath, Clock.System, TestFleet.Stop);
        Assert.True(link.Hears);
        Assert.False(await link.WaitAsync(TimeSpan.FromMilliseconds(1), TestFleet.Stop));
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await link.Member.Database.ExecuteAsync("select 1", TestFleet.Stop);
        Assert.True(await link.WaitAsync(TimeSpan.FromMilliseconds(1), TestFleet.Stop));
        Assert.False(await link.WaitAsync(TimeSpan.FromMilliseconds(1), TestFleet.Stop));
    }
}
