using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

public sealed class KeepAliveTests
{
    [Fact]
    public async Task The_kernel_looks_after_a_minute_whether_a_silent_peer_is_still_there()
    {
        await using var service = await ServiceUnderTest.StartAsync("""{ "log": { "enabled": false }, "service": { {service} } }""");
        using var client = await service.ConnectAsync();
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.1")));

        var (_, sockets) = await RealProcess.RunAsync("ss", ["-tnoH", "state", "established", "sport", "=", ((IPEndPoint)service.Policy).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

        Assert.Matches(@"timer:\(keepalive,(59|1min|5[0-9])", sockets);
    }
}
