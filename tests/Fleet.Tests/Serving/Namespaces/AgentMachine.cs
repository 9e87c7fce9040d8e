using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Fleet.Tests.Serving.Namespaces;

/// <summary>The shipped agent in its host beside the service of a server, with the same settings file, as on a machine with Exchange.</summary>
internal sealed class AgentMachine : IAsyncDisposable
{
    private readonly RealProcess _process;
    private readonly IPEndPoint _smtp;

    private AgentMachine(RealProcess process, IPEndPoint smtp) => (_process, _smtp) = (process, smtp);

    public static async Task<AgentMachine> StartAsync(SiteServer server)
    {
        var smtp = new IPEndPoint(IPAddress.Parse(server.Address), 2525);
        string[] words = ["netns", "exec", server.Namespace, .. AgentHost.Words(smtp)];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = server.Machine.SettingsPath };
        var process = await RealProcess.StartAsync("ip", words, _ => Probe.AcceptsAsync(smtp), environment: environment, limit: TimeSpan.FromHours(1));
        return new AgentMachine(process, smtp);
    }

    /// <summary>The reply to the recipient of a client that is listed.</summary>
    public async Task<string> ReplyAsync()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_smtp);
        using var reader = new StreamReader(socket.GetStream());
        await using var writer = new StreamWriter(socket.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        var reply = await LastLineAsync(reader);
        foreach (var command in new[] { "EHLO mail.sender.example", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>" })
        {
            if (!reply.StartsWith('2'))
                return reply;
            await writer.WriteLineAsync(command);
            reply = await LastLineAsync(reader);
        }

        return reply;
    }

    private static async Task<string> LastLineAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length < 4 || line[3] != '-')
                return line;
        }

        return "";
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
