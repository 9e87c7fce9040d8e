using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.EndToEnd.Doctor;

/// <summary>What the doctor says of a Postfix is what that Postfix does: each configuration is judged, and then a listed client sends mail to it.</summary>
public sealed class PostfixJudgedTests(Doors doors) : IClassFixture<Doors>
{
    private const string List = "smtpd_recipient_restrictions = ";
    private const string Asking = "check_policy_service { {policy}, timeout=10s, default_action=DUNNO }";

    [Theory]
    [InlineData("", "550 5.7.1 ", "mail_name = Postfix")]
    [InlineData("postfix.notAsked", "250 ", List + "reject_unauth_destination")]
    [InlineData("postfix.afterPermit", "250 ", List + "permit, " + Asking)]
    [InlineData("postfix.afterPermit", "250 ", List + "reject_unauth_destination, permit_auth_destination, " + Asking)]
    [InlineData("postfix.onlyWarns", "250 ", List + "warn_if_reject " + Asking)]
    [InlineData("postfix.wrongDoor", "250 ", List + "check_policy_service { inet:127.0.0.1:1, timeout=10s, default_action=DUNNO }")]
    [InlineData("postfix.softBounce", "450 4.7.1 ", "soft_bounce = yes")]
    public async Task A_listed_client_meets_what_the_doctor_says(string id, string reply, string line)
    {
        await using var door = await PostfixDoor.StartAsync("connect", doors.Lists.EndPoint, more: line);
        Assert.Equal(id.Length == 0 ? [] : [id], await ExamineAsync(door));
        Assert.StartsWith(reply, await SendAsync(door), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postfix.noDefaultAction", "451 4.3.5 ", List + "check_policy_service { {policy}, timeout=10s }")]
    [InlineData("", "250 ", List + Asking)]
    public async Task While_the_service_is_dead_mail_comes_in_or_not_as_the_doctor_has_said(string id, string reply, string line)
    {
        await using var door = await PostfixDoor.StartAsync("connect", doors.Lists.EndPoint, more: line);
        Assert.Equal(id.Length == 0 ? [] : [id], await ExamineAsync(door));
        await door.KillServiceAsync();
        Assert.StartsWith(reply, await SendAsync(door), System.StringComparison.Ordinal);
        await door.StartServiceAsync();
    }

    private static async Task<string> SendAsync(PostfixDoor door)
    {
        using var smtp = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        await smtp.SayAsync();
        return await smtp.SayAllAsync("EHLO mail.sender.example", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>") ?? "";
    }

    // To the doctor its files are those of the machine's own Postfix.
    private static async Task<string[]> ExamineAsync(PostfixDoor door)
    {
        using var root = new ScratchFolder();
        Directory.CreateDirectory(Path.Combine(root.Path, "etc"));
        Directory.CreateDirectory(Path.Combine(root.Path, "usr/sbin"));
        root.Write("usr/sbin/postfix", "");
        File.CreateSymbolicLink(Path.Combine(root.Path, "etc/postfix"), door.Postfix.Folder);
        using var resolver = new StubResolver(new DnsOptions(), Clock.System);
        var report = await new HealthDoctor().RunAsync(new DoctorVisit(door.SettingsPath, Clock.System, resolver) { Root = root.Path });
        return [.. report.Areas.Single(static area => area.Area == DoctorArea.MailServer).Findings.Select(static finding => finding.Id)];
    }
}
