using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Fleet.Tests.Versions;

/// <summary>Versions of the settings: pushed, pulled, taken back.</summary>
public sealed class PushTests(Cluster cluster)
{
    private const string Keyed = """
        {
          // Zen with our key: commentkey77.zen.dq.spamhaus.net
          "blockProviders": [
            { "name": "Zen", "lookupDomain": "secretkey123.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.[2..11]" ] },
            { "name": "Own", "lookupDomain": "hiddenkey.lists.example", "publicName": "lists.example", "anyMatch": true }
          ],
          "lists": [ { "name": "Paid", "url": "https://user:urlsecret9@lists.example/drop.txt" } ],
          "service": { "policyListen": [ "127.0.0.1:11111" ] },
          "dns": { "servers": [ "192.0.2.53" ], "cacheEntries": 5000 },
          "log": { "directory": "/var/log/mine", "maxAge": "7d" }
        }
        """;

    [Fact]
    public async Task The_database_never_sees_a_key_of_a_list_nor_what_is_a_servers_own()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Keyed.Replace("\"anyMatch\": true", "\"ipAddressesMatch\": [ \"127.0.0.2\" ]", StringComparison.Ordinal));
        await fleet.Administrator.Settings.PushAsync(new PushRequest { Comment = "first" }, TestFleet.Stop);
        var stored = (string)(await fleet.AsSuperuserAsync("select v::text from ipblock.settings_version v"))!;
        Assert.All(["secretkey123", "hiddenkey", "urlsecret9", "commentkey77", "11111", "192.0.2.53", "/var/log/mine"], secret => Assert.DoesNotContain(secret, stored));
        Assert.Contains("cacheEntries", stored);

        var server = await fleet.ServerAsync("mx1", """{ "dns": { "servers": [ "192.0.2.99" ] }, "service": { "milterListen": [] } }""");
        var settings = server.Loaded;
        Assert.Equal(["secretkey123.zen.dq.spamhaus.net", "hiddenkey.lists.example"], settings.BlockProviders.Select(static provider => provider.LookupDomain.Reveal()));
        Assert.Equal("https://user:urlsecret9@lists.example/drop.txt", settings.Lists[0].Url!.Reveal().OriginalString);
        Assert.Equal("192.0.2.99", settings.Dns.Servers.Single().ToString());
        Assert.Equal(5000, settings.Dns.CacheEntries);
        Assert.Empty(settings.Service.MilterListen);
        Assert.Null(settings.Log.Directory);
        Assert.Equal(TimeSpan.FromDays(7), settings.Log.MaxAge);
    }

    [Fact]
    public async Task A_version_has_author_time_comment_and_what_it_changed()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var admin = fleet.Administrator;
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        admin.Text = """{ "lookup": "sequential" }""";
        Assert.Equal(2, (await admin.Settings.PushAsync(new PushRequest { Comment = "save queries" }, TestFleet.Stop)).Number);
        var newest = (await admin.Settings.HistoryAsync(1, TestFleet.Stop))[0];
        Assert.Equal((2, "save queries", "lookup: set to sequential"), (newest.Number, newest.Comment, newest.Difference.Single()));
        Assert.Contains(" at " + Environment.MachineName, newest.Author);
        Assert.Equal("lookup: set to sequential", (await admin.Settings.DifferenceAsync(2, 2, TestFleet.Stop)).Summary);
        Assert.False((await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop)).Stored);
    }

    [Fact]
    public async Task Of_two_administrators_at_once_the_second_is_told_and_nothing_of_either_is_lost()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, """{ "lookup": "parallel" }""");
        var one = fleet.Administrator;
        await one.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var other = await fleet.SecondAdministratorAsync();
        (one.Text, other.Text) = ("""{ "lookup": "sequential" }""", """{ "lookup": "parallel", "mode": "report" }""");
        var results = await Task.WhenAll(TryAsync(one), TryAsync(other));
        var told = Assert.Single(results.OfType<string>());
        Assert.Contains("was stored first", told);
        Assert.Equal(2, (await one.Settings.HistoryAsync(10, TestFleet.Stop)).Count);

        var second = results[0] is null ? other : one;
        Assert.Null((await second.Settings.PullAsync(TakeChoice.Merge, TestFleet.Stop))!.Problem);
        await second.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var server = await fleet.ServerAsync("mx1");
        Assert.Equal((LookupOrder.Sequential, FilterMode.Report), (server.Loaded.Lookup, server.Loaded.Mode));
    }

    private static async Task<string?> TryAsync(Machine administrator)
    {
        try
        {
            await administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
            return null;
        }
        catch (FleetException told)
        {
            return told.Message;
        }
    }

    [Fact]
    public async Task A_version_for_a_group_reaches_that_group_and_then_all()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var admin = fleet.Administrator;
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var (canary, other) = (await fleet.ServerAsync("mx1", group: "canary"), await fleet.ServerAsync("mx2"));
        admin.Text = """{ "lookup": "sequential" }""";
        await admin.Settings.PushAsync(new PushRequest { Group = "canary" }, TestFleet.Stop);
        await PullAsync(canary, other);
        Assert.Equal((LookupOrder.Sequential, LookupOrder.Parallel), (canary.Loaded.Lookup, other.Loaded.Lookup));
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await PullAsync(canary, other);
        Assert.Equal((LookupOrder.Sequential, LookupOrder.Sequential), (canary.Loaded.Lookup, other.Loaded.Lookup));
    }

    [Fact]
    public async Task An_undo_takes_one_version_back_and_keeps_what_later_ones_changed()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server, """{ "lookup": "parallel" }""");
        var admin = fleet.Administrator;
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var server = await fleet.ServerAsync("mx1");
        admin.Text = """{ "lookup": "sequential" }""";
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        admin.Text = """{ "lookup": "sequential", "mode": "report" }""";
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var undone = await admin.Settings.UndoAsync(2, "not so", TestFleet.Stop);
        Assert.Equal((4, 2, "lookup: sequential -> parallel"), (undone.Number, undone.Undone, undone.Difference.Summary));
        await PullAsync(server, admin);
        Assert.Equal((LookupOrder.Parallel, FilterMode.Report), (server.Loaded.Lookup, server.Loaded.Mode));
        Assert.Equal((LookupOrder.Parallel, FilterMode.Report), (admin.Loaded.Lookup, admin.Loaded.Mode));
        Assert.Contains("there is no version before version 1", (await Assert.ThrowsAsync<FleetException>(() => admin.Settings.UndoAsync(1, null, TestFleet.Stop))).Message);
    }

    [Fact]
    public async Task What_is_named_stays_each_servers_own_also_a_property_of_a_provider()
    {
        const string Zen = """{ "blockProviders": [ { "name": "Zen", "lookupDomain": "key1.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.2" ] } ], "blockList": [ "192.0.2.1" ] }""";
        await using var fleet = await TestFleet.StartAsync(cluster.Server, Zen);
        var admin = fleet.Administrator;
        await admin.Settings.PushAsync(new PushRequest { Own = ["blockProviders[*].lookupDomain", "blockList"] }, TestFleet.Stop);
        var server = await fleet.ServerAsync("mx1", """{ "blockList": [ "192.0.2.77" ] }""");
        server.Text = server.Text.Replace("key1", "key2", StringComparison.Ordinal);
        admin.Text = Zen.Replace("127.0.0.2", "127.0.0.3", StringComparison.Ordinal);
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await PullAsync(server);
        Assert.Equal("key2.zen.dq.spamhaus.net", server.Loaded.BlockProviders[0].LookupDomain.Reveal());
        Assert.Equal("127.0.0.3", server.Loaded.BlockProviders[0].IpAddressesMatch[0].ToString());
        Assert.Equal("192.0.2.77", server.Loaded.BlockList.Single().Address.ToString());
        var refused = await Assert.ThrowsAsync<FleetException>(() => admin.Settings.PushAsync(new PushRequest { Own = ["no.such"] }, TestFleet.Stop));
        Assert.Contains("'no.such' is not a setting", refused.Message);
    }

    [Fact]
    public async Task After_an_older_backup_was_restored_servers_keep_what_they_have_and_no_number_is_given_twice()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        var admin = fleet.Administrator;
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var server = await fleet.ServerAsync("mx1");
        admin.Text = """{ "lookup": "sequential" }""";
        await admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        await PullAsync(server);
        await fleet.AsSuperuserAsync("delete from ipblock.settings_version where number = 2");
        await TestFleet.AsAsync(server, "select ipblock.report(2, true, now(), 'x', null, '{}', 'p', 'h', 'notify', now())");

        Assert.Contains("an older backup appears to have been restored", (await Assert.ThrowsAsync<FleetException>(() => server.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop))).Message);
        Assert.Equal(LookupOrder.Sequential, server.Loaded.Lookup);
        Assert.Contains("push --over 1", (await Assert.ThrowsAsync<FleetException>(() => admin.Settings.PushAsync(new PushRequest(), TestFleet.Stop))).Message);
        Assert.Equal(3, (await admin.Settings.PushAsync(new PushRequest { Over = 1 }, TestFleet.Stop)).Number);
        await PullAsync(server);
    }

    [Fact]
    public async Task An_administrator_who_has_not_the_newest_version_pushes_nothing()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        await fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        var other = fleet.Machine();
        await other.Membership.JoinAsync(await fleet.InviteAsync(administrator: true), "second", null, TestFleet.Stop);
        Assert.Contains("was stored first. First run", (await Assert.ThrowsAsync<FleetException>(() => other.Settings.PushAsync(new PushRequest(), TestFleet.Stop))).Message);
        using var nobody = new Machine("{}");
        Assert.Contains("this requires an administrator of the fleet", (await Assert.ThrowsAsync<FleetException>(() => nobody.Settings.PushAsync(new PushRequest(), TestFleet.Stop))).Message);
    }

    private static async Task PullAsync(params Machine[] machines)
    {
        foreach (var machine in machines)
            Assert.Null((await machine.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop))!.Problem);
    }
}
