using System.Threading;
using IpBlock.Addresses;
using IpBlock.Notices;

namespace IpBlock.Reporting;

/// <summary>
/// Notices that nobody comes from the internet: behind a load balancer or the proxy of a container engine that hides the clients, every connection comes from one
/// private address, and a filter of addresses has nothing to filter.
/// </summary>
internal sealed class PrivateClients(INoticeSink notices)
{
    /// <summary>So many in a row, and it is no accident any more. A server for the site itself, with no client from outside, is told once, too.</summary>
    public const int Enough = 200;

    private int _inARow;
    private int _told;

    /// <summary>True as long as at least <see cref="Enough"/> connections in a row have come from private networks.</summary>
    public bool AreAlone => Volatile.Read(ref _inARow) >= Enough;

    /// <summary>Counts a connection. Any number of threads may call it at a time.</summary>
    public void Count(Address client)
    {
        if (!PrivateNetworks.Contains(client))
        {
            // A write of what is there already would make the processors pass the line around.
            if (Volatile.Read(ref _inARow) != 0)
                Volatile.Write(ref _inARow, 0);
            return;
        }

        if (Volatile.Read(ref _inARow) < Enough && Interlocked.Increment(ref _inARow) == Enough && Interlocked.Exchange(ref _told, 1) == 0)
            notices.Write(LogMessages.OnlyPrivateClients(client, Enough));
    }
}
