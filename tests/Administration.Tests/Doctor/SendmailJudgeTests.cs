using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>Configurations of Sendmail as its own m4 macros make them.</summary>
public sealed class SendmailJudgeTests
{
    private const string Asking = "INPUT_MAIL_FILTER(`ipblock', `S=inet:4466@localhost, F=, T=C:5s;S:10s;R:10s')dnl";

    [Theory]
    [InlineData("", Asking)]
    [InlineData("", "INPUT_MAIL_FILTER(`other', `S=local:/run/other.sock, F=T')dnl\n" + Asking)]
    [InlineData("sendmail.notAsked", "")]
    [InlineData("sendmail.notAsked", "INPUT_MAIL_FILTER(`other', `S=local:/run/other.sock, F=T')dnl")]
    [InlineData("sendmail.notUsed", "MAIL_FILTER(`ipblock', `S=inet:4466@localhost, F=, T=C:5s;S:10s;R:10s')dnl")]
    [InlineData("sendmail.notUsed", Asking + "\ndefine(`confINPUT_MAIL_FILTERS', `other')dnl")]
    [InlineData("sendmail.stopsMail", "INPUT_MAIL_FILTER(`ipblock', `S=inet:4466@localhost, F=T, T=C:5s;S:10s;R:10s')dnl")]
    [InlineData("sendmail.stopsMail", "INPUT_MAIL_FILTER(`ipblock', `S=inet:4466@localhost, F=R')dnl")]
    [InlineData("sendmail.shortTimeout", "INPUT_MAIL_FILTER(`ipblock', `S=inet:4466@localhost, T=R:2s')dnl")]
    [InlineData("sendmail.wrongDoor", "INPUT_MAIL_FILTER(`ipblock', `S=inet:4467@localhost, F=')dnl")]
    [InlineData("sendmail.wrongDoor", "INPUT_MAIL_FILTER(`puremessage', `S=local:/run/ipblock/milter.sock, F=')dnl")]
    public async Task A_milter_that_is_missing_unused_or_in_the_way_is_found(string id, string milters)
    {
        using var site = new Site { Master = null };
        await UseAsync(site, milters, "");
        Assert.Equal(id.Length == 0 ? [] : [id], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));
    }

    [Fact]
    public async Task A_Sendmail_that_listens_for_this_machine_only_need_not_ask()
    {
        using var site = new Site { Master = null };
        await UseAsync(site, "", "DAEMON_OPTIONS(`Family=inet, Name=MTA-v4, Port=smtp, Addr=127.0.0.1')dnl");
        Assert.Empty((await site.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_said_and_not_guessed()
    {
        using var site = new Site { Master = null };
        site.Write("usr/sbin/sendmail-mta", "");
        Directory.CreateDirectory(Path.Combine(site.Root, "etc/mail"));
        // Nobody can read there, root neither.
        File.CreateSymbolicLink(Path.Combine(site.Root, "etc/mail/sendmail.cf"), "/proc/self/mem");
        Assert.Equal(["sendmail.hidden"], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));
    }

    [Fact]
    public async Task Of_two_mail_servers_one_that_asks_is_enough()
    {
        using var site = new Site();
        await UseAsync(site, "", "");
        Assert.Empty((await site.ExamineAsync()).Findings);
        site.Main["smtpd_recipient_restrictions"] = "reject_unauth_destination";
        Assert.Equal(["postfix.notAsked", "sendmail.notAsked"], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));
        await UseAsync(site, Asking, "");
        Assert.Empty((await site.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task A_mail_server_of_another_machine_that_is_connected_asks()
    {
        using var site = new Site { Master = null };
        await UseAsync(site, "", "");
        // A probe of the port would look the same here.
        RunningFaults.Change(site, static state => state with { Doors = [state.Doors[0] with { Connections = 1 }, state.Doors[1], state.Doors[2]] });
        Assert.Equal(["sendmail.notAsked"], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));

        site.Settings["service"] = JObject.Parse("""{ "policyListen": [ "192.0.2.25:10040" ] }""");
        RunningFaults.Change(site, static state => state with { Doors = [state.Doors[0] with { Address = "192.0.2.25:10040" }, state.Doors[1], state.Doors[2]] });
        Assert.Empty((await site.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task What_is_left_of_a_Sendmail_that_was_removed_is_not_judged()
    {
        using var site = new Site { Master = null };
        await UseAsync(site, "", "");
        File.Delete(Path.Combine(site.Root, "usr/libexec/sendmail/sendmail"));
        Assert.Empty((await site.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task A_milter_that_is_turned_off_is_said()
    {
        using var site = new Site { Master = null };
        await UseAsync(site, Asking, "");
        site.Settings["service"] = JObject.Parse("""{ "milterListen": [] }""");
        RunningFaults.Change(site, static state => state with { Doors = [state.Doors[0], state.Doors[2]] });
        var finding = Assert.Single((await site.ExamineAsync()).Findings);
        Assert.Equal("sendmail.wrongDoor", finding.Id);
        Assert.Contains("turned off", finding.Text, StringComparison.Ordinal);
    }

    private static async Task UseAsync(Site site, string milters, string ports)
    {
        var sendmail = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "ipblock-tests", "sendmail");
        var script = Path.Combine(AppContext.BaseDirectory, "sendmail.sh");
        Assert.Equal(0, (await RealProcess.RunAsync("/bin/sh", [script, sendmail], TimeSpan.FromMinutes(5))).ExitCode);
        var macros = site.Write("sendmail.mc", $"""
            divert(-1)
            include(`{sendmail}/usr/share/sendmail/cf/m4/cf.m4')
            divert(0)dnl
            OSTYPE(`linux')dnl
            FEATURE(`no_default_msa')dnl
            {ports}
            {milters}
            MAILER(`local')dnl
            MAILER(`smtp')dnl

            """);
        site.Write("usr/libexec/sendmail/sendmail", "");
        Directory.CreateDirectory(Path.Combine(site.Root, "etc/mail"));
        var (code, output) = await RealProcess.RunAsync("/bin/sh",
            ["-c", $"'{sendmail}/usr/bin/m4' -D_CF_DIR_='{sendmail}/usr/share/sendmail/cf/' '{macros}' >'{site.Root}/etc/mail/sendmail.cf'"]);
        Assert.True(code == 0, output);
    }
}
