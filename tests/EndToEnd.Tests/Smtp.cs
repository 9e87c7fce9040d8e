using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.EndToEnd;

/// <summary>A connection to a door, a line at a time, for what the session language cannot say.</summary>
public sealed class Smtp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stream _connection;
    private readonly StreamReader _reader;

    private Smtp(Stream connection)
    {
        _connection = connection;
        _reader = new StreamReader(connection, Encoding.ASCII);
    }

    /// <summary>Comes through the PROXY port as <paramref name="client"/>, to port <paramref name="port"/> of the server.</summary>
    public static async Task<Smtp> ConnectAsync(IPEndPoint proxied, string client, int port = 25)
    {
        var socket = new Socket(proxied.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(proxied);
        var smtp = new Smtp(new NetworkStream(socket, ownsSocket: true));
        await smtp.SendAsync($"PROXY TCP4 {client} 192.0.2.1 40000 {port}");
        return smtp;
    }

    /// <summary>A connection that has been made.</summary>
    public static Smtp Over(Stream connection) => new(connection);

    public Task SendAsync(string line) => _connection.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();

    /// <summary>Sends a line, if any, and returns the last line of the reply; null when the connection is closed.</summary>
    public async Task<string?> SayAsync(string? line = null)
    {
        if (line is not null)
            await SendAsync(line);
        while (await _reader.ReadLineAsync().WaitAsync(Patience) is { } reply)
        {
            if (reply.Length < 4 || reply[3] != '-')
                return reply;
        }

        return null;
    }

    /// <summary>Says the lines one after another and returns the reply to the last.</summary>
    public async Task<string?> SayAllAsync(params IEnumerable<string> lines)
    {
        string? last = null;
        foreach (var line in lines)
            last = await SayAsync(line);
        return last;
    }

    public void Dispose() => _connection.Dispose();
}
