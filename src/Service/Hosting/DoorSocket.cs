using System;
using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Hosting;

/// <summary>
/// A mail server's connection: what has come and is not yet read, and what is written and not yet sent. It holds no thread; between requests it holds two kilobytes. Not for two threads at a
/// time but to close it.
/// </summary>
internal sealed class DoorSocket : IPlacedConnection, IBufferWriter<byte>, IDisposable
{
    /// <summary>How much can be unread: the longest request of all doors.</summary>
    public const int MaxUnread = 32 * 1024;

    /// <summary>Of many requests at once the answers are sent piece by piece: they may be much longer than the requests.</summary>
    public const int AnswersAtOnce = 4096;

    // Nearly every request fits.
    private const int UsuallyUnread = 2048;

    private readonly Socket _socket;
    private readonly SocketThread _thread;
    private readonly Lock _shutdownLock = new(); // of the socket between a shutdown and a close on two threads
    private readonly byte[] _small = GC.AllocateUninitializedArray<byte>(UsuallyUnread);
    private byte[] _input;
    private int _start;
    private int _end;
    private byte[]? _output;
    private int _written;
    private TimeSpan _begun;
    private Turn _turn;
    private int _isClosed;

    public DoorSocket(Socket socket, ConnectionPlaces places, SocketThread thread)
    {
        _socket = socket;
        _thread = thread;
        _input = _small;
        SocketThread.Prefer(socket);
        Place = places.Place(this);
        BeginTurn();
    }

    /// <summary>Its place among all connections.</summary>
    public ConnectionPlace Place { get; }

    /// <summary>The other side; null when it is not known any more, or a process of this machine.</summary>
    public EndPoint? RemoteEndPoint
    {
        get
        {
            try
            {
                return _socket.RemoteEndPoint is IPEndPoint remote ? remote : null;
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    /// <summary>What has come and is not read. Good until more is received.</summary>
    public ReadOnlyMemory<byte> Unread => _input.AsMemory(_start, _end - _start);

    /// <summary>How much has come and is not read.</summary>
    public int UnreadLength => _end - _start;

    /// <summary>True when others are to have their turn before more is done here.</summary>
    public bool IsTurnOver => _turn.IsOver;

    /// <summary>True when so much is written that it is to be sent before more is read.</summary>
    public bool IsToBeSent => _written >= AnswersAtOnce || (_turn.IsOver && _written > 0);

    /// <summary>So much has been read.</summary>
    public void Read(int length)
    {
        _start += length;
        _turn.Count();
    }

    /// <summary>
    /// To be called before something else is waited for: whose thread it goes on is not known, and the time until then is not time for which it keeps one.
    /// </summary>
    public void HasWaited()
    {
        _turn.Leave();
        _thread.Ended(_begun);
        _begun = TimeSpan.MaxValue;
    }

    /// <summary>Lets the others have their turn.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask NextTurnAsync()
    {
        _thread.Ended(_begun);
        await _thread.Leave();
        BeginTurn();
    }

    /// <summary>Receives more of what is unread; false when nothing more will come.</summary>
    /// <exception cref="SocketException">The other side has broken it off.</exception>
    /// <exception cref="ObjectDisposedException">It was closed here.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReceiveAsync()
    {
        MakeRoom();
        _turn.Count();
        var receiving = _socket.ReceiveAsync(_input.AsMemory(_end), SocketFlags.None);
        var isHere = receiving.IsCompleted;
        if (!isHere)
            _thread.Ended(_begun);
        var length = await receiving.ConfigureAwait(false);
        _end += length;
        if (!isHere)
            BeginTurn();
        if (_turn.IsOver || (!isHere && _thread.IsToBeLeft()))
            await NextTurnAsync().ConfigureAwait(false);
        return length > 0;
    }

    /// <summary>
    /// Sends what is written; whose turn it is has been marked. A mail server that does not read its answers stalls as one does that does not finish what it has begun; false when it is gone.
    /// </summary>
    public ValueTask<bool> SendAsync(bool isBusy)
    {
        if (_written == 0)
            return new(true);
        var sending = _socket.SendAsync(_output.AsMemory(0, _written), SocketFlags.None);
        if (!sending.IsCompletedSuccessfully)
            return SendAsync(sending, isBusy);
        _ = sending.Result;
        GiveOutputBack();
        return new(true);
    }

    public void Advance(int count) => _written += count;

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _written + Math.Max(sizeHint, 1);
        if (_output is null)
        {
            _output = ArrayPool<byte>.Shared.Rent(needed);
        }
        else if (_output.Length < needed)
        {
            var longer = ArrayPool<byte>.Shared.Rent(needed);
            _output.AsSpan(0, _written).CopyTo(longer);
            ArrayPool<byte>.Shared.Return(_output);
            _output = longer;
        }

        return _output.AsMemory(_written);
    }

    public void Close(string why) => Close(isFromOutside: true);

    public void HearNoMore()
    {
        try
        {
            // The one who receives hears of it before the call has returned, and closes. Of a socket that is closed while another call to it is under way .NET 10 makes a reset.
            lock (_shutdownLock)
                _socket.Shutdown(SocketShutdown.Receive);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return; // it has ended by itself
        }
    }

    /// <summary>Closes the socket; what was sent arrives.</summary>
    public void Dispose() => Close(isFromOutside: false);

    // The one who waits for something on it hears of a close only when the connection has been shut down.
    private void Close(bool isFromOutside)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
            return;
        try
        {
            if (isFromOutside)
                _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }

        lock (_shutdownLock)
            _socket.Dispose();
        Place.GiveBack();
    }

    private void BeginTurn()
    {
        _turn.Begin();
        _begun = _thread.Begin();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> SendAsync(ValueTask<int> sending, bool isBusy)
    {
        var stall = Place.Stall;
        stall.Mark(true);
        HasWaited();
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            GiveOutputBack();
        }

        stall.Mark(isBusy);
        return true;
    }

    private void GiveOutputBack()
    {
        ArrayPool<byte>.Shared.Return(_output!);
        _output = null;
        _written = 0;
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            Use(_small);
        }
        else if (_end == _input.Length || _input.Length - _start < UsuallyUnread)
        {
            if (_start > 0)
            {
                _input.AsSpan(_start, _end - _start).CopyTo(_input);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _input.Length)
                Use(ArrayPool<byte>.Shared.Rent(Math.Min(2 * _input.Length, MaxUnread)));
        }
    }

    private void Use(byte[] input)
    {
        if (input == _input)
            return;
        _input.AsSpan(_start, _end - _start).CopyTo(input);
        if (_input != _small)
            ArrayPool<byte>.Shared.Return(_input);
        _input = input;
    }
}
