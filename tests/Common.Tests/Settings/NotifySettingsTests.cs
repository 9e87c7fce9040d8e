using System;
using System.Linq;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class NotifySettingsTests
{
    [Fact]
    public void Nothing_is_sent_unless_it_is_set_up()
    {
        var notify = new FilterSettings().Notify;
        Assert.Equal((false, (WebhookUrl?)null, false), (notify.Email.IsComplete, notify.Webhook.Url, notify.EventLog));
        Assert.Empty(notify.Email.Missing);
        Assert.Equal((NotifySeverity.Warning, TimeSpan.FromHours(1), NotifyDigest.None), (notify.MinimumSeverity, notify.Every, notify.Digest));
        Assert.Equal(NotifyTls.Required, notify.Email.Tls);
    }

    [Theory]
    [InlineData("""{ "server": "mail.example" }""", "notify.email.from notify.email.to")]
    [InlineData("""{ "from": "a@b.example", "to": [ "c@d.example" ] }""", "notify.email.server")]
    [InlineData("""{ "server": "mail.example", "from": "a@b.example", "to": [ "c@d.example" ], "user": "me" }""", "notify.email.password")]
    [InlineData("""{ "server": "mail.example", "from": "a@b.example", "to": [ "c@d.example" ], "user": "me", "passwordFile": "x" }""", "")]
    public void What_is_still_missing_is_named(string email, string missing) =>
        Assert.Equal(missing, string.Join(' ', Parse($$"""{ "notify": { "email": {{email}} } }""").Settings!.Notify.Email.Missing));

    [Theory]
    [InlineData("""{ "server": "mail.example", "tls": "none" }""", "notify.email.tls")]
    [InlineData("""{ "server": "192.168.7.8", "tls": "none" }""", "notify.email.tls")]
    [InlineData("""{ "password": "x", "passwordFile": "x" }""", "notify.email.passwordFile")]
    [InlineData("""{ "from": "nobody" }""", "notify.email.from")]
    [InlineData("""{ "from": "a@b.example\r\nBcc: c@d.example" }""", "notify.email.from")]
    [InlineData("""{ "to": [ "a@b.example", "c@d.example, e@f.example" ] }""", "notify.email.to[1]")]
    [InlineData("""{ "port": 0 }""", "notify.email.port")]
    [InlineData("""{ "password": 7 }""", "notify.email.password")]
    [InlineData("""{ "trustedCertificate": "a\nb" }""", "notify.email.trustedCertificate")]
    public void What_cannot_work_or_would_forge_a_header_is_refused(string email, string place) =>
        Assert.Equal(place, Assert.Single(Parse($$"""{ "notify": { "email": {{email}} } }""").Errors).Path);

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.53")]
    [InlineData("::1")]
    public void Without_encryption_this_machine_is_reached(string server) =>
        Assert.Empty(Parse($$"""{ "notify": { "email": { "server": "{{server}}", "tls": "none" } } }""").Errors);

    [Fact]
    public void Each_setting_can_be_set_by_itself_in_any_order()
    {
        string[] members =
        [
            "\"server\": \"mail.example\"", "\"from\": \"a@b.example\"", "\"to\": [ \"c@d.example\" ]", "\"user\": \"me\"", "\"password\": \"x\"",
        ];
        for (var set = 0; set < 1 << members.Length; set++)
        {
            var email = string.Join(", ", members.Where((_, place) => (set >> place & 1) != 0));
            Assert.Empty(Parse($$"""{ "notify": { "email": { {{email}} } } }""").Errors);
        }
    }

    private static SettingsLoad Parse(string json) => SettingsFile.Parse(json, "ipblock.json");
}
