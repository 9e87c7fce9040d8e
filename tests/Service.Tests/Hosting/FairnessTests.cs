using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;
using IpBlock.Service.Policy;
using IpBlock.Service.Tests.Milter;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>Whoever asks for much at once gets it a share at a time, and the others in between.</summary>
public sealed class FairnessTests
{
    private const int Requests = 30;
    private const string Request = "request=smtpd_access_policy\nclient_address=198.51.100.7\n\n";
    private const string Answer = "action=DUNNO\n\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_connection_has_a_share_and_then_goes_to_the_end_of_the_queue()
    {
        using var test = new TestDoor();
        using var queue = new BlockingCollection<Action>();
        var service = new ServiceContext(test.Service.Engine, test.Service.Metrics, test, Clock.System) { SocketThread = new SocketThread(Clock.System, queue.Add, static () => null) };
        var door = new PolicyDoor(service);
        using var connections = new DoorConnections(service, door);
        var places = new ConnectionPlaces(service, 100);
        using var listener = MailListener.Start(new IPEndPoint(IPAddress.Loopback, 0), door, connections, places, service);

        using var one = await AskAsync(listener.EndPoint, Requests);
        var waiting = Next(queue);
        Assert.InRange(Answers(one), 1, Turn.Share);

        // Whoever comes now does not wait for the rest of the first one's requests.
        using var another = await AskAsync(listener.EndPoint, 1);
        await another.ReceiveAsync(new byte[Answer.Length]).WaitAsync(Patience);

        using var third = await AskAsync(listener.EndPoint, Requests);
        var after = Next(queue);
        waiting();
        Assert.InRange(Answers(one), Turn.Share + 1, 2 * Turn.Share);
        Assert.InRange(Answers(third), 1, Turn.Share);

        // In turn, until both have all.
        var turns = 0;
        for (var next = after; next is not null; next = queue.TryTake(out var more, 0) ? more : null)
        {
            next();
            turns++;
        }

        Assert.Equal((Requests, Requests), (Answers(one), Answers(third)));
        Assert.InRange(turns, 2 * Requests / Turn.Share - 2, int.MaxValue);
    }

    private static Action Next(BlockingCollection<Action> queue)
    {
        Assert.True(queue.TryTake(out var next, Patience), "nobody went to the end of the queue");
        return next;
    }

    // All that has been sent is here: the two ends are of one machine.
    private static int Answers(Socket socket) => socket.Available / Answer.Length;

    private static async Task<Socket> AskAsync(EndPoint server, int requests)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Request, requests))));
        return socket;
    }
}
