using System;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Service.Feeds;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>Where a server may send us on to.</summary>
public sealed class RedirectionTests
{
    [Theory]
    [InlineData("https://127.0.0.1:{port}/x")]
    [InlineData("https://127.1:{port}/x")]
    [InlineData("https://2130706433:{port}/x")]
    [InlineData("https://localhost:{port}/x")]
    [InlineData("https://admin.localhost:{port}/x")]
    [InlineData("https://[::1]:{port}/x")]
    [InlineData("https://[::ffff:127.0.0.1]:{port}/x")]
    [InlineData("https://[64:ff9b::7f00:1]/x")]
    [InlineData("https://[2002:7f00:1::]/x")]
    [InlineData("https://[fe80::1]/x")]
    [InlineData("https://[fd00::1]/x")]
    [InlineData("https://10.1.2.3/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://100.64.0.1/x")]
    [InlineData("https://0.0.0.0:{port}/x")]
    [InlineData("https://inside.test:{port}/x")]
    [InlineData("//inside.test:{port}/x")]
    public async Task Not_into_this_machine_or_the_local_network(string target)
    {
        await using var test = await StartAsync();
        Send(test, target);
        var record = await test.UpdateAsync();
        Assert.Equal(FeedResult.Failed, record.Result);
        Assert.Contains("local network", record.Why, StringComparison.Ordinal);
        Assert.Single(test.Server.Requests);
        Assert.False(File.Exists(test.Place.File));
    }

    [Theory]
    [InlineData("http://cdn.test/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://cdn.test/x")]
    public async Task Not_out_of_https(string target)
    {
        await using var test = await StartAsync();
        Send(test, target);
        Assert.Contains("not https", (await test.UpdateAsync()).Why, StringComparison.Ordinal);
        Assert.Single(test.Server.Requests);
    }

    [Fact]
    public async Task To_another_host_on_the_internet_but_without_the_password()
    {
        await using var test = await StartAsync("me:secret@");
        Send(test, "https://cdn.test:{port}/x");
        var record = await test.UpdateAsync();
        Assert.True(record.Result == FeedResult.Updated, record.Why);
        Assert.Equal(["Basic bWU6c2VjcmV0", ""], [test.Server.Requests[0].Authorization.ToString(), test.Server.Requests[1].Authorization.ToString()]);
    }

    [Fact]
    public async Task A_name_that_means_the_local_network_the_second_time_is_not_followed()
    {
        await using var test = await StartAsync();
        var asked = 0;
        test.Connector = new Map(name => name == "feeds.test" && ++asked > 1 ? "127.0.0.1" : "192.88.98.1", test.Server.Port);
        Send(test, "/x");
        Assert.Contains("local network", (await test.UpdateAsync()).Why, StringComparison.Ordinal);
        Assert.Single(test.Server.Requests);
    }

    [Fact]
    public async Task A_list_server_in_the_local_network_that_the_settings_name_is_asked_and_may_send_us_on_within_itself()
    {
        await using var test = await FeedUnderTest.StartAsync();
        Send(test, "/x");
        Assert.Equal(FeedResult.Updated, (await test.UpdateAsync()).Result);
    }

    private static async Task<FeedUnderTest> StartAsync(string user = "")
    {
        var test = await FeedUnderTest.StartAsync();
        test.Url = $"https://{user}feeds.test:{test.Server.Port}/list.txt";
        test.Connector = new Map(static name => name == "inside.test" ? "10.0.0.7" : "192.88.98.1", test.Server.Port);
        return test;
    }

    private static void Send(FeedUnderTest test, string target) => test.Server.Answer = context => context.Request.Path == "/list.txt"
        ? FeedServer.Status(302, response => response.Headers.Location = target.Replace("{port}", test.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))(context)
        : FeedServer.Text("203.0.113.9\n")(context);

    /// <summary>An internet of names whose addresses all lead to the test's server.</summary>
    private sealed class Map(Func<string, string> address, int port) : FeedConnector
    {
        protected override Task<IPAddress[]> ResolveAsync(string host, CancellationToken stop) =>
            Task.FromResult<IPAddress[]>([IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? literal : IPAddress.Parse(address(host))]);

        protected override Task<Stream> ConnectAsync(IPAddress[] addresses, int ignored, CancellationToken stop) => base.ConnectAsync([IPAddress.Loopback], port, stop);
    }
}
