using System;
using System.Threading.Tasks;
using IpBlock.Testing.Certificates;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary><c>ipblock notify test</c> as an administrator sees it.</summary>
public sealed class NotifyTestCommandTests
{
    [Fact]
    public async Task Each_way_is_tried_and_said_what_became_of_it()
    {
        using var authority = new Authority();
        await using var mail = MailServer.Start(authority.Good());
        await using var hook = await HookServer.StartAsync(authority.Expired());
        using var cli = new Cli(Settings(mail.Port, hook.Url));
        authority.WriteTo(System.IO.Path.Combine(cli.Folder, "ca.pem"));
        var result = await cli.RunAsync("notify", "test");
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.StartsWith(
            $"E-mail to a@site.example, b@site.example by 127.0.0.1:{mail.Port}: sent.\nWebhook to {hook.Url.Split("/hooks")[0]}/...: NOT sent: the certificate of 127.0.0.1 expired on ",
            result.Output, StringComparison.Ordinal);
        Assert.Single(mail.Mails);

        var json = (JArray)await cli.JsonAsync("notify", "test");
        Assert.Equal(("e-mail", true, ""), ((string?)json[0]["channel"], (bool)json[0]["sent"]!, (string?)json[0]["problem"]));
        Assert.Equal(("webhook", false), ((string?)json[1]["channel"], (bool)json[1]["sent"]!));
        Assert.Contains("expired on", (string?)json[1]["problem"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_sent_is_well()
    {
        using var authority = new Authority();
        await using var mail = MailServer.Start(authority.Good());
        await using var hook = await HookServer.StartAsync(authority.Good());
        using var cli = new Cli(Settings(mail.Port, hook.Url));
        authority.WriteTo(System.IO.Path.Combine(cli.Folder, "ca.pem"));
        Assert.Equal(2, (await cli.DoAsync("notify", "test")).Split(": sent.\n").Length - 1);
    }

    [Theory]
    [InlineData("{}", "no notifications are configured; set notify.email.server, notify.email.from and notify.email.to, or notify.webhook.url")]
    [InlineData("""{ "notify": { "email": { "server": "localhost" } } }""", "no e-mail can be sent while notify.email.from and notify.email.to are not set")]
    [InlineData("""{ "notify": { "eventLog": true } }""", "notify.eventLog is only for Windows; on Linux the notices are in the journal")]
    public async Task Where_nothing_is_set_up_it_says_what_to_set(string settings, string words)
    {
        using var cli = new Cli(settings);
        var result = await cli.RunAsync("notify", "test");
        Assert.Equal((2, "ipblock: " + words + "\n"), (result.Code, result.Error));
    }

    [Fact]
    public async Task A_password_that_is_set_is_not_repeated_and_stands_in_the_file()
    {
        using var cli = new Cli("{}");
        Assert.Equal("notify.email.password is now (not shown).\n", (await cli.RunAsync("config", "set", "notify.email.password", "hunter2")).Output);
        Assert.Equal("notify.webhook.url is now https://hooks.example/....\n", (await cli.RunAsync("config", "set", "notify.webhook.url", "https://hooks.example/K3Y")).Output);
        Assert.Equal("hunter2", cli.Settings().Notify.Email.Password!.Reveal());
        var exported = await cli.RunAsync("export");
        Assert.DoesNotContain("hunter2", exported.Output, StringComparison.Ordinal);
        Assert.Contains("notify.email.password, notify.webhook.url", exported.Error, StringComparison.Ordinal);
        var whole = await cli.DoAsync("export", "--secrets");
        Assert.Contains("\"password\": \"hunter2\"", whole, StringComparison.Ordinal);
        Assert.Contains("\"url\": \"https://hooks.example/K3Y\"", whole, StringComparison.Ordinal);
    }

    private static string Settings(int port, string url) => $$"""
        { "notify": {
            "email": { "server": "127.0.0.1", "port": {{port}}, "from": "ipblock@site.example", "to": [ "a@site.example", "b@site.example" ], "trustedCertificate": "ca.pem" },
            "webhook": { "url": "{{url}}", "trustedCertificate": "ca.pem" } } }
        """;
}
