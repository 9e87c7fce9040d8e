using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost;

/// <summary>A client that says exactly what it is told to.</summary>
internal sealed class SmtpClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));

    private SmtpClient(Socket socket)
    {
        _socket = socket;
        _reader = new StreamReader(new NetworkStream(socket, ownsSocket: true), Encoding.Latin1);
    }

    public static async Task<SmtpClient> Open(IPEndPoint server, string first = "")
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var client = new SmtpClient(socket);
        if (first.Length > 0)
            await client.Send(first);
        return client;
    }

    /// <summary>Connects, reads the greeting and says EHLO.</summary>
    public static async Task<SmtpClient> Greeted(IPEndPoint server, string first = "")
    {
        var client = await Open(server, first);
        Assert.StartsWith("220 ", await client.Line());
        await client.Expect("250", "EHLO client.example");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _patience.Dispose();
        await Task.CompletedTask;
    }

    public async Task Send(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text), _patience.Token);

    /// <summary>The next line with its end cut off; "closed" when there is none.</summary>
    public async Task<string> Line() => await _reader.ReadLineAsync(_patience.Token) ?? "closed";

    public async Task<string> ToEnd() => await _reader.ReadToEndAsync(_patience.Token);

    /// <summary>All lines of the next reply.</summary>
    public async Task<string> Reply()
    {
        var lines = new StringBuilder();
        while (true)
        {
            var line = await Line();
            lines.Append(line).Append('\n');
            if (line.Length < 4 || line[3] != '-')
                return lines.ToString().TrimEnd('\n');
        }
    }

    public async Task<string> Ask(string command)
    {
        await Send(command + "\r\n");
        return await Reply();
    }

    public async Task<string> Expect(string code, string command)
    {
        var reply = await Ask(command);
        Assert.StartsWith(code, reply);
        return reply;
    }

    /// <summary>Sends a message to the end of its data, after MAIL and RCPT; the last reply is returned.</summary>
    public async Task<string> Mail(string sender, string content, params string[] recipients)
    {
        await Expect("250", $"MAIL FROM:<{sender}>");
        foreach (var recipient in recipients)
            await Expect("250", $"RCPT TO:<{recipient}>");
        await Expect("354", "DATA");
        return await Ask(content + "\r\n.");
    }
}
