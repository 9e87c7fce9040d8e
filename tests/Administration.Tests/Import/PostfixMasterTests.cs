using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Import;
using IpBlock.Administration.Import.Postfix;
using IpBlock.Testing.Servers;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Services in master.cf overrule main.cf.</summary>
public sealed class PostfixMasterTests
{
    private const string Main = "mynetworks = 192.0.2.0/28\nlists = reject_rbl_client a.example\nsmtpd_client_restrictions = reject_rbl_client m.example\n";

    [Fact]
    public void What_a_service_of_strangers_says_is_carried_over_and_that_of_users_comes_disabled()
    {
        var plan = Read("""
            # service type  private unpriv  chroot  wakeup  maxproc command + args
            smtp      inet  n       -       y       -       -       smtpd
              -o smtpd_client_restrictions=permit_mynetworks,$lists,reject_rbl_client,b.example=127.0.0.2
              # a comment between
              -o { smtpd_sender_restrictions = permit_dnswl_client w.example, reject_rbl_client c.example }
            submission inet n       -       y       -       -       smtpd
              -o syslog_name=postfix/submission
              -o smtpd_recipient_restrictions=reject_rbl_client,d.example
            pickup    unix  n       -       y       60      1       pickup
            """, Main);
        Assert.Equal([("a.example", true), ("b.example", true), ("c.example", true), ("d.example", false)],
            Load(plan).BlockProviders.Select(static provider => (provider.LookupDomain.Reveal(), provider.Enabled)));
        Assert.Equal("w.example", Load(plan).AllowProviders.Single().Name);
        Assert.Equal([3, 3, 5, 5, 8], plan.Items.Where(static item => item.Kind is ImportedKind.BlockProvider or ImportedKind.AllowProvider)
            .Select(static item => item.Line));
        Assert.Equal(["192.0.2.0/28"], Load(plan).Exceptions.Clients.Select(static client => client.Client.ToString()));
        Assert.Contains("service submission", string.Concat(Item(plan, "d.example").Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_main_cf_what_depends_on_it_comes_disabled_and_is_named()
    {
        var plan = Read("smtp inet n - y - - smtpd -o smtpd_client_restrictions=permit_mynetworks,reject_rbl_client,a.example -o smtpd_helo_restrictions=$mine,reject_rbl_client,b.example\n", null);
        Assert.Equal([("a.example", false), ("b.example", true)], Load(plan).BlockProviders.Select(static provider => (provider.Name, provider.Enabled)));
        Assert.Contains("main.cf", Why(plan, "main.cf"), StringComparison.Ordinal);
        Assert.NotNull(Why(plan, "$mine"));
    }

    [Theory]
    [InlineData("smtp inet n - y - 1 postscreen -o postscreen_dnsbl_action=enforce -o postscreen_dnsbl_sites=a.example,b.example -o postscreen_dnsbl_threshold=1", "a.example b.example")]
    [InlineData("smtpd pass - - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,a.example", "a.example")]
    [InlineData("192.0.2.1:25 inet n - y - - smtpd -osmtpd_client_restrictions=reject_rbl_client,a.example", "a.example")]
    [InlineData("[2001:db8::1]:smtp inet n - y - - smtpd -o {smtpd_client_restrictions = reject_rbl_client a.example}", "a.example")]
    [InlineData("127.0.0.1:10025 inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,a.example", "")]
    [InlineData("smtps inet n - y - - smtpd -v -o smtpd_client_restrictions=reject_rbl_client,a.example", "")]
    [InlineData("smtp inet n - y - - smtpd -o smtpd_client_restrictions=", "")]
    [InlineData("smtp unix - - y - - smtp -o smtpd_client_restrictions=reject_rbl_client,a.example", "")]
    public void Only_what_strangers_come_to_is_enabled(string service, string enabled) =>
        Assert.Equal(enabled,
            string.Join(' ', Load(Read(service + "\n", "")).BlockProviders.Where(static provider => provider.Enabled)
            .Select(static provider => provider.Name)));

    [Fact]
    public void What_a_service_overrules_is_read_in_place_of_main_cf()
    {
        const string Master =
            "smtp inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,other.example\nsubmission inet n - y - - smtpd -o smtpd_sender_restrictions=\n";
        var plan = Importer.Read(Main + "smtpd_sender_restrictions = reject_rbl_client s.example\n", "/etc/postfix/main.cf", null, path =>
            path == "/etc/postfix/master.cf" ? Master : null);
        Assert.Equal(["other.example", "s.example"], Load(plan).BlockProviders.Select(static provider => provider.Name));
        Assert.Contains("in line 1 of /etc/postfix/master.cf", Why(plan, "smtpd_client_restrictions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_read_as_postconf_reads_them()
    {
        using var folder = new TemporaryFolder();
        var master = string.Join('\n', Services()) + "\n";
        File.WriteAllText(folder.PathOf("main.cf"), "compatibility_level = 3.6\n");
        File.WriteAllText(folder.PathOf("master.cf"), master);
        var ours = MasterFile.Read(master, new PlanBuilder())
            .SelectMany(static service => service.Overrules.Select(option => $"{service.Name}/{service.Type}/{option.Key} = {option.Value.Text}".Trim()))
                .Order(StringComparer.Ordinal);
        Assert.Equal((await PostconfAsync(folder.PathOf(""))).Order(StringComparer.Ordinal), ours);
    }

    private static IEnumerable<string> Services()
    {
        var random = new Random(5);
        string[] values = ["reject_rbl_client,a.example", "", "permit_mynetworks", "$lists,reject", "a=b"];
        for (var i = 0; i < 40; i++)
        {
            var options = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(4) switch
            {
                0 => $"-o {{ smtpd_{"abcd"[random.Next(4)]}_restrictions = {values[random.Next(5)].Replace(",", ", ", StringComparison.Ordinal)} }}",
                1 => "-v",
                2 => "-v -v",
                _ => $"-o smtpd_{"abcd"[random.Next(4)]}_restrictions={values[random.Next(5)]}",
            });
            yield return $"{(i % 3 == 0 ? "127.0.0.1:" : "")}{3000 + i} inet n - y - - smtpd{string.Concat(options.Select(option => (random.Next(2) == 0 ? " " : "\n# between\n    ") + option))}";
        }
    }

    private static async Task<List<string>> PostconfAsync(string folder)
    {
        var (_, output) = await RealProcess.RunAsync("/usr/sbin/postconf", ["-c", folder, "-P"]);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.Contains("postconf: ", StringComparison.Ordinal));
        return [.. lines.Select(static line => line.Trim())];
    }

    private static ImportPlan Read(string master, string? main) =>
        Importer.Read(master, "/etc/postfix/master.cf", null, path => path == "/etc/postfix/main.cf" ? main : null);
}
