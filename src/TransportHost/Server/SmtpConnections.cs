using System;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.TransportHost.Loading;
using IpBlock.TransportHost.Proxy;
using IpBlock.TransportHost.Smtp;
using Microsoft.AspNetCore.Connections;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Server;

/// <summary>Makes a session of each connection: counts it, learns who the client is, gives it an agent.</summary>
internal sealed class SmtpConnections(EvaluationOptions options, LoadedAgent agent, IMessageSink sink)
{
    private readonly HostServer _server = new(options.Smtp.ServerName);
    private long _lastId;
    private int _open;

    public Task Serve(ConnectionContext connection) => Counted(connection, Converse);

    public Task ServeProxied(ConnectionContext connection) => Counted(connection, ConverseProxied);

    private async Task Counted(ConnectionContext connection, Func<SmtpConnection, Task> serve)
    {
        using var line = new SmtpConnection(connection, options.IdleTimeout);
        try
        {
            var isOneTooMany = Interlocked.Increment(ref _open) > options.MaxConnections;
            await (isOneTooMany ? Say(line, Replies.TooManyConnections) : serve(line)).ConfigureAwait(false);
        }
        catch (Exception exception) when (SmtpConnection.IsGone(exception))
        {
            options.Smtp.Log($"a connection broke off: {exception.Message}");
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private Task Converse(SmtpConnection line) => Converse(line, line.Local, line.Remote);

    private async Task ConverseProxied(SmtpConnection line)
    {
        var header = IPAddress.IsLoopback(line.Remote.Address) ? await line.ReadProxyHeader().ConfigureAwait(false) : ProxyHeader.Absent;
        if (header.Status == ProxyStatus.Incomplete)
            await Say(line, SmtpResponse.TimeoutOccurred).ConfigureAwait(false);
        else if (header.Status != ProxyStatus.Malformed)
            await Converse(line, header.Destination ?? line.Local, header.Source ?? line.Remote).ConfigureAwait(false);
    }

    private async Task Converse(SmtpConnection line, IPEndPoint local, IPEndPoint remote)
    {
        var isExternal = !options.Smtp.IsInternal(remote.Address);
        var session = new HostSession(Interlocked.Increment(ref _lastId), local, remote, isExternal);
        if (Agent(session) is not { } own)
        {
            await Say(line, SmtpResponse.ServiceUnavailable).ConfigureAwait(false);
            return;
        }

        await line.Run(new SmtpConversation(options.Smtp, own, session, sink)).ConfigureAwait(false);
    }

    private SmtpReceiveAgent? Agent(HostSession session)
    {
        try
        {
            return agent.Create(_server);
        }
        catch (Exception exception)
        {
            options.Smtp.Log(FormattableString.Invariant($"session {session.SessionId}: the factory threw: {exception}"));
            return null;
        }
    }

    private static Task Say(SmtpConnection line, SmtpResponse response) => line.Send(Encoding.ASCII.GetBytes(response + "\r\n"));
}
