using System.Threading;

namespace IpBlock.Service.Hosting;

/// <summary>The place of one connection, which is given back as soon as its socket is closed.</summary>
internal sealed class ConnectionPlace(IPlacedConnection connection, ConnectionPlaces places, StallWatch stall)
{
    private int _isEnded;

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
        connection.Close(why);
        GiveBack();
        Door?.Forget(this);
        return true;
    }

    /// <summary>What has come is answered, and nothing more is waited for.</summary>
    public void HearNoMore() => connection.HearNoMore();

    /// <summary>The socket is closed.</summary>
    public void GiveBack() => places.Release(this);
}
