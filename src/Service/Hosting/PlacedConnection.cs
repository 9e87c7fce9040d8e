using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace IpBlock.Service.Hosting;

/// <summary>A connection that gives its place back as soon as its socket is closed.</summary>
internal sealed class PlacedConnection(ConnectionContext inner, ConnectionPlaces places, StallWatch stall) : ConnectionContext
{
    private int _isEnded;

    public override IDuplexPipe Transport { get => inner.Transport; set => inner.Transport = value; }

    public override string ConnectionId { get => inner.ConnectionId; set => inner.ConnectionId = value; }

    public override IFeatureCollection Features => inner.Features;

    public override IDictionary<object, object?> Items { get => inner.Items; set => inner.Items = value; }

    public override CancellationToken ConnectionClosed { get => inner.ConnectionClosed; set => inner.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => inner.LocalEndPoint; set => inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => inner.RemoteEndPoint; set => inner.RemoteEndPoint = value; }

    /// <summary>Whose turn it is.</summary>
    public StallWatch Stall => stall;

    /// <summary>The door that serves it; none before it is served.</summary>
    public DoorConnections? Door { get; set; }

    /// <summary>Closes the socket at once.</summary>
    /// <returns>False when it has been closed already.</returns>
    public bool TryEnd(string why)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0)
            return false;
        inner.Abort(new ConnectionAbortedException(why));
        places.Release(this);
        Door?.Forget(this);
        return true;
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        inner.Abort(abortReason);
        places.Release(this);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            places.Release(this);
        }
    }
}
