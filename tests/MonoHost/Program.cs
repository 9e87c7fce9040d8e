using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.TransportHost.Smtp;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.MonoHost;

/// <summary>
/// Serves SMTP with an agent under mono: <c>IpBlock.MonoHost.exe AGENT FACTORY PORT MAILFOLDER USER:PASSWORD</c>. Every connection begins with a PROXY line, version 1,
/// that says who the client is. Ends when its standard input does.
/// </summary>
internal static class Program
{
    private static long _lastId;

    private static int Main(string[] args)
    {
        var factory = (SmtpReceiveAgentFactory)Activator.CreateInstance(Assembly.LoadFrom(args[0]).GetType(args[1], throwOnError: true));
        var user = args[4].Split(':');
        var settings = new SmtpSettings { UserName = user[0], Password = user[1] };
        var sink = new MessageFolder(args[3]);
        var listener = new TcpListener(IPAddress.Loopback, int.Parse(args[2], CultureInfo.InvariantCulture));
        listener.Start();
        _ = AcceptAsync(listener, client => ServeAsync(client, factory, settings, sink));
        Console.WriteLine("ready");
        Console.In.ReadToEnd();
        listener.Stop();
        factory.Close();
        return 0;
    }

    private static async Task AcceptAsync(TcpListener listener, Func<TcpClient, Task> serve)
    {
        while (true)
            _ = serve(await listener.AcceptTcpClientAsync().ConfigureAwait(false));
    }

    private static async Task ServeAsync(TcpClient client, SmtpReceiveAgentFactory factory, SmtpSettings settings, IMessageSink sink)
    {
        try
        {
            using (client)
                await ConverseAsync(client, factory, settings, sink).ConfigureAwait(false);
        }
        catch (IOException broken)
        {
            Console.Error.WriteLine(broken.Message);
        }
    }

    private static async Task ConverseAsync(TcpClient client, SmtpReceiveAgentFactory factory, SmtpSettings settings, IMessageSink sink)
    {
        client.NoDelay = true;
        var stream = client.GetStream();
        var words = (await ReadLineAsync(stream).ConfigureAwait(false)).Split(' ');
        var remote = new IPEndPoint(IPAddress.Parse(words[2]), int.Parse(words[4], CultureInfo.InvariantCulture));
        var local = new IPEndPoint(IPAddress.Parse(words[3]), int.Parse(words[5], CultureInfo.InvariantCulture));
        var session = new HostSession(++_lastId, local, remote, isExternal: true);
        var conversation = new SmtpConversation(settings, factory.CreateAgent(new HostServer(settings.ServerName)), session, sink);
        await conversation.Greet().ConfigureAwait(false);
        var buffer = new byte[4096];
        var got = 1;
        while (true)
        {
            var replies = conversation.TakeReplies();
            await stream.WriteAsync(replies, 0, replies.Length).ConfigureAwait(false);
            if (conversation.IsOver || got == 0)
                break;
            got = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
            await conversation.Receive(buffer, 0, got).ConfigureAwait(false);
        }

        await conversation.Disconnected(DisconnectReason.Remote).ConfigureAwait(false);
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = "";
        var octet = new byte[1];
        while (await stream.ReadAsync(octet, 0, 1).ConfigureAwait(false) == 1 && octet[0] != '\n')
            line += (char)octet[0];
        return line.TrimEnd('\r');
    }
}
