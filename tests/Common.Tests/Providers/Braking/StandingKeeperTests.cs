using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Notices;
using IpBlock.Providers.Braking;
using IpBlock.Reporting.State;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Providers.Braking;

/// <summary>An agent's part in the known good clients of a fleet: the files between it and the service on its server.</summary>
public sealed class StandingKeeperTests : IDisposable
{
    private const string News = "known-clients-7.news";
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];
    private readonly ScratchFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly CollectedNotices _notices = new();
    private readonly List<ISharedStanding?> _shared = [];
    private readonly StandingKeeper _keeper;
    private int _expectedFailures;

    public StandingKeeperTests() => _keeper = new StandingKeeper(_clock, () => _folder.Path, 7, _shared.Add, new TaskErrors(_clock, _notices));

    public void Dispose()
    {
        _keeper.Dispose();
        _folder.Dispose();
        Assert.Equal(_expectedFailures, _notices.All.Count);
    }

    [Fact]
    public void The_known_clients_are_read_when_they_were_written_and_no_more_when_the_file_is_gone()
    {
        Pass();
        Assert.Empty(_shared);
        Publish(Key, "192.0.2.1");
        Pass();
        var standing = Assert.Single(_shared)!;
        Assert.True(standing.IsVouchedFor(Some.Client("192.0.2.1")));
        Assert.False(standing.IsVouchedFor(Some.Client("192.0.2.2")));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Publish(Key, "192.0.2.2", "2001:db8::1");
        Pass();
        Assert.False(standing.IsVouchedFor(Some.Client("192.0.2.1")));
        Assert.True(standing.IsVouchedFor(Some.Client("192.0.2.2")));
        Assert.True(standing.IsVouchedFor(Some.Client("2001:db8::ffff")));
        Assert.Single(_shared);
        File.Delete(Path.Combine(_folder.Path, StandingFile.Known));
        Pass();
        Assert.Equal([standing, null], _shared);
    }

    [Fact]
    public void Another_key_of_the_fleet_begins_another_book()
    {
        Publish(Key, "192.0.2.1");
        Pass();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Publish(OtherKey, "192.0.2.1");
        Pass();
        Assert.Equal(2, _shared.Count);
        Assert.True(_shared[1]!.IsVouchedFor(Some.Client("192.0.2.1")));
        _shared[1]!.Vouch(Some.Client("192.0.2.9"));
        Pass();
        Assert.Equal(OtherKey, ReadNews().Key);
    }

    [Fact]
    public void A_file_that_the_service_has_not_written_for_a_day_does_not_count()
    {
        Publish(Key, "192.0.2.1");
        Pass();
        _clock.Advance(TimeSpan.FromHours(23));
        Pass();
        Assert.Single(_shared);
        _clock.Advance(TimeSpan.FromHours(1));
        Pass();
        Assert.Null(_shared[^1]);
        Publish(Key, "192.0.2.1");
        Pass();
        Assert.True(_shared[^1]!.IsVouchedFor(Some.Client("192.0.2.1")));
    }

    [Fact]
    public void What_the_agent_vouches_for_and_withdraws_is_left_once_and_nothing_is_written_over()
    {
        Publish(Key);
        Pass();
        var (book, standing) = (new StandingBook(Key), _shared[0]!);
        standing.Vouch(Some.Client("192.0.2.1"));
        standing.Withdraw(Some.Client("192.0.2.2"));
        Pass();
        var (key, vouched, withdrawn) = ReadNews();
        Assert.Equal(Key, key);
        Assert.Equal([book.HashOf(Some.Client("192.0.2.1"))], vouched);
        Assert.Equal([book.HashOf(Some.Client("192.0.2.2"))], withdrawn);
        standing.Vouch(Some.Client("192.0.2.1"));
        standing.Vouch(Some.Client("192.0.2.3"));
        Pass();
        Assert.Equal(vouched, ReadNews().Vouched);
        File.Delete(Path.Combine(_folder.Path, News));
        Pass();
        Assert.Equal([book.HashOf(Some.Client("192.0.2.3"))], ReadNews().Vouched);
        File.Delete(Path.Combine(_folder.Path, News));
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        Publish(Key);
        _clock.Advance(TimeSpan.FromMinutes(1));
        standing.Vouch(Some.Client("192.0.2.1"));
        Pass();
        Assert.Equal(vouched, ReadNews().Vouched);
    }

    [Theory]
    [InlineData(0, "its length is invalid")]
    [InlineData(60, "its length is invalid")]
    [InlineData(-1, "its content is invalid")]
    [InlineData(100, "its checksum is wrong")]
    public void A_damaged_file_is_reported_and_what_was_known_counts_on(int damage, string why)
    {
        Publish(Key, "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5", "192.0.2.6");
        Pass();
        var whole = File.ReadAllBytes(Path.Combine(_folder.Path, StandingFile.Known));
        byte[] broken = damage switch
        {
            -1 => whole[..^8],
            100 => [.. whole.Select((one, at) => at == 60 ? (byte)(one ^ 1) : one)],
            _ => whole[..damage],
        };
        _clock.Advance(TimeSpan.FromMinutes(1));
        File.WriteAllBytes(Path.Combine(_folder.Path, StandingFile.Known), broken);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, StandingFile.Known), _clock.UtcNow.UtcDateTime);
        Pass();
        Assert.Contains(why, Assert.Single(_notices.Of(418)), StringComparison.Ordinal);
        _expectedFailures = 1;
        Assert.True(Assert.Single(_shared)!.IsVouchedFor(Some.Client("192.0.2.1")));
    }

    [Fact]
    public async Task An_agent_vouches_for_the_client_that_came_on_three_days_and_was_never_listed()
    {
        await using var test = new EngineUnderTest();
        test.WriteWatched("\"blockProviders\": [ { \"name\": \"One\", \"lookupDomain\": \"one.test\", \"anyMatch\": true } ]", dns: ", \"maximumTtl\": \"60s\"");
        test.Server.Zone("one.test");
        Directory.CreateDirectory(test.PathOf("log"));
        test.Engine.KeepState(ProcessRole.Agent);
        Publish(test.PathOf("log"), test.Clock.UtcNow, Key);
        for (var day = 0; day < 4; day++)
        {
            await test.EvaluateAsync();
            test.Pass(1201); // the answers are cached no longer, and the client is not of this moment
            test.Clock.SetUtcNow(test.Clock.UtcNow.AddDays(1));
            Publish(test.PathOf("log"), test.Clock.UtcNow, Key);
            test.Pass(10);
        }

        using var folder = OwnedFolder.Open(test.PathOf("log"));
        var news = $"known-clients-{Environment.ProcessId}.news";
        Assert.Equal([new StandingBook(Key).HashOf(Some.Client(EngineUnderTest.Client))], StandingFile.Read(folder, news).Vouched);
    }

    private void Pass() => _clock.Advance(TimeSpan.FromSeconds(5));

    private (byte[] Key, long[] Vouched, long[] Withdrawn) ReadNews()
    {
        using var folder = OwnedFolder.Open(_folder.Path);
        return StandingFile.Read(folder, News);
    }

    private void Publish(byte[] key, params string[] clients) => Publish(_folder.Path, _clock.UtcNow, key, clients);

    private static void Publish(string path, DateTimeOffset now, byte[] key, params string[] clients)
    {
        var book = new StandingBook(key);
        using var folder = OwnedFolder.Open(path);
        StandingFile.Write(folder, StandingFile.Known, key, [.. clients.Select(client => book.HashOf(Some.Client(client)))], []);
        File.SetLastWriteTimeUtc(Path.Combine(path, StandingFile.Known), now.UtcDateTime);
    }
}
