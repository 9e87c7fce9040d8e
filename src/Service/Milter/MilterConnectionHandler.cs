using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace IpBlock.Service.Milter;

/// <summary>Serves Sendmail's and Postfix's milter connections at whatever Kestrel listens to. What goes wrong in one of them ends that one only.</summary>
internal sealed class MilterConnectionHandler(MilterDoor door) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var served = new MilterConnection(door, connection.Transport);
        // Kestrel's heart beats once a second: no timer is set for any packet.
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(
            static state =>
            {
                var (served, connection) = ((MilterConnection, ConnectionContext))state;
                if (served.IsOverdue)
                    connection.Abort(new ConnectionAbortedException("The mail server was silent for too long."));
            },
            (served, connection));
        using var stop = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested.Register(
            static input => ((System.IO.Pipelines.PipeReader)input!).CancelPendingRead(),
            connection.Transport.Input);
        try
        {
            if (await served.ServeAsync().ConfigureAwait(false) is { } fault)
                door.Misunderstood(connection.RemoteEndPoint, fault);
        }
        catch (IOException)
        {
            // The mail server hung up, or its process was killed: what a session is left with is nothing.
            connection.Abort();
        }
    }
}
