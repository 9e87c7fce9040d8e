using System.Collections.Generic;
using System.IO.Pipelines;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace IpBlock.Service.Hosting;

/// <summary>A connection of Kestrel's that gives its place back as soon as its socket is closed.</summary>
internal sealed class PlacedConnection : ConnectionContext, IPlacedConnection
{
    private readonly ConnectionContext _inner;

    public PlacedConnection(ConnectionContext inner, ConnectionPlaces places)
    {
        _inner = inner;
        Place = places.Place(this);
    }

    /// <summary>Its place among all connections.</summary>
    public ConnectionPlace Place { get; }

    public override IDuplexPipe Transport { get => _inner.Transport; set => _inner.Transport = value; }

    public override string ConnectionId { get => _inner.ConnectionId; set => _inner.ConnectionId = value; }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items { get => _inner.Items; set => _inner.Items = value; }

    public override CancellationToken ConnectionClosed { get => _inner.ConnectionClosed; set => _inner.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => _inner.LocalEndPoint; set => _inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => _inner.RemoteEndPoint; set => _inner.RemoteEndPoint = value; }

    public void Close(string why) => _inner.Abort(new ConnectionAbortedException(why));

    /// <summary>Kestrel tells its connections by itself that the service stops.</summary>
    public void HearNoMore()
    {
        return;
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _inner.Abort(abortReason);
        Place.GiveBack();
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _inner.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Place.GiveBack();
        }
    }
}
