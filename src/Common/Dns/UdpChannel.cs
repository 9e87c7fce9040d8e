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
    private const int MaxPacket = 4096;
    private const int MostErrors = 100;

    // Under full load there is always one more packet: without a pause the few threads of the pool would never come to repeat the lost queries.
    private const int PacketsInARow = 64;
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    [ThreadStatic]
    private static byte[]? _query;

    private readonly NameServer _server;
    private readonly Socket _socket;
    private readonly SocketAsyncEventArgs _receive = new();
    private readonly object _pendingLock = new(); // taken within the lock of the lookup that is sent
    private readonly Dictionary<ushort, PendingLookup> _pending = [];
    private readonly TimeSpan _wornOutAt;
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
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _receive.SetBuffer(new byte[MaxPacket], 0, MaxPacket);
        _receive.Completed += (_, _) => Received();
        Receive();
    }

    /// <summary>True when it can send nothing any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    public bool IsWornOut(TimeSpan now) => _sent >= MaxQueries || now >= _wornOutAt;

    public SendResult TrySend(PendingLookup lookup, bool edns)
    {
        var id = Register(lookup, edns);
        return id is null ? SendResult.NoWay : Send(lookup.Question, id.Value, edns);
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
                _pending.Remove(id);
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

    // Nothing may get out of here: it is the system that calls, and what it is thrown ends the process.
    private void Receive()
    {
        try
        {
            if (ReceiveInARow())
                ThreadPool.UnsafeQueueUserWorkItem(static channel => ((UdpChannel)channel!).Receive(), this);
        }
        catch (ObjectDisposedException)
        {
            _receive.Dispose();
        }
        catch (Exception fault)
        {
            // Nobody listens at this socket any more: another one must take its place.
            _server.Counters.CountFault(fault);
            Dispose();
        }
    }

    // True when there is more at once; false when the next packet will call, or none ever will.
    private bool ReceiveInARow()
    {
        for (var packets = 0; packets <= PacketsInARow; packets++)
        {
            // What the last packet left there would be asked for now: with "truncated", the length that the packet had and not what the buffer holds.
            _receive.SocketFlags = SocketFlags.None;
            if (_socket.ReceiveAsync(_receive) || !Handle())
                return false;
        }

        return true;
    }

    private void Received()
    {
        if (Handle())
            Receive();
    }

    // False when the socket is closed.
    private bool Handle()
    {
        try
        {
            return HandleReceived();
        }
        catch (Exception fault)
        {
            _server.Counters.CountFault(fault);
            return !_closed;
        }
    }

    private bool HandleReceived()
    {
        switch (_receive.SocketError)
        {
            case SocketError.Success or SocketError.MessageSize: // what is cut off breaks off when it is read
                _errorsInARow = 0;
                Deliver(_receive.Buffer!, Math.Min(_receive.BytesTransferred, MaxPacket));
                return true;
            case SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket:
                _receive.Dispose();
                return false;
            case SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.HostUnreachable or SocketError.NetworkUnreachable:
                NobodyThere();
                return !_closed;
            default:
                // One error more or less is no reason to stop listening, but a socket that says nothing else would keep a processor busy.
                if (++_errorsInARow >= MostErrors)
                    Dispose();
                return !_closed;
        }
    }

    private void Deliver(byte[] packet, int length)
    {
        if (length < 12)
            return;
        PendingLookup? lookup;
        lock (_pendingLock)
            _pending.TryGetValue((ushort)(packet[0] << 8 | packet[1]), out lookup);
        lookup?.Received(_server, packet, length);
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
