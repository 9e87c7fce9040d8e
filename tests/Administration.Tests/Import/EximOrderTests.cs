using System;
using System.Linq;
using IpBlock.Administration.Import;
using Xunit;
using static IpBlock.Administration.Tests.Import.ImportedText;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Which of Exim's statements decide about whom: those before, the list they stand in, the conditions beside.</summary>
public sealed class EximOrderTests
{
    private const string Head = "acl_smtp_rcpt = check\nbegin acl\n";

    [Theory]
    [InlineData("deny dnslists = a.example.org\n dnslists = b.example.org", "several dnslists")]
    [InlineData("deny dnslists = a.example.org\n !dnslists = c.example.org", "(!dnslists)")]
    [InlineData("deny dnslists = a.example.org\n !dnslists = wl.example.org!=127.0.0.1", "(!dnslists)")]
    [InlineData("deny dnslists = a.example.org,b.example.org", "on a.example.org as well")]
    [InlineData("deny senders = *@x.example\n dnslists = a.example.org", "(senders)")]
    [InlineData("deny hosts = 192.0.2.0/24\n dnslists = a.example.org", "(hosts)")]
    [InlineData("deny hosts = !192.0.2.1 : *\n dnslists = a.example.org", "(hosts)")]
    [InlineData("deny condition = no\n dnslists = a.example.org", "never true")]
    [InlineData("deny !hosts = *\n dnslists = a.example.org", "never true")]
    [InlineData("accept\ndeny dnslists = a.example.org", "after the accept statement on line 4")]
    [InlineData("accept hosts = *\ndeny dnslists = a.example.org", "after the accept statement on line 4")]
    [InlineData("accept senders = *@x.example\ndeny dnslists = a.example.org", "comes before it and accepts clients by conditions that IpBlock does not support (senders)")]
    [InlineData("accept condition = ${if def:h_X:}\ndeny dnslists = a.example.org", "(condition)")]
    [InlineData("accept hosts = mail.friend.example\ndeny dnslists = a.example.org", "(hosts)")]
    [InlineData("accept hosts = +unknown\ndeny dnslists = a.example.org", "(hosts)")]
    [InlineData("accept domains = +local_domains\ndeny dnslists = a.example.org", "(domains)")]
    [InlineData("accept !dnslists = c.example.org\ndeny dnslists = a.example.org", "by lists that IpBlock cannot use")]
    [InlineData("discard dnslists = c.example.org\ndeny dnslists = a.example.org", "by lists that IpBlock cannot use")]
    [InlineData("accept dnslists = c.example.org!=127.0.0.9\ndeny dnslists = a.example.org", "by a list that is not imported")]
    [InlineData("accept dnslists = ${readfile{/etc/lists}}\ndeny dnslists = a.example.org", "by a list that is not imported")]
    [InlineData(".include /etc/exim4/more\ndeny dnslists = a.example.org", "file included on line 4")]
    public void What_a_client_may_pass_is_added_disabled_with_the_reason(string statements, string reason)
    {
        var plan = Plan(Head + "check:\n" + statements + "\naccept\n", source: ImportSource.Exim);
        Assert.DoesNotContain(Load(plan).BlockProviders, provider => provider.Enabled);
        Assert.Contains(plan.Items, item => item.Remarks.Any(remark => remark.Contains(reason, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("accept hosts = :\ndeny dnslists = a.example.org")]
    [InlineData("accept hosts = <; 127.0.0.1 ; 10.0.0.0/8 ; ::1 ; localhost ; @[]\ndeny dnslists = a.example.org")]
    [InlineData("accept authenticated = *\ndeny dnslists = a.example.org")]
    [InlineData("accept condition = false\ndeny dnslists = a.example.org")]
    [InlineData("require senders = *@x.example\ndeny dnslists = a.example.org")]
    [InlineData("require senders = *@x.example\n!dnslists = a.example.org")]
    [InlineData("warn senders = *@x.example\ndeny dnslists = a.example.org")]
    [InlineData("deny senders = *@x.example\ndeny dnslists = a.example.org")]
    [InlineData("accept endpass\n!dnslists = a.example.org")]
    [InlineData("deny !hosts = :\n!authenticated = *\ncondition = 1\ndnslists = a.example.org")]
    [InlineData("deny dnslists = a.example.org/$sender_host_address")]
    [InlineData("deny dnslists = a.example.org\naccept\ndeny dnslists = b.example.org")]
    public void What_no_client_can_pass_is_enabled(string statements)
    {
        var settings = Load(Plan(Head + "check:\n" + statements + "\naccept\n", source: ImportSource.Exim));
        Assert.Equal(["a.example.org"], settings.BlockProviders.Where(provider => provider.Enabled).Select(provider => provider.Name));
    }

    [Theory]
    [InlineData("acl_smtp_auth = list", "acl_smtp_auth refers to its ACL list")]
    [InlineData("acl_smtp_predata = list", "acl_smtp_predata refers to")]
    [InlineData("acl_not_smtp = list", "acl_not_smtp refers to")]
    [InlineData("acl_smtp_mail = ${if eq{1}{2}{list}}", "expanded while Exim runs")]
    [InlineData("", "no option refers to its ACL list")]
    public void A_list_that_is_not_asked_for_every_client_is_added_disabled(string option, string reason)
    {
        var plan = Plan(option + "\nbegin acl\nlist:\ndeny dnslists = a.example.org\naccept dnslists = w.example.org\n", source: ImportSource.Exim);
        Assert.All(plan.Items, item => Assert.Equal(false, item.Properties["enabled"]));
        Assert.Contains(reason, Item(plan, "a.example.org").Remarks[0], StringComparison.Ordinal);
        Assert.Contains(reason, Item(plan, "w.example.org").Remarks[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deny acl = list")]
    [InlineData("accept !acl = list a b")]
    [InlineData("deny condition = ${acl{list}}")]
    public void A_list_that_is_only_a_condition_decides_nothing_by_itself(string caller)
    {
        var plan = Plan(Head + $"check:\n{caller}\naccept\nlist:\naccept dnslists = a.example.org\n", source: ImportSource.Exim);
        Assert.Equal(false, Item(plan, "a.example.org").Properties["enabled"]);
        Assert.Contains("as a condition of other ACLs", Item(plan, "a.example.org").Remarks[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("helo")]
    [InlineData("mail")]
    [InlineData("rcpt")]
    [InlineData("data")]
    public void At_these_stages_every_client_is_asked(string stage)
    {
        var whole = Plan($"acl_smtp_{stage} = list\nbegin acl\nlist:\ndeny dnslists = a.example.org\n", source: ImportSource.Exim);
        var piece = Plan($"acl_check_{stage}:\ndeny dnslists = a.example.org\n", source: ImportSource.Exim);
        Assert.All([whole, piece], plan => Assert.True(Load(plan).BlockProviders.Single().Enabled));
    }

    [Fact]
    public void An_option_may_hold_the_statements_themselves()
    {
        var plan = Plan(
            "# one\nacl_smtp_connect = \"deny dnslists = a.example.org\\naccept\\ndeny dnslists = b.example.org\"\nacl_smtp_vrfy = deny dnslists = c.example.org\nbegin acl\n",
            source: ImportSource.Exim);
        Assert.Equal(
            [("a.example.org", true, 2), ("b.example.org", false, 4), ("c.example.org", false, 3)],
            plan.Items.Select(item => (item.Name, !item.Properties.ContainsKey("enabled"), item.Line)));
    }

    [Fact]
    public void Who_is_accepted_before_becomes_an_exception_once_something_would_refuse_him()
    {
        var plan = Plan(
            "acl_smtp_rcpt = check\nhostlist friends = 192.0.2.0/24 : +more : 10.0.0.0/8\nhostlist more = *.friend.example\nbegin acl\n"
            + "check:\naccept hosts = +friends\naccept local_parts = postmaster\n domains = +local_domains\ndeny dnslists = a.example.org\n"
            + "accept hosts = 198.51.100.7\n",
            source: ImportSource.Exim);
        Assert.True(Load(plan).BlockProviders.Single().Enabled);
        Assert.Equal(["192.0.2.0/24", "*.friend.example"], plan.Items.Where(item => item.Kind is ImportedKind.ClientException).Select(item => item.Name));
        Assert.Equal("postmaster@*", Assert.Single(plan.Items, item => item.Kind is ImportedKind.RecipientException).Name);
    }

    [Fact]
    public void An_allow_list_spares_only_from_what_stands_behind_it()
    {
        var text = Head + "check:\ndeny dnslists = a.example.org\naccept dnslists = w.example.org\n";
        Assert.False(Load(Plan(text + "accept\n", source: ImportSource.Exim)).AllowProviders.Single().Enabled);
        Assert.True(Load(Plan(text + "deny dnslists = b.example.org\naccept\n", source: ImportSource.Exim)).AllowProviders.Single().Enabled);
    }

    [Fact]
    public void A_list_of_good_senders_that_a_statement_leaves_out_becomes_an_allow_list()
    {
        var plan = Plan(Head + "check:\ndeny !dnslists = list.dnswl.org&0.0.0.2\ndnslists = a.example.org\naccept\n", source: ImportSource.Exim);
        Assert.True(Load(plan).AllowProviders.Single().Enabled);
        Assert.True(Load(plan).BlockProviders.Single().Enabled);
        Assert.Empty(plan.NotCarriedOver);
    }

    [Theory]
    [InlineData("list.dnswl.org", ImportedKind.AllowProvider)]
    [InlineData("wl.mailspike.net", ImportedKind.AllowProvider)]
    [InlineData("swl.example.org", ImportedKind.AllowProvider)]
    [InlineData("zen.spamhaus.org", ImportedKind.BlockProvider)]
    public void What_only_warns_becomes_what_its_name_says(string zone, ImportedKind kind)
    {
        var item = Assert.Single(Plan($"warn dnslists = {zone}\n").Items);
        Assert.Equal((kind, false), (item.Kind, item.Properties["enabled"]));
    }
}
