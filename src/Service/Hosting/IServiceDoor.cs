using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Settings;
using Microsoft.AspNetCore.Connections;

namespace IpBlock.Service.Hosting;

/// <summary>A protocol by which mail servers ask.</summary>
internal interface IServiceDoor
{
    /// <summary>One word, for logs and metrics.</summary>
    string Name { get; }

    /// <summary>How many connections it holds at a time by these settings.</summary>
    int Limit(ServiceSettings settings);

    /// <summary>Where it listens by these settings.</summary>
    IReadOnlyList<ListenAddress> Listen(ServiceSettings settings);

    /// <summary>Serves a connection to its end.</summary>
    /// <param name="connection">Closed by the caller.</param>
    /// <param name="stall">To be told when the other side is in the middle of something: who stays there too long is disconnected.</param>
    /// <param name="stopping">The service stops: what has been asked is to be answered, and nothing more to be waited for.</param>
    Task ServeAsync(ConnectionContext connection, StallWatch stall, CancellationToken stopping);
}
