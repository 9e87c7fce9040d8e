using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>The whole service with a mail server behind its notifications.</summary>
public sealed class ServiceTests
{
    [Fact]
    public async Task A_mail_server_that_hangs_is_in_no_verdicts_way()
    {
        await using var mail = MailServer.Start(isSilent: true);
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(Settings(mail.Port), clock);
        using var client = await service.ConnectAsync();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => mail.Open > 0, () => Said(service));

        for (var i = 0; i < 500; i++)
        {
            Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "a" + i)), StringComparison.Ordinal);
            Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.7", instance: "b" + i)));
        }

        // All that while the sender has waited for the greeting.
        Assert.Equal(1, mail.Open);
        var stopping = service.StopAsync();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => stopping.IsCompleted, static () => "The service never stops.");
    }

    [Fact]
    public async Task A_service_that_cannot_send_says_so_in_its_status()
    {
        var port = Free.Port();
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(Settings(port), clock);
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => service.Notices.Any(static notice => notice.Id == 430), () => Said(service));
        Assert.Contains(service.Host.Engine.Look().Troubles, static trouble => trouble.StartsWith("Notifications by e-mail fail: ", StringComparison.Ordinal));
        var (_, health) = await SettingsTests.GetAsync(service, "/health");
        Assert.Contains($"Notifications by e-mail fail: 127.0.0.1:{port} cannot be reached: ", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailKit_is_not_loaded_before_a_mail_is_sent()
    {
        await using var mail = MailServer.Start();
        using var cli = new Cli("""{ "service": { "policyListen": [ "127.0.0.1:0" ], "milterListen": [], "metricsListen": [] }, "notify": { "email": """
            + $$"""{ "server": "127.0.0.1", "port": {{mail.Port}}, "from": "a@site.example", "to": [ "b@site.example" ] } } }""");
        var program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
        await using var serve = await RealProcess.StartAsync("dotnet", [program, "serve", "--settings", cli.SettingsPath], async _ =>
        {
            var status = await cli.RunAsync("status", "--json");
            return status.Json["processes"]!.Any(static process => (bool)process["running"]!);
        });
        var maps = await File.ReadAllTextAsync($"/proc/{serve.Id}/maps");
        Assert.Contains("IpBlock.Common.dll", maps, StringComparison.Ordinal);
        foreach (var assembly in new[] { "MailKit", "MimeKit", "BouncyCastle" })
            Assert.DoesNotContain(assembly, maps, StringComparison.Ordinal);
    }

    private static string Said(ServiceUnderTest service) => string.Join('\n', service.Notices.Select(static notice => notice.Text));

    private static string Settings(int port) => $$"""
        { "blockList": [ "192.0.2.7" ], "service": { {service} }, "log": { "enabled": false }, "dns": { {dns} },
          "lists": [ { "name": "gone", "file": "gone.txt" } ],
          "notify": { "timeout": "5m", "email": { "server": "127.0.0.1", "port": {{port}}, "from": "a@site.example", "to": [ "b@site.example" ] } } }
        """;
}
