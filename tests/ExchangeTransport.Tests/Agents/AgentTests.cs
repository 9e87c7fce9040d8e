using System;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.ExchangeTransport.Agents;

public sealed class AgentTests
{
    [Fact]
    public void A_second_handler_of_an_event_is_refused()
    {
        var agent = new ProbeAgent(_ => { });
        agent.Listen((_, _) => { });
        Assert.Throws<InvalidOperationException>(() => agent.Listen((_, _) => { }));
    }

    [Fact]
    public void A_handler_that_was_removed_leaves_room_for_another()
    {
        var agent = new ProbeAgent(_ => { });
        NoopCommandEventHandler first = (_, _) => { };
        agent.Listen(first);
        agent.Unlisten(first);
        agent.Listen((_, _) => { });
    }

    [Fact]
    public async Task An_event_without_a_handler_is_over_at_once()
    {
        var agent = new ProbeAgent(_ => throw new InvalidOperationException("never raised"));
        await agent.Raise((ReceiveCommandEventSource?)null, new NoopCommandEventArgs(null));
    }

    [Fact]
    public void A_handler_that_returns_ends_the_event_and_saw_its_topic()
    {
        string? topic = null;
        var done = Connect(new ProbeAgent(agent => topic = agent.Topic));
        Assert.True(done.IsCompletedSuccessfully);
        Assert.Equal("OnConnect", topic);
    }

    [Fact]
    public async Task A_handler_that_took_the_context_ends_the_event_by_completing_it()
    {
        AgentAsyncContext? context = null;
        var done = Connect(new ProbeAgent(agent => context = agent.Take()));
        Assert.False(done.IsCompleted);
        context!.Resume();
        context.Complete();
        await done;
    }

    [Fact]
    public async Task The_exception_of_an_asynchronous_handler_reaches_the_host()
    {
        var done = Connect(new ProbeAgent(agent =>
        {
            var context = agent.Take();
            context.AsyncException = new FormatException("late");
            context.Complete();
        }));
        var thrown = await Assert.ThrowsAsync<FormatException>(() => done);
        Assert.Equal("late", thrown.Message);
    }

    [Fact]
    public void The_context_is_taken_once_an_event()
    {
        var agent = new ProbeAgent(agent =>
        {
            agent.Take();
            Assert.Throws<InvalidOperationException>(agent.Take);
        });
        _ = Connect(agent);
        _ = Connect(agent);
    }

    [Fact]
    public void Outside_an_event_there_is_no_context() => Assert.Throws<InvalidOperationException>(() => new ProbeAgent(_ => { }).Take());

    [Fact]
    public void The_context_is_completed_once()
    {
        AgentAsyncContext? context = null;
        _ = Connect(new ProbeAgent(agent => context = agent.Take()));
        context!.Complete();
        Assert.Throws<InvalidOperationException>(context.Complete);
    }

    private static Task Connect(ProbeAgent agent) => agent.Raise((ConnectEventSource?)null, new ConnectEventArgs(null));
}
