using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.TransportHost.Proxy;
using IpBlock.TransportHost.Smtp;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Server;

/// <summary>Moves octets between a socket and a conversation. What one read brought is answered in one write.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private readonly ConnectionContext _connection;
    private readonly TimeSpan _idle;
    private readonly Timer _timer;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenRegistration _registration;

    public SmtpConnection(ConnectionContext connection, TimeSpan idle)
    {
        _connection = connection;
        _idle = idle;
        _timer = new Timer(static state => ((PipeReader)state!).CancelPendingRead(), connection.Transport.Input, Timeout.Infinite, Timeout.Infinite);
        _stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        _registration = _stopping.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), connection.Transport.Input);
    }

    public IPEndPoint Local => Plain(_connection.LocalEndPoint);

    public IPEndPoint Remote => Plain(_connection.RemoteEndPoint);

    public static bool IsGone(Exception exception) => exception is IOException or ConnectionAbortedException or OperationCanceledException;

    public void Dispose()
    {
        _registration.Dispose();
        _timer.Dispose();
    }

    /// <summary>Serves the client to the end. The agent is told of it whatever happens.</summary>
    public async Task Run(SmtpConversation conversation)
    {
        var reason = DisconnectReason.Remote;
        try
        {
            await conversation.Greet().ConfigureAwait(false);
            await Send(conversation.TakeReplies()).ConfigureAwait(false);
            var isOpen = true;
            while (isOpen && !conversation.IsOver)
            {
                isOpen = await Hear(conversation).ConfigureAwait(false);
                await Send(conversation.TakeReplies()).ConfigureAwait(false);
            }

            reason = DisconnectReason.SenderDisconnected;
        }
        finally
        {
            await conversation.Disconnected(reason).ConfigureAwait(false);
        }
    }

    public async Task Send(byte[] octets)
    {
        if (octets.Length > 0)
            await _connection.Transport.Output.WriteAsync(octets).ConfigureAwait(false);
    }

    /// <summary>Waits for the client's first octets. A header that never gets complete is <see cref="ProxyStatus.Incomplete"/>.</summary>
    public async Task<ProxyHeader> ReadProxyHeader()
    {
        var input = _connection.Transport.Input;
        while (true)
        {
            var read = await Read().ConfigureAwait(false);
            var header = read.Buffer.IsEmpty ? ProxyHeader.Incomplete : ProxyHeader.Read(read.Buffer);
            var isLast = header.Status != ProxyStatus.Incomplete || read.IsCanceled || read.IsCompleted;
            input.AdvanceTo(read.Buffer.GetPosition(header.Length), isLast ? read.Buffer.GetPosition(header.Length) : read.Buffer.End);
            if (isLast)
                return header;
        }
    }

    private async Task<bool> Hear(SmtpConversation conversation)
    {
        var read = await Read().ConfigureAwait(false);
        if (read.IsCanceled)
        {
            if (_stopping.IsCancellationRequested)
                conversation.ShutDown();
            else
                conversation.TimeOut();
            return true;
        }

        foreach (var piece in read.Buffer)
            await Receive(conversation, piece).ConfigureAwait(false);
        _connection.Transport.Input.AdvanceTo(read.Buffer.End);
        return !read.IsCompleted;
    }

    // The conversation is compiled for the .NET Framework too and takes arrays.
    private static async Task Receive(SmtpConversation conversation, ReadOnlyMemory<byte> piece)
    {
        var octets = ArrayPool<byte>.Shared.Rent(piece.Length);
        try
        {
            piece.CopyTo(octets);
            await conversation.Receive(octets, 0, piece.Length).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(octets);
        }
    }

    private async ValueTask<ReadResult> Read()
    {
        var pending = _connection.Transport.Input.ReadAsync();
        if (pending.IsCompletedSuccessfully)
            return pending.Result;
        _timer.Change(_idle, Timeout.InfiniteTimeSpan);
        var read = await pending.ConfigureAwait(false);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return read;
    }

    private static IPEndPoint Plain(EndPoint? endPoint)
    {
        var known = (IPEndPoint)endPoint!;
        return known.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(known.Address.MapToIPv4(), known.Port) : known;
    }
}
