using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>What Postfix does on one connection.</summary>
public sealed class PolicyClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[4096];
    private string _received = "";

    /// <summary>True when the service broke the connection off instead of closing it.</summary>
    public bool WasReset { get; private set; }

    private PolicyClient(Socket socket) => _socket = socket;

    public static async Task<PolicyClient> ConnectAsync(EndPoint server)
    {
        var protocol = server is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp;
        var socket = new Socket(server.AddressFamily, SocketType.Stream, protocol);
        if (protocol == ProtocolType.Tcp)
            socket.NoDelay = true;
        await socket.ConnectAsync(server);
        return new PolicyClient(socket);
    }

    public static string Request(string client, string recipient = "user@site.example", string state = "RCPT", string instance = "", string more = "") =>
        $"request=smtpd_access_policy\nprotocol_state={state}\nprotocol_name=ESMTP\nclient_address={client}\nclient_name=unknown\nclient_port=40000\n"
        + $"server_address=192.0.2.1\nserver_port=25\nhelo_name=mail.sender.example\nsender=a@sender.example\nrecipient={recipient}\n"
        + $"instance={(instance.Length == 0 ? Guid.NewGuid().ToString("N") : instance)}\n{more}\n";

    public async Task SendAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await _socket.SendAsync(bytes).AsTask().WaitAsync(Patience)..];
    }

    /// <summary>Nothing more will be sent.</summary>
    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>What stands behind <c>action=</c> in the next answer; null when the connection is closed.</summary>
    public async Task<string?> AnswerAsync()
    {
        int end;
        while ((end = _received.IndexOf("\n\n", StringComparison.Ordinal)) < 0)
        {
            if (await ReceiveAsync() is not { Length: > 0 } more)
                return _received.Length == 0 ? null : throw new InvalidDataException("The connection was closed within '" + _received + "'.");
            _received += more;
        }

        var answer = _received[..end];
        _received = _received[(end + 2)..];
        return answer.StartsWith("action=", StringComparison.Ordinal) && !answer.Contains('\n', StringComparison.Ordinal)
            ? answer["action=".Length..]
            : throw new InvalidDataException("'" + answer + "' is no answer.");
    }

    public async Task<string?> AskAsync(string request)
    {
        await SendAsync(request);
        return await AnswerAsync();
    }

    /// <summary>The answer; null when the connection is closed instead, be it before the request has been sent.</summary>
    public async Task<string?> AskOrNullAsync(string request)
    {
        try
        {
            return await AskAsync(request);
        }
        catch (SocketException closed) when (closed.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return null;
        }
    }

    /// <summary>All that comes until the service closes the connection.</summary>
    public async Task<string> RestAsync()
    {
        while (await ReceiveAsync() is { Length: > 0 } more)
            _received += more;
        return _received;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string> ReceiveAsync()
    {
        try
        {
            return Encoding.Latin1.GetString(_buffer, 0, await _socket.ReceiveAsync(_buffer).WaitAsync(Patience));
        }
        catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            WasReset = true;
            return "";
        }
    }
}
