using System;

namespace IpBlock.Dns;

/// <summary>
/// The questions about one client, which are asked of one name server one after another on one thread, leave together: a call of the system for each would cost more than to write them. They share a socket, which is chosen at random
/// for each batch.
/// </summary>
internal sealed class QueryBatch
{
    [ThreadStatic]
    private static QueryBatch? _ofThisThread;

    private readonly PacketBatch _packets = new();
    private readonly (UdpChannel Channel, PendingLookup Lookup)[] _queries = new (UdpChannel, PendingLookup)[PacketBatch.MaxPackets];
    private int _count;
    private bool _isOpen;
    private bool _isSending;

    /// <summary>The batch to which queries of this thread are to be added; null when they are sent at once.</summary>
    public static QueryBatch? OfThisThread => _ofThisThread is { _isOpen: true } open ? open : null;

    /// <summary>From now on queries of this thread wait for <see cref="Send"/>, which must follow. Null where each is sent at once: because the system cannot do otherwise, or because a batch is open or being sent already.</summary>
    public static QueryBatch? Begin()
    {
        if (!PacketBatch.IsSupported)
            return null;
        var batch = _ofThisThread ??= new QueryBatch();
        if (batch._isOpen || batch._isSending)
            return null;
        batch._isOpen = true;
        return batch;
    }

    /// <summary>The socket that the batch uses for a name server; null as long as there is none.</summary>
    public UdpChannel? ChannelTo(NameServer server) => _count > 0 && _queries[_count - 1].Channel is { IsClosed: false } last && last.Server == server ? last : null;

    /// <summary>Adds a query that is registered with its channel. False when there is no room.</summary>
    public bool TryAdd(UdpChannel channel, PendingLookup lookup, ushort id, bool edns)
    {
        if (_count == _queries.Length)
            return false;
        _packets.SetLength(_count, DnsQueryMessage.Write(_packets.Memory, PacketBatch.Place(_count), id, lookup.Question, edns));
        _queries[_count++] = (channel, lookup);
        return true;
    }

    /// <summary>Sends all, and ends the batch. To be called with no lock held.</summary>
    public void Send()
    {
        _isOpen = false;
        _isSending = true; // whoever hears that nobody can be asked may go on here, and ask about another client
        try
        {
            var next = 0;
            for (var first = 0; first < _count; first = next)
                next = SendGroup(first);
        }
        finally
        {
            Array.Clear(_queries, 0, _count);
            _count = 0;
            _isSending = false;
        }
    }

    // Those that follow each other and have the same channel; returns the place behind them.
    private int SendGroup(int first)
    {
        var channel = _queries[first].Channel;
        var next = first + 1;
        while (next < _count && _queries[next].Channel == channel)
            next++;
        for (var unsent = first + _packets.Send(channel.Socket, first, next - first); unsent < next; unsent++)
            _queries[unsent].Lookup.SendAlone();
        return next;
    }
}
