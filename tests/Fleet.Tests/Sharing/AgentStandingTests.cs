using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Files;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Sharing;
using IpBlock.Notices;
using IpBlock.Providers.Braking;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Fleet.Tests.Sharing;

/// <summary>Agents on two servers with Exchange, each beside a service that belongs to the fleet, and a real database between them.</summary>
public sealed class AgentStandingTests(Cluster cluster)
{
    private static readonly Address Client = Address.TryParse("192.0.2.1", out var client) ? client : throw new FormatException();

    [Fact]
    public async Task Agents_share_known_good_clients_through_the_services_on_their_servers()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        using var first = new Exchange(await fleet.ServerAsync("edge1"));
        using var second = new Exchange(await fleet.ServerAsync("edge2"));
        Exchange[] all = [first, second];
        await RunAsync(fleet, all);
        Assert.All(all, static server => Assert.False(server.Standing!.IsVouchedFor(Client)));
        first.Standing!.Vouch(Client);
        await RunAsync(fleet, all);
        Assert.Equal(1L, await fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        Assert.All(all, static server => Assert.False(server.Standing!.IsVouchedFor(Client)));
        second.Standing!.Vouch(Client);
        await RunAsync(fleet, all);
        Assert.All(all, static server => Assert.True(server.Standing!.IsVouchedFor(Client)));
        second.Standing!.Withdraw(Client);
        await RunAsync(fleet, all);
        Assert.All(all, static server => Assert.False(server.Standing!.IsVouchedFor(Client)));
        Assert.All(all, static server => Assert.Empty(server.Failures));
        first.End();
        Assert.Null(first.Standing);
    }

    [Fact]
    public async Task Files_of_another_key_and_damaged_ones_are_removed_and_no_word_of_theirs_counts()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        using var server = new Exchange(await fleet.ServerAsync("edge"));
        await RunAsync(fleet, server);
        using (var folder = OwnedFolder.Open(server.Folder))
            StandingFile.Write(folder, "known-clients-8.news", new byte[32], [42], []);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "known-clients-9.news"), "damaged", TestFleet.Stop);
        await RunAsync(fleet, server);
        Assert.Equal(0L, await fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
        Assert.IsType<InvalidDataException>(Assert.Single(server.Failures));
        Assert.Equal(["known-clients.bin"], Directory.GetFiles(server.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_now_is_kept_for_later_and_does_not_hold_up_the_others()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        using var server = new Exchange(await fleet.ServerAsync("edge"));
        await RunAsync(fleet, server);
        var news = Path.Combine(server.Folder, "known-clients-9.news");
        File.CreateSymbolicLink(news, Path.Combine(server.Folder, "elsewhere"));
        server.Standing!.Vouch(Client);
        await RunAsync(fleet, server);
        Assert.NotNull(new FileInfo(news).LinkTarget);
        Assert.NotEmpty(server.Failures);
        Assert.Equal(1L, await fleet.AsSuperuserAsync("select count(*) from ipblock.vouched_client"));
    }

    [Fact]
    public async Task Without_an_agent_there_is_no_file()
    {
        await using var fleet = await TestFleet.StartAsync(cluster.Server);
        using var server = new Exchange(await fleet.ServerAsync("mx")) { HasAgent = false };
        await RunAsync(fleet, server);
        Assert.Empty(Directory.GetFiles(server.Folder));
    }

    // The services look each six seconds, the agents each five, and the file is written each half minute at most.
    private static async Task RunAsync(TestFleet fleet, params Exchange[] servers)
    {
        for (var i = 0; i < 3; i++)
        {
            await fleet.AsSuperuserAsync("update ipblock.evidence_giver set gave_at = gave_at - interval '1 minute'");
            foreach (var server in servers)
                await server.RunAsync();
        }
    }

    private sealed class Exchange : IDisposable
    {
        private readonly Machine _machine;
        private readonly FakeClock _clock = new();
        private readonly StandingKeeper _agent;
        private readonly AgentStanding _service;
        private readonly EvidenceRound _round;

        public Exchange(Machine machine)
        {
            _machine = machine;
            _clock.Advance(DateTimeOffset.UtcNow - _clock.UtcNow);
            Folder = Directory.CreateDirectory(machine.FileOf("log")).FullName;
            _service = new AgentStanding(() => HasAgent, () => Folder, _clock, Failures.Add);
            _round = new EvidenceRound(static _ => { }, static () => null, _clock, _service);
            _agent = new StandingKeeper(_clock, () => Folder, 7, standing => Standing = standing, new TaskErrors(_clock, new NoNotices()));
        }

        public bool HasAgent { get; init; } = true;

        public string Folder { get; }

        public List<Exception> Failures { get; } = [];

        public ISharedStanding? Standing { get; private set; }

        public async Task RunAsync()
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await using var member = (await MemberConnection.FindAsync(_machine.SettingsPath, administrator: false, TestFleet.Stop))!;
            await _round.RunAsync(member.Database, member.Member.Keys, TestFleet.Stop);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        public void End()
        {
            _service.End();
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        public void Dispose() => _agent.Dispose();

        private sealed class NoNotices : INoticeSink
        {
            public void Write(Notice notice) => throw new InvalidOperationException(notice.Text);
        }
    }
}
