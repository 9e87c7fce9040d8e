using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Feeds;
using IpBlock.Lists;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>What an administrator takes all the same.</summary>
public sealed class AcceptTests
{
    [Fact]
    public async Task A_version_that_was_held_back_is_taken_as_it_lies_there()
    {
        await using var test = await FeedUnderTest.StartAsync();
        await test.HavingAsync(100);
        test.Server.Answer = FeedServer.Text("203.0.113.1\n");
        await test.UpdateAsync();
        test.Server.Answer = FeedServer.Text("203.0.113.2\n");
        var record = await test.AcceptAsync();
        Assert.Equal((FeedResult.Updated, 1), (record.Result, record.Entries));
        Assert.Equal("203.0.113.1\n", test.InForce);
        Assert.False(File.Exists(test.Place.Held));
        Assert.Equal(FeedResult.Updated, (await test.UpdateAsync()).Result);
        Assert.Equal("203.0.113.2\n", test.InForce);
    }

    [Fact]
    public async Task Once_accepted_that_a_list_has_an_own_network_it_may_have_it_in_every_version()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Text("10.0.0.0/8\n203.0.113.1\n");
        Assert.Equal(FeedResult.Held, (await test.UpdateAsync()).Result);
        await test.AcceptAsync();
        test.Server.Answer = FeedServer.Text("10.0.0.0/8\n203.0.113.1\n203.0.113.2\n");
        Assert.Equal(FeedResult.Updated, (await test.UpdateAsync()).Result);
        test.Server.Answer = FeedServer.Text("10.0.0.0/8\n192.168.0.0/16\n203.0.113.1\n203.0.113.2\n");
        var record = await test.UpdateAsync();
        Assert.Equal(FeedResult.Held, record.Result);
        Assert.Contains("192.168.0.0/16", record.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.0/8", record.Why, StringComparison.Ordinal);
    }

    // A line that holds half of it would be left out.
    private const string Quarters = "0.0.0.0/2\n64.0.0.0/2\n128.0.0.0/2\n192.0.0.0/2\n";

    [Fact]
    public async Task The_whole_internet_is_accepted_for_one_version_only()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Text(Quarters);
        await test.UpdateAsync();
        Assert.Equal(FeedResult.Updated, (await test.AcceptAsync()).Result);
        test.Server.Answer = FeedServer.Text(Quarters + "# new\n");
        var record = await test.UpdateAsync();
        Assert.Equal((FeedResult.Held, "it lists the whole of IPv4"), (record.Result, record.Why));
    }

    [Fact]
    public async Task What_cannot_be_read_cannot_be_accepted()
    {
        await using var test = await FeedUnderTest.StartAsync();
        var old = await test.HavingAsync();
        test.Server.Answer = FeedServer.Text("<html>\n");
        await test.UpdateAsync();
        var record = await test.AcceptAsync();
        Assert.Equal(FeedResult.Held, record.Result);
        Assert.EndsWith("it cannot be accepted", record.Why, StringComparison.Ordinal);
        Assert.Equal(old, test.InForce);
    }

    [Fact]
    public async Task Where_nothing_is_held_there_is_nothing_to_accept()
    {
        await using var test = await FeedUnderTest.StartAsync();
        await test.HavingAsync();
        Assert.Equal("no version of this list is held back", (await test.AcceptAsync()).Why);
    }

    [Fact]
    public async Task A_version_that_was_held_back_is_compared_and_dropped_and_held_again_when_it_comes_again()
    {
        await using var test = await FeedUnderTest.StartAsync();
        var old = await test.HavingAsync(100);
        test.Server.Answer = FeedServer.Text("203.0.0.5\n198.51.100.1\n");
        await test.UpdateAsync();
        var held = new HeldVersion(test.Settings.Lists[0], test.Settings, test.SettingsPath, Clock.System);
        var difference = held.Compare();
        Assert.Equal((100, 2, 1, 1), (difference.Before, difference.After, difference.Added, difference.Removed));
        Assert.Equal(["198.51.100.1", "203.0.0.0-203.0.0.99"], difference.FirstAdded.Concat(difference.FirstRemoved).Select(static range => range.ToString()));
        Assert.Equal(FeedResult.Unchanged, (await held.DropAsync(CancellationToken.None)).Result);
        Assert.Equal((false, old), (held.IsThere, test.InForce));
        Assert.Equal("no version of this list is held back", (await held.DropAsync(CancellationToken.None)).Why);
        Assert.Equal(FeedResult.Held, (await test.UpdateAsync()).Result);
    }

    [Fact]
    public async Task A_server_that_goes_back_to_the_old_version_has_the_held_one_forgotten()
    {
        await using var test = await FeedUnderTest.StartAsync();
        test.Server.Answer = FeedServer.Marked(FeedUnderTest.Addresses(100), "\"v1\"");
        await test.UpdateAsync();
        test.Server.Answer = FeedServer.Marked("", "\"v2\"");
        Assert.Equal(FeedResult.Held, (await test.UpdateAsync()).Result);
        test.Server.Answer = FeedServer.Marked(FeedUnderTest.Addresses(100), "\"v1\"");
        Assert.Equal(FeedResult.Unchanged, (await test.UpdateAsync()).Result);
        Assert.False(File.Exists(test.Place.Held));
        Assert.Equal([350, 352, 353], test.Notices);
    }
}
