using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Server;

public sealed class ConcurrencyTests
{
    private const int Clients = 500;

    [Fact]
    public async Task Five_hundred_clients_are_served_at_a_time()
    {
        await using var host = await Host.Start();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SmtpClient.Greeted(host.Plain)));
        await Task.WhenAll(clients.Select(client => client.Mail("a@example.org", "x: y\r\n\r\nbody", "b@example.org")));
        Assert.Equal(Clients, System.IO.Directory.GetFiles(host.Folder, "*.eml").Length);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Agents_that_wait_hold_no_thread()
    {
        await using var host = await Host.Start();
        var clients = await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(_ => SmtpClient.Open(host.Proxied, "PROXY TCP4 198.51.100.7 203.0.113.1 4000 25\r\n")));
        while (host.Held.Count < Clients)
            await Task.Delay(10);
        // All of them wait now; a client that does not have to is served all the same.
        await using (var other = await SmtpClient.Greeted(host.Plain))
            await other.Expect("221", "QUIT");
        while (host.Held.TryDequeue(out var complete))
            complete();
        foreach (var client in clients)
        {
            Assert.StartsWith("220 ", await client.Line());
            await client.DisposeAsync();
        }
    }
}
