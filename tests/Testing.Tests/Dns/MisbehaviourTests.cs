using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Testing.Dns;

/// <summary>Late, lost and false answers.</summary>
public sealed class MisbehaviourTests : IAsyncLifetime
{
    private const string Name = "1.2.0.192.bl.example";

    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();
    private readonly RawClient _client;
    private readonly ZoneScript _zone;

    public MisbehaviourTests()
    {
        _client = new RawClient(_server.EndPoint);
        _zone = _server.Zone("bl.example").Lists("192.0.2.1", "127.0.0.2");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_silent_zone_says_nothing_while_others_are_answered()
    {
        _zone.Silent();
        await _client.SendAsync(RawClient.Query(Name, id: 1));

        var reply = await _client.AskAsync("elsewhere.example");

        Assert.Equal(0x1234, reply.Id);
        Assert.False(_client.HasMore);
        Assert.Equal(1, _server.CountFor(Name));
    }

    [Fact]
    public async Task A_delayed_answer_holds_up_nobody_else()
    {
        var gate = new TaskCompletionSource();
        _zone.At("192.0.2.1").WaitsFor(gate.Task).Delay(1);
        await _client.SendAsync(RawClient.Query(Name, id: 1));
        await _server.SeenAsync(1);

        Assert.Equal(0x1234, (await _client.AskAsync("2.2.0.192.bl.example")).Id);
        gate.SetResult();
        Assert.Equal(1, (await _client.ReceiveAsync()).Id);
    }

    [Fact]
    public async Task A_delay_is_at_least_as_long_as_said()
    {
        _zone.Delay(150);
        var start = System.Diagnostics.Stopwatch.StartNew();

        await _client.AskAsync(Name);

        Assert.InRange(start.ElapsedMilliseconds, 140, 30_000);
    }

    [Fact]
    public async Task The_first_packets_are_lost_and_the_next_is_answered()
    {
        _zone.DropFirst(2);
        for (ushort id = 1; id <= 3; id++)
            await _client.SendAsync(RawClient.Query(Name, id: id));

        Assert.Equal(3, (await _client.ReceiveAsync()).Id);
        Assert.Equal(3, _server.CountFor(Name));
    }

    [Fact]
    public async Task A_wrong_id_comes_before_the_truth()
    {
        _zone.WrongId().ThenTruth();

        var lie = await _client.AskAsync(Name);
        var truth = await _client.ReceiveAsync();

        Assert.NotEqual(0x1234, lie.Id);
        Assert.Equal([ScriptedDnsServer.LieCode], lie.Addresses);
        Assert.Equal((0x1234, "127.0.0.2"), (truth.Id, truth.Addresses.Single()));
    }

    [Fact]
    public async Task Without_truth_there_is_only_the_lie()
    {
        _zone.WrongId();
        await _client.AskAsync(Name);

        await _client.AskAsync("elsewhere.example");

        Assert.False(_client.HasMore);
    }

    [Fact]
    public async Task A_wrong_question_has_another_name_and_a_wrong_type_another_type()
    {
        _zone.WrongQuestion().WrongType().ThenTruth(10);

        var name = await _client.AskAsync(Name);
        var type = await _client.ReceiveAsync();
        var truth = await _client.ReceiveAsync();

        Assert.Equal((0x1234, "x.2.0.192.bl.example"), (name.Id, name.QuestionName));
        Assert.Equal([ScriptedDnsServer.LieCode], name.Addresses);
        Assert.Equal((Name, 28), (type.QuestionName, type.Number(12 + Name.Length + 2)));
        Assert.Equal(["127.0.0.2"], truth.Addresses);
    }

    [Fact]
    public async Task A_wrong_source_is_another_port()
    {
        _zone.WrongSource().ThenTruth(50);

        var lie = await _client.AskAsync(Name);
        var truth = await _client.ReceiveAsync();

        Assert.NotEqual(_server.Port, lie.From.Port);
        Assert.Equal(0x1234, lie.Id);
        Assert.Equal([ScriptedDnsServer.LieCode], lie.Addresses);
        Assert.Equal((_server.EndPoint, "127.0.0.2"), (truth.From, truth.Addresses.Single()));
    }

    [Fact]
    public async Task By_TCP_lies_are_told_too_but_there_is_no_other_source()
    {
        _zone.WrongSource();
        Assert.Equal(["127.0.0.2"], (await RawClient.AskByTcpAsync(_server.EndPoint, Name)).Addresses);

        _zone.Honest().WrongId();

        Assert.NotEqual(0x1234, (await RawClient.AskByTcpAsync(_server.EndPoint, Name)).Id);
    }

    [Fact]
    public async Task A_record_of_somebody_else_and_a_packet_that_is_no_response_look_like_it()
    {
        _zone.WrongOwner().NotAResponse();

        var owner = await _client.AskAsync(Name);
        var query = await _client.ReceiveAsync();

        Assert.Equal((Name, "somebody.else.example"), (owner.QuestionName, owner.Records.Single().Owner));
        Assert.Equal(0, query.Flags & 0x8000);
    }

    [Fact]
    public async Task A_compression_loop_never_ends()
    {
        _zone.CompressionLoop();

        var reply = await _client.AskAsync(Name);

        Assert.Equal((0x1234, 1), (reply.Id, reply.Answers));
        Assert.Throws<FormatException>(() => reply.Records.Count());
    }

    [Fact]
    public async Task Garbage_is_the_same_for_the_same_seed_and_not_always_recognizable()
    {
        var first = await GarbageAsync(7);
        var second = await GarbageAsync(7);

        Assert.Equal(first, second);
        Assert.Contains(first, packet => packet.StartsWith("1234", StringComparison.Ordinal));
        Assert.Contains(first, packet => !packet.StartsWith("1234", StringComparison.Ordinal));
    }

    private async Task<string[]> GarbageAsync(int seed)
    {
        _zone.Honest().Garbage(seed);
        var packets = new string[20];
        for (var i = 0; i < packets.Length; i++)
            packets[i] = Convert.ToHexString((await _client.AskAsync(Name)).Bytes);
        return packets;
    }

    [Fact]
    public async Task False_answers_to_other_types_are_false_in_kind()
    {
        _zone.WrongId();
        _server.Zone("in-addr.arpa").WrongId();

        Assert.Equal("\u0005false"u8.ToArray(), (await _client.AskAsync(Name, RawClient.Txt)).Texts.Single());
        Assert.Equal(["false.example"], (await _client.AskAsync("1.2.0.192.in-addr.arpa", RawClient.Ptr)).Pointers);
    }
}
