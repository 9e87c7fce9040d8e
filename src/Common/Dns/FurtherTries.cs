using System.Collections.Generic;

namespace IpBlock.Dns;

/// <summary>What a lookup has under way beyond its first query. Of many lookups few have anything. Used under the lookup's lock, but when it has ended.</summary>
internal sealed class FurtherTries
{
    /// <summary>The queries after the first, by the ids that they were sent under.</summary>
    public List<(UdpChannel Channel, ushort Id, bool Edns)> Queries { get; } = [];

    /// <summary>For answers that were truncated.</summary>
    public List<TcpExchange> Connections { get; } = [];

    /// <summary>True when a query of this id was sent with EDNS0.</summary>
    public bool HadEdns(ushort id) => Queries.Exists(sent => sent.Id == id && sent.Edns);

    /// <summary>The lookup has ended.</summary>
    public void End(PendingLookup lookup)
    {
        foreach (var (channel, id, _) in Queries)
            channel.Forget(id, lookup);
        foreach (var exchange in Connections)
            exchange.Dispose();
    }
}
