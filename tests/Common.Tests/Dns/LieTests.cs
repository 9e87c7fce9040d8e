using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>False packets, alone and before the truth.</summary>
public sealed class LieTests : IAsyncDisposable
{
    private const string Name = "1.2.0.192.bl.example";
    private readonly Rig _rig = new();

    public LieTests() => _rig.Zone.Lists("192.0.2.1", "127.0.0.2");

    public static TheoryData<string> Lies => ["id", "question", "type", "source", "query"];

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_false_packet_is_ignored_and_the_truth_after_it_believed(string lie)
    {
        Tell(lie).ThenTruth(20);
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal(1, _rig.Server.CountFor(Name));
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_false_packet_alone_is_as_good_as_silence(string lie)
    {
        Tell(lie);
        Assert.Equal(DnsStatus.TimedOut, (await _rig.AskPatientlyAsync(Name)).Status);
    }

    [Fact]
    public async Task All_lies_at_once_do_not_hide_the_truth()
    {
        foreach (var lie in Lies)
            Tell(lie);
        _rig.Zone.ThenTruth(20);
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
    }

    [Fact]
    public async Task A_record_of_another_name_is_neither_an_answer_nor_kept_for_that_name()
    {
        _rig.Zone.WrongOwner();
        Assert.Equal(DnsStatus.Malformed, (await _rig.AskAsync(Name)).Status);
        Assert.False(_rig.IsCached("somebody.else.example"));
    }

    [Fact]
    public async Task A_name_that_points_at_itself_is_no_answer()
    {
        _rig.Zone.CompressionLoop();
        Assert.Equal(DnsStatus.Malformed, (await _rig.AskAsync(Name)).Status);
    }

    [Fact]
    public async Task Aliases_in_a_circle_are_no_answer()
    {
        await using var server = new RawNameServer(query =>
        {
            var message = new WireMessage(query, ResponseCode.NoError);
            message.Answer(query.Name, WireRecord.Cname("a.example"), 300);
            message.Answer("a.example", WireRecord.Cname(query.Name), 300);
            return [message.ToArray()];
        });
        _rig.Before.Add(server.EndPoint);
        _rig.Zone.ServFail();
        Assert.False((await _rig.AskAsync(Name)).IsConclusive);
    }

    [Fact]
    public async Task A_packet_of_1500_bytes_is_read()
    {
        _rig.Zone.Oversize();
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
    }

    [Fact]
    public async Task A_packet_longer_than_any_buffer_ends_one_lookup_and_no_other()
    {
        await using var server = new RawNameServer(query =>
        {
            var message = new WireMessage(query, ResponseCode.NoError);
            message.Answer(WireRecord.A("127.0.0.2"), 300);
            if (query.Name == Name)
                message.Raw(new byte[60_000]);
            return [message.ToArray()];
        });
        await using var rig = new Rig(servers: 0, options => options.SocketsPerServer = 1);
        rig.Before.Add(server.EndPoint);
        var huge = rig.Resolver.ResolveAsync(Names.Question(Name));
        await rig.AdvanceUntilDoneAsync(huge);
        Rig.AssertAddresses(await rig.AskAsync("2.bl.example"), "127.0.0.2");
    }

    // While whoever was answered first still works on the thread that brought the answer, two hundred packets pile up: more than are taken in a row.
    [Fact]
    public async Task What_comes_behind_a_pile_of_packets_is_read()
    {
        var awaited = new ManualResetEventSlim();
        var working = new ManualResetEventSlim();
        var piled = new ManualResetEventSlim();
        await using var server = new RawNameServer(query => query.Name == Name ? Pile(query, piled) : After(awaited, query));
        await using var rig = new Rig(servers: 0, options => options.SocketsPerServer = 1);
        rig.Before.Add(server.EndPoint);
        var first = rig.Resolver.ResolveAsync(Names.Question("first.bl.example")).ContinueWith(
            _ =>
            {
                working.Set();
                piled.Wait(TimeSpan.FromMinutes(1));
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        awaited.Set();
        working.Wait(TimeSpan.FromMinutes(1));
        Rig.AssertAddresses(await rig.AskAsync(Name), "127.0.0.2");
        await first;
    }

    [Fact]
    public async Task Ten_thousand_mutilated_answers_under_a_wrong_id_hide_no_truth()
    {
        var random = new Random(20260102);
        await using var server = new RawNameServer(query => Flood(query, random, keepsId: false));
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        for (var i = 0; i < Sampled.Times(200); i++)
            Rig.AssertAddresses(await rig.AskPatientlyAsync($"{i}.bl.example"), "127.0.0.2");
        Assert.InRange(server.Asked, Sampled.Times(200), 1200);
    }

    // Under the right id the server itself lies, and there is nothing to tell it by: what must hold is that no lookup hangs or throws,
    // that nobody else's answer changes, and that the truth comes through when the server tells it again.
    [Fact]
    public async Task Ten_thousand_mutilated_answers_under_the_right_id_harm_nobody_else()
    {
        var random = new Random(20260103);
        var honest = false;
        await using var server = new RawNameServer(query => honest || query.Name == "bystander.example" ? [Packets.Listed(query)] : Flood(query, random, keepsId: true));
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(server.EndPoint);
        Rig.AssertAddresses(await rig.AskAsync("bystander.example"), "127.0.0.2");
        var clock = rig.Clock.Elapsed;
        for (var i = 0; i < Sampled.Times(200); i++)
            await rig.AskPatientlyAsync($"{i}.bl.example");
        Assert.True(rig.Clock.Elapsed - clock < TimeSpan.FromMinutes(4));
        Rig.AssertAddresses(await rig.AskAsync("bystander.example"), "127.0.0.2");

        honest = true;
        rig.Clock.Advance(TimeSpan.FromHours(1.1));
        for (var i = 0; i < Sampled.Times(200); i++)
            Rig.AssertAddresses(await rig.AskPatientlyAsync($"{i}.bl.example"), "127.0.0.2");
    }

    [Fact]
    public async Task Noise_from_a_name_server_ends_with_it()
    {
        _rig.Zone.Garbage(7);
        for (var i = 0; i < Sampled.Times(25); i++)
            await _rig.AskPatientlyAsync($"{i}.bl.example");
        _rig.Zone.Honest().ListsTheWorld("127.0.0.2");
        _rig.Clock.Advance(TimeSpan.FromHours(1.1));
        for (var i = 0; i < Sampled.Times(25); i++)
            Rig.AssertAddresses(await _rig.AskPatientlyAsync($"{i}.bl.example"), "127.0.0.2");
    }

    private ZoneScript Tell(string lie) => lie switch
    {
        "id" => _rig.Zone.WrongId(),
        "question" => _rig.Zone.WrongQuestion(),
        "type" => _rig.Zone.WrongType(),
        "source" => _rig.Zone.WrongSource(),
        _ => _rig.Zone.NotAResponse(),
    };

    private static IEnumerable<byte[]> After(ManualResetEventSlim awaited, WireQuery query)
    {
        awaited.Wait(TimeSpan.FromMinutes(1));
        yield return Packets.Listed(query);
    }

    private static IEnumerable<byte[]> Pile(WireQuery query, ManualResetEventSlim piled)
    {
        for (var i = 1; i <= 200; i++)
            yield return [(byte)(query.Id >> 8), (byte)(query.Id ^ i), .. new byte[10]];
        yield return Packets.Listed(query);
        piled.Set();
    }

    private static IEnumerable<byte[]> Flood(WireQuery query, Random random, bool keepsId)
    {
        for (var i = 0; i < 50; i++)
        {
            var packet = Mutations.Of(Packets.Listed(query), random);
            if (packet.Length >= 2)
                (packet[0], packet[1]) = keepsId ? ((byte)(query.Id >> 8), (byte)query.Id) : ((byte)(query.Id >> 8), (byte)(query.Id ^ 1 + i));
            yield return packet;
        }

        yield return Packets.Listed(query);
    }
}
