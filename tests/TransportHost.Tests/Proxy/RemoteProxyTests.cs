using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using IpBlock.TransportHost.Loading;
using IpBlock.TransportHost.Server;
using IpBlock.TransportHost.Smtp;
using Microsoft.AspNetCore.Connections;
using Xunit;

namespace IpBlock.TransportHost.Proxy;

public sealed class RemoteProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", "220 ipblock.invalid ESMTP IpBlock evaluation host\r\n221 ")]
    [InlineData("::1", "220 ipblock.invalid ESMTP IpBlock evaluation host\r\n221 ")]
    [InlineData("::ffff:127.0.0.1", "220 ipblock.invalid ESMTP IpBlock evaluation host\r\n221 ")]
    [InlineData("192.0.2.1", "220 ipblock.invalid ESMTP IpBlock evaluation host\r\n500 ")]
    public async Task Only_a_proxy_on_this_machine_is_believed(string peer, string replies)
    {
        var options = new EvaluationOptions { AgentPath = Host.AgentPath, FactoryType = "IpBlock.SampleAgent.SampleAgentFactory" };
        var connections = new SmtpConnections(options, LoadedAgent.Load(options.AgentPath, options.FactoryType), new NoMessages());
        var (received, sent) = (new Pipe(), new Pipe());
        await received.Writer.WriteAsync(Encoding.ASCII.GetBytes("PROXY TCP4 192.0.2.9 192.0.2.2 1000 25\r\nQUIT\r\n"));
        await received.Writer.CompleteAsync();
        await connections.ServeProxied(new DefaultConnectionContext
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse(peer), 4000),
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 25),
            Transport = new Ends(received.Reader, sent.Writer),
        });
        var read = await sent.Reader.ReadAsync();
        Assert.StartsWith(replies, Encoding.ASCII.GetString(read.Buffer));
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
