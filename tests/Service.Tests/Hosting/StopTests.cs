using System;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

public sealed class StopTests
{
    private const string AtPort = """
        { "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ], "dns": { {dns} }, "service": { {service} } }
        """;

    private const string AtSocket = """
        { "dns": { {dns} }, "service": { "policyListen": [ "unix:{socket}" ], "milterListen": [], "metricsListen": [] } }
        """;

    [Fact]
    public async Task Who_has_asked_before_the_stop_is_answered_and_logged_and_nobody_else_comes_in()
    {
        var gate = new TaskCompletionSource();
        await using var service = await ServiceUnderTest.StartAsync(AtPort);
        service.Dns.Zone("one.test").Lists("192.0.2.7", "127.0.0.2").WaitsFor(gate.Task);
        using var asking = await service.ConnectAsync();
        using var idle = await service.ConnectAsync();
        await asking.SendAsync(PolicyClient.Request("192.0.2.7"));
        await service.Dns.SeenAsync(1);
        var endPoint = service.Policy;

        var stopping = service.StopAsync();
        Assert.Null(await idle.AnswerAsync());
        await Assert.ThrowsAsync<SocketException>(() => PolicyClient.ConnectAsync(endPoint));
        gate.SetResult();

        Assert.StartsWith("550 5.7.1 192.0.2.7", await asking.AnswerAsync(), StringComparison.Ordinal);
        Assert.Null(await asking.AnswerAsync());
        Assert.False(asking.WasReset || idle.WasReset);
        await stopping;
        Assert.Equal("RejectCommand", Assert.Single(service.Decisions())["Action"]);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_half_a_request()
    {
        await using var service = await ServiceUnderTest.StartAsync(AtPort);
        using var client = await service.ConnectAsync();
        await client.SendAsync("request=smtpd_access_policy\n");

        await service.StopAsync();

        // Whoever is waited for in vain is broken off at the end of the time.
        Assert.Null(await client.AnswerAsync());
        Assert.False(client.WasReset);
    }

    [Fact]
    public async Task A_socket_is_open_to_every_user_gone_after_the_stop_and_no_obstacle_when_the_service_was_killed()
    {
        await using var service = await ServiceUnderTest.StartAsync(AtSocket);
        Assert.True(File.GetUnixFileMode(service.SocketPath).HasFlag(UnixFileMode.OtherWrite | UnixFileMode.OtherRead));
        await service.StopAsync();
        Assert.False(File.Exists(service.SocketPath));

        LeaveSocketBehind(service.SocketPath);
        var host = await IpBlock.Service.Hosting.ServiceHost.StartAsync(service.SettingsPath, IpBlock.Time.Clock.System, service);
        using (var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(service.SocketPath)))
            Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.7")));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_socket_or_port_that_somebody_else_serves_is_not_taken_from_him()
    {
        await using var service = await ServiceUnderTest.StartAsync(AtSocket);
        await Assert.ThrowsAnyAsync<IOException>(() => IpBlock.Service.Hosting.ServiceHost.StartAsync(service.SettingsPath, IpBlock.Time.Clock.System, service));

        using var client = await service.ConnectAsync();
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.7")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("an administrator's notes\n")]
    public async Task A_file_at_the_place_of_a_socket_is_not_removed(string text)
    {
        await using var service = await ServiceUnderTest.StartAsync(AtSocket);
        await service.StopAsync();
        await File.WriteAllTextAsync(service.SocketPath, text, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => IpBlock.Service.Hosting.ServiceHost.StartAsync(service.SettingsPath, IpBlock.Time.Clock.System, service));
        Assert.Equal(text, await File.ReadAllTextAsync(service.SocketPath, TestContext.Current.CancellationToken));
        File.Delete(service.SocketPath);
    }

    // Bound under another name and moved, so that nothing takes the file away when the socket is closed.
    private static void LeaveSocketBehind(string path)
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path + ".x"));
            File.Move(path + ".x", path);
        }

        Assert.True(File.Exists(path));
    }
}
