using System;
using System.IO;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.Agent.Tests;

/// <summary>A factory that throws keeps Exchange from starting, and one that makes no agent keeps it from taking mail.</summary>
public sealed class FactoryTests : IDisposable
{
    private readonly HostServer _server = new("test");
    private readonly TextWriter _before = Console.Error;
    private readonly StringWriter _said = new();

    public FactoryTests() => Console.SetError(_said);

    public void Dispose() => Console.SetError(_before);

    [Fact]
    public void An_agent_that_cannot_be_made_is_replaced_by_one_that_does_nothing_and_told_of_once()
    {
        var made = 0;
        var factory = new IpBlockAgentFactory(static () => new Lease(), _ => throw new InvalidOperationException("no agent " + ++made));
        for (var i = 0; i < 3; i++)
            Assert.IsType<IdleAgent>(factory.CreateAgent(_server));
        Assert.Equal(3, made);
        Assert.IsType<IdleAgent>(new IpBlockAgentFactory(static () => new Lease(), static _ => new ListensTwice()).CreateAgent(_server));
        Assert.Contains("clients are accepted without filtering: System.InvalidOperationException: no agent 1", _said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("registered already", _said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("no agent 2", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_cannot_start_costs_the_filter_and_not_the_mail_server()
    {
        var factory = new IpBlockAgentFactory(
            static () => throw new UnauthorizedAccessException("no rights"), static _ => throw new InvalidOperationException());
        Assert.IsType<IdleAgent>(factory.CreateAgent(_server));
        factory.Close();
        Assert.Contains("every client is accepted: System.UnauthorizedAccessException: no rights", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_cannot_end_is_told()
    {
        new IpBlockAgentFactory(static () => new Lease(), static _ => throw new InvalidOperationException()).Close();
        Assert.Contains("could not close its log: System.IO.IOException: no end", _said.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Exchange takes one handler an event, and throws when there is another.</summary>
    private sealed class ListensTwice : SmtpReceiveAgent
    {
        public ListensTwice()
        {
            OnConnect += static (_, _) => { };
            OnConnect += static (_, _) => { };
        }
    }

    private sealed class Lease : IDisposable
    {
        public void Dispose() => throw new IOException("no end");
    }
}
