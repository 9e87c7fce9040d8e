using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Demo;

/// <summary>Talks SMTP as a sending server does, from an address of its choice, and writes down what is said.</summary>
internal sealed class DemoClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpClient _connection;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private DemoClient(TcpClient connection)
    {
        _connection = connection;
        _reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        _writer = new StreamWriter(connection.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
    }

    /// <summary>What was said so far, <c>C:</c> and <c>S:</c> in front.</summary>
    public List<string> Transcript { get; } = [];

    /// <summary>How the server sees us.</summary>
    public required string EndPoint { get; init; }

    public static async Task<DemoClient> ConnectAsync(DemoSession session, IPEndPoint server, IPEndPoint proxied)
    {
        var connection = session.NeedsProxy ? new TcpClient() : new TcpClient(new IPEndPoint(session.Client, 0));
        await connection.ConnectAsync(session.NeedsProxy ? proxied : server).ConfigureAwait(false);
        var port = ((IPEndPoint)connection.Client.LocalEndPoint!).Port;
        var client = new DemoClient(connection) { EndPoint = new IPEndPoint(session.Client, port).ToString() };
        if (session.NeedsProxy)
            await client._writer.WriteLineAsync($"PROXY TCP6 {session.Client} ::1 {port} 25").ConfigureAwait(false);
        return client;
    }

    /// <summary>Says a line, if any, and returns the whole reply, its lines joined; empty when the server has hung up.</summary>
    public async Task<string> SayAsync(string? line = null)
    {
        if (line is not null)
        {
            Transcript.Add("C: " + line);
            await _writer.WriteLineAsync(line).ConfigureAwait(false);
        }

        var reply = new List<string>();
        while (await _reader.ReadLineAsync().WaitAsync(Patience).ConfigureAwait(false) is { } more)
        {
            Transcript.Add("S: " + more);
            reply.Add(more);
            if (more.Length < 4 || more[3] != '-')
                break;
        }

        return string.Join('\n', reply);
    }

    public void Dispose() => _connection.Dispose();
}
