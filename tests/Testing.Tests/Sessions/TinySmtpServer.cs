using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Testing.Sessions;

/// <summary>Answers each line with what a function says; knows DATA, QUIT and the PROXY header. A null ends the connection.</summary>
internal sealed class TinySmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly string _greeting;
    private readonly Task _loop;

    private TinySmtpServer(Func<string, string?> answer, string greeting)
    {
        _answer = answer;
        _greeting = greeting;
        _listener.Start();
        _loop = Task.Run(ListenAsync);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public ConcurrentQueue<IPAddress> Clients { get; } = new();

    public ConcurrentQueue<string> Heard { get; } = new();

    public static TinySmtpServer Start(Func<string, string?> answer, string greeting = "220 tiny.example") => new(answer, greeting);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _loop;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                await ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            Clients.Enqueue(((IPEndPoint)client.Client.RemoteEndPoint!).Address);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync(stream, _greeting);
            if (_greeting.StartsWith('5'))
                return;
            await ConverseAsync(stream, reader);
        }
    }

    private async Task ConverseAsync(Stream stream, StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line && await ReplyAsync(stream, reader, line))
                continue;
        }
        catch (IOException)
        {
            // The client has left with a reply of ours unread.
            return;
        }
    }

    private async Task<bool> ReplyAsync(Stream stream, StreamReader reader, string line)
    {
        // Before the reply: who has the reply may look at once.
        Heard.Enqueue(line);
        if (line.StartsWith("PROXY ", StringComparison.Ordinal))
            return true;
        if (line is "DATA")
            return await TakeMailAsync(stream, reader);
        if (_answer(line) is not { } reply)
            return false;
        await SayAsync(stream, line is "QUIT" ? "221 bye" : reply);
        return line is not "QUIT";
    }

    private async Task<bool> TakeMailAsync(Stream stream, StreamReader reader)
    {
        await SayAsync(stream, "354 go ahead");
        while (await reader.ReadLineAsync() is { } line && line is not ".")
            Heard.Enqueue("| " + line);
        await SayAsync(stream, "250 taken");
        return true;
    }

    private static Task SayAsync(Stream stream, string text) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text.EndsWith('\n') ? text : text + "\r\n")).AsTask();
}
