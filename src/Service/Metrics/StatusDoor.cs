using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;
using IpBlock.Settings;
using Microsoft.AspNetCore.Connections;

namespace IpBlock.Service.Metrics;

/// <summary>The door to whoever watches over the service. Kestrel speaks its HTTP.</summary>
internal sealed class StatusDoor(ConnectionDelegate http) : IServiceDoor
{
    // A Prometheus or two, a monitor, and somebody who looks.
    private const int MaxConnections = 64;

    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(2);

    public string Name => "metrics";

    public int Limit(ServiceSettings settings) => MaxConnections;

    public IReadOnlyList<ListenAddress> Listen(ServiceSettings settings) => settings.MetricsListen;

    /// <summary>Serves a connection to its end.</summary>
    public Task ServeAsync(PlacedConnection connection)
    {
        var stall = connection.Place.Stall;
        stall.IdleLimit = IdleLimit;
        connection.Features.Set(stall);
        return http(connection);
    }
}
