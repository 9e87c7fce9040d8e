using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Hosting;

/// <summary>A protocol by which mail servers ask whether a client is served.</summary>
internal interface IMailDoor : IServiceDoor
{
    /// <summary>Serves a connection to its end.</summary>
    /// <param name="connection">Closed by the caller. Its <see cref="ConnectionPlace.Stall"/> is to be told when the other side is in the middle of something: who stays there too long is disconnected.</param>
    /// <param name="stopping">The service stops: what has been asked is to be answered, and nothing more to be waited for.</param>
    Task ServeAsync(DoorSocket connection, CancellationToken stopping);
}
