using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Questions that leave together.</summary>
public sealed class QueryBatchTests
{
    [Fact]
    public async Task They_leave_when_the_last_is_there_through_one_socket_each_under_its_own_id()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        for (var round = 0; round < 8; round++)
        {
            var answers = Together(() => Ask(rig, round * 5, 5), before: () => Assert.Equal(round * 5, rig.Server.Queries.Count));
            Assert.All(await answers, static answer => Rig.AssertAddresses(answer, "127.0.0.2"));
        }

        var queries = rig.Server.Queries.ToList();
        Assert.All(queries.Chunk(5), static batch => Assert.Single(batch.Select(static query => query.ClientPort).Distinct()));
        Assert.InRange(queries.Select(static query => query.ClientPort).Distinct().Count(), 2, 8); // a socket is chosen for each batch
        Assert.Equal(40, rig.Resolver.Counters.Sent);
    }

    [Fact]
    public async Task More_than_there_is_room_for_are_all_sent()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        var answers = await Together(() => Ask(rig, 0, 100));
        Assert.All(answers, static answer => Rig.AssertAddresses(answer, "127.0.0.2"));
        Assert.Equal(100, rig.Server.Queries.Count);
    }

    [Fact]
    public async Task Names_of_every_length_arrive_as_they_are_asked()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        var names = Enumerable.Range(1, 57).Select(static length => string.Join('.', Enumerable.Repeat(new string('x', length), 4)) + ".bl.example").ToArray();
        foreach (var some in names.Chunk(16))
            Assert.All(await Together(() => Task.WhenAll(some.Select(name => rig.AskAsync(name)))), static answer => Rig.AssertAddresses(answer, "127.0.0.2"));
        Assert.All(names, name => Assert.Equal(1, rig.Server.CountFor(name)));
    }

    [Fact]
    public async Task A_batch_within_a_batch_is_part_of_it()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        await Together(() =>
        {
            var first = Ask(rig, 0, 1);
            Assert.Null(QueryBatch.Begin());
            return Task.WhenAll(first, Ask(rig, 1, 1));
        });
        Assert.Single(rig.Server.Queries.Select(static query => query.ClientPort).Distinct());
    }

    [Fact]
    public async Task What_cannot_be_sent_together_is_sent_alone()
    {
        await using var rig = new Rig();
        rig.Zone.ListsTheWorld("127.0.0.2");
        var answers = await Together(() => Ask(rig, 0, 5), before: () => QueryBatch.OfThisThread!.ChannelTo(rig.Resolver.Servers[0])!.Dispose());
        Assert.All(answers, static answer => Rig.AssertAddresses(answer, "127.0.0.2"));
    }

    [Fact]
    public async Task Where_nobody_listens_a_batch_ends_as_single_questions_do()
    {
        await using var rig = new Rig(servers: 0);
        rig.Before.Add(new IPEndPoint(IPAddress.Loopback, Free.Port()));
        var answers = Together(() => Ask(rig, 0, 5));
        await rig.AdvanceUntilDoneAsync(answers);
        Assert.All(await answers, static answer => Assert.Equal(DnsStatus.Unreachable, answer.Status));
        Assert.Null(QueryBatch.OfThisThread);
    }

    [Fact]
    public async Task Who_hears_while_a_batch_is_sent_that_nobody_can_be_asked_begins_no_other()
    {
        await using var rig = new Rig(servers: 2);
        var heard = 0;
        var answers = Together(
            () => Task.WhenAll(Enumerable.Range(0, 5).Select(number => HearAsync(rig, number))), before: () => rig.Resolver.Servers.ForEach(static server => server.Dispose()));
        Assert.Equal(5, heard);
        Assert.All(await answers, static answer => Assert.Equal(DnsStatus.Unreachable, answer.Status));

        async Task<DnsAnswer> HearAsync(Rig rig, int number)
        {
            var answer = await rig.Resolver.ResolveAsync(Names.Question($"{number}.bl.example")).ConfigureAwait(false);
            Assert.Null(QueryBatch.Begin());
            heard++;
            return answer;
        }
    }

    private static Task<DnsAnswer[]> Ask(Rig rig, int first, int count) => Task.WhenAll(Enumerable.Range(first, count).Select(number => rig.AskAsync($"{number}.bl.example")));

    // Before it is sent, on the same thread.
    private static T Together<T>(Func<T> ask, Action? before = null)
    {
        var batch = QueryBatch.Begin()!;
        try
        {
            var asked = ask();
            before?.Invoke();
            return asked;
        }
        finally
        {
            batch.Send();
        }
    }
}
