using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>
/// One UDP socket, connected to one name server, on a random port, with many queries under way. Connected, so that the kernel drops every packet
/// that does not come from the server's address and port. One socket a query would be as safe and cost three system calls more; instead a few
/// share the load, each query taking one at random, and each is replaced after a number of queries or seconds.
/// </summary>
internal sealed class UdpChannel : IDisposable
{
    private const int MaxQueries = 10_000;
    private const int ReceiveBuffer = 4 << 20;
    private const int MostErrors = 100;

    /// <summary>So many bytes of a packet are read.</summary>
    internal const int MaxPacket = 4096;

    // Under full load there is always one more packet, and the other sockets have some too.
    private const int PacketsInARow = 64;
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    [ThreadStatic]
    private static byte[]? _query;

    private readonly NameServer _server;
    private readonly Socket _socket;
    private readonly object _pendingLock = new(); // taken within the lock of the lookup that is sent
    private readonly Dictionary<ushort, PendingLookup> _pending = [];
    private readonly TimeSpan _wornOutAt;
    private int _waiting;
    private bool _retired;
    private bool _closed;
    private int _sent;
    private int _errorsInARow;

    public UdpChannel(NameServer server, TimeSpan now)
    {
        _server = server;
        _wornOutAt = now + MaxAge;
        _socket = server.OpenSocket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = ReceiveBuffer;
            BindToRandomPort();
            _socket.Connect(server.EndPoint);
            _socket.Blocking = false;
            server.Receiver.Add(this);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Where it leads.</summary>
    public NameServer Server => _server;

    /// <summary>What its packets come out of.</summary>
    public Socket Socket => _socket;

    /// <summary>True when it can send nothing any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    public bool IsWornOut(TimeSpan now) => _sent >= MaxQueries || now >= _wornOutAt;

    public SendResult TrySend(PendingLookup lookup, bool edns)
    {
        var id = Register(lookup, edns);
        if (id is null)
            return SendResult.NoWay;
        return QueryBatch.OfThisThread?.TryAdd(this, lookup, id.Value, edns) == true ? SendResult.Sent : Send(lookup.Question, id.Value, edns);
    }

    private SendResult Send(DnsQuestion question, ushort id, bool edns)
    {
        var buffer = _query ??= new byte[DnsQueryMessage.MaxLength];
        var length = DnsQueryMessage.Write(buffer, 0, id, question, edns);
        try
        {
            _socket.Send(buffer, 0, length, SocketFlags.None, out var error);
            return SendErrors.Of(error);
        }
        catch (ObjectDisposedException)
        {
            return SendResult.NoWay; // retired between choosing it and sending
        }
    }

    public void Forget(ushort id, PendingLookup lookup)
    {
        bool close;
        lock (_pendingLock)
        {
            if (_pending.TryGetValue(id, out var registered) && registered == lookup)
                _waiting -= _pending.Remove(id) ? 1 : 0;
            close = _retired && _pending.Count == 0;
        }

        if (close)
            Dispose();
    }

    /// <summary>Takes no more queries; closes when the last answer has come or been given up.</summary>
    public void Retire()
    {
        bool close;
        lock (_pendingLock)
        {
            _retired = true;
            close = _pending.Count == 0;
        }

        if (close)
            Dispose();
    }

    public void Dispose()
    {
        lock (_pendingLock)
        {
            _retired = true;
            if (_closed)
                return;
            Volatile.Write(ref _closed, true);
        }

        _server.Receiver.Remove(this);
        _socket.Dispose();
    }

    private ushort? Register(PendingLookup lookup, bool edns)
    {
        lock (_pendingLock)
        {
            if (_closed)
                return null;
            ushort id;
            do
                id = UnguessableNumbers.Next();
            while (_pending.ContainsKey(id));
            _pending.Add(id, lookup);
            _waiting++;
            _sent++;
            lookup.SentThrough(this, id, edns);
            return id;
        }
    }

    // RFC 5452 §9.2. Windows hands out ports one after another, so the port is chosen here, from all but the reserved ones.
    private void BindToRandomPort()
    {
        var any = _socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            try
            {
                _socket.Bind(new IPEndPoint(any, 1024 + UnguessableNumbers.Next() % (65536 - 1024)));
                return;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                continue;
            }
        }

        _socket.Bind(new IPEndPoint(any, 0));
    }

    /// <summary>Hands on the packets that have come; called by the thread whose turn it is.</summary>
    public void ReceiveInARow(ReceiverTurn turn, byte[] buffer)
    {
        for (var packets = 0; packets < PacketsInARow && !turn.IsOver && !_closed; packets++)
        {
            try
            {
                if (!ReceiveOne(turn, buffer))
                    return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (Exception fault)
            {
                _server.Counters.CountFault(fault);
            }
        }
    }

    // False when there is no more for now.
    private bool ReceiveOne(ReceiverTurn turn, byte[] buffer)
    {
        var length = _socket.Receive(buffer, 0, MaxPacket, SocketFlags.None, out var error);
        switch (error)
        {
            case SocketError.WouldBlock:
                return false;
            case SocketError.Success or SocketError.MessageSize: // what is cut off breaks off when it is read
                _errorsInARow = 0;
                return Deliver(buffer, error == SocketError.Success ? length : MaxPacket, turn.Next());
            case SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.HostUnreachable or SocketError.NetworkUnreachable:
                turn.Next();
                NobodyThere();
                return true;
            default:
                // One error more or less is no reason to stop listening, but a socket that says nothing else would keep a processor busy.
                if (++_errorsInARow >= MostErrors)
                    Dispose();
                return true;
        }
    }

    // False when it was the last that was waited for: most often there is none behind it.
    private bool Deliver(byte[] packet, int length, TimeSpan now)
    {
        if (length < 12)
            return true;
        PendingLookup? lookup;
        lock (_pendingLock)
            _pending.TryGetValue((ushort)(packet[0] << 8 | packet[1]), out lookup);
        lookup?.Received(_server, packet, length, now);
        return Volatile.Read(ref _waiting) > 0;
    }

    private void NobodyThere()
    {
        PendingLookup[] all;
        lock (_pendingLock)
        {
            all = new PendingLookup[_pending.Count];
            _pending.Values.CopyTo(all, 0);
        }

        foreach (var lookup in all)
            lookup.NobodyThere(_server);
    }
}
