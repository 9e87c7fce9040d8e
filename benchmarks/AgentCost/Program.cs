using System;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.AgentCost;

/// <summary>
/// Plays SMTP connections to an agent, one after the other: <c>IpBlock.AgentCost AGENT FACTORY CONNECTIONS</c>. Without an agent's dll (<c>-</c>) the host alone is counted.
/// Prints for clients that nobody lists, the same again, and clients that are listed: bytes, work items of the pool, waits and microseconds of processor a connection, and how many were refused.
/// </summary>
internal static class Program
{
    private const uint Stranger = 0x0B000000;
    private const uint Listed = 0x0A000000;

    private static readonly SmtpSettings Settings = new();

    private static async Task<int> Main(string[] arguments)
    {
        var factory = Load(arguments[0], arguments[1]);
        var connections = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        await PlayAsync(factory, Stranger + 0x100000, connections).ConfigureAwait(false);
        await PlayAsync(factory, Listed + 0x100000, connections / 2).ConfigureAwait(false);
        GC.Collect();
        await CountAsync("strangers", factory, Stranger, connections).ConfigureAwait(false);
        await CountAsync("known", factory, Stranger, connections).ConfigureAwait(false);
        await CountAsync("listed", factory, Listed, connections).ConfigureAwait(false);
        factory?.Close();
        return 0;
    }

    private static async Task CountAsync(string what, SmtpReceiveAgentFactory factory, uint first, int connections)
    {
        Thread.Sleep(500); // what the runtime compiles in the background is not the agent's
        var before = Counters.Read();
        var refused = await PlayAsync(factory, first, connections).ConfigureAwait(false);
        var after = Counters.Read();
        Console.WriteLine(string.Join(
            " ", what, Each(after.Bytes - before.Bytes), Each(after.WorkItems - before.WorkItems), Each(after.Waits - before.Waits),
            Each((after.Processor - before.Processor).TotalMilliseconds * 1000), refused));

        string Each(double count) => (count / connections).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static async Task<int> PlayAsync(SmtpReceiveAgentFactory factory, uint first, int connections)
    {
        var refused = 0;
        for (var i = 0; i < connections; i++)
            refused += await ConnectAsync(factory, first + (uint)i).ConfigureAwait(false) ? 1 : 0;
        return refused;
    }

    private static async Task<bool> ConnectAsync(SmtpReceiveAgentFactory factory, uint address)
    {
        var client = new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)address)));
        var session = new HostSession(1, new IPEndPoint(IPAddress.Loopback, 25), new IPEndPoint(client, 40000), isExternal: true);
        var agent = factory == null ? new NoAgent() : factory.CreateAgent(new HostServer(Settings.ServerName));
        var conversation = new SmtpConversation(Settings, agent, session, new NoMessages());
        await conversation.Greet().ConfigureAwait(false);
        var said = conversation.TakeReplies();
        foreach (var line in new[] { "EHLO mail.example\r\n", "MAIL FROM:<a@b.example>\r\n", "RCPT TO:<u@site.example>\r\n" })
        {
            if (conversation.IsOver)
                break;
            var bytes = Encoding.ASCII.GetBytes(line);
            await conversation.Receive(bytes, 0, bytes.Length).ConfigureAwait(false);
            said = conversation.TakeReplies();
        }

        await conversation.Disconnected(DisconnectReason.Remote).ConfigureAwait(false);
        return said.Length > 0 && said[0] == '5';
    }

    private static SmtpReceiveAgentFactory Load(string path, string type)
    {
        if (path is "-")
            return null;
#if NET
        return TransportHost.Loading.LoadedAgent.Load(path, type).Factory;
#else
        return (SmtpReceiveAgentFactory)Activator.CreateInstance(Assembly.LoadFrom(path).GetType(type, throwOnError: true));
#endif
    }

    private sealed class NoAgent : SmtpReceiveAgent
    {
    }
}
