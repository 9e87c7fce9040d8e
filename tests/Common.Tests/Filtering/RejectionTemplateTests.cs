using System;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class RejectionTemplateTests
{
    private static readonly Provider Provider = new(Some.Provider("\"name\": \"My list\", \"lookupDomain\": \"bl.test\", \"anyMatch\": true, \"returnCodes\": [ \"127.0.0.2: known source\" ]"), ProviderKind.Block, 1);

    [Theory]
    [InlineData(null, "192.0.2.1 has been blocked by connection filter rule My list")]
    [InlineData("%0", "192.0.2.1")]
    [InlineData("%1", "My list")]
    [InlineData("%2", "bl.test")]
    [InlineData("%3", "the reason")]
    [InlineData("%4", "127.0.0.2")]
    [InlineData("%5", "known source")]
    [InlineData("{0}", "192.0.2.1")]
    [InlineData("{1}", "My list")]
    [InlineData("{2}", "bl.test")]
    [InlineData("{3}", "the reason")]
    [InlineData("{4}", "127.0.0.2")]
    [InlineData("%0{0}%1{1}", "192.0.2.1192.0.2.1My listMy list")]
    [InlineData("%%", "%")]
    [InlineData("100 %% sure", "100 % sure")]
    [InlineData("%%0", "%0")]
    [InlineData("%%%0", "%192.0.2.1")]
    [InlineData("%%%%", "%%")]
    [InlineData("%", "%")]
    [InlineData("50 % of", "50 % of")]
    [InlineData("ends in %", "ends in %")]
    [InlineData("ends in {", "ends in {")]
    [InlineData("ends in {0", "ends in {0")]
    [InlineData("ends in %1", "ends in My list")]
    [InlineData("ends in {1}", "ends in My list")]
    [InlineData("%8 %9 %a %s", "%8 %9 %a %s")]
    [InlineData("{8} {9} {a} {} {00}", "{8} {9} {a} {} {00}")]
    [InlineData("see http://bl.test/%7Euser and %7euser", "see http://bl.test/%7Euser and %7euser")]
    [InlineData("see http://bl.test/%7Ax%7ax%7Fx%7fx", "see http://bl.test/%7Ax%7ax%7Fx%7fx")]
    [InlineData("removal: %7", "removal")]
    [InlineData("%00", "192.0.2.10")]
    [InlineData("{{0}}", "{192.0.2.1}")]
    [InlineData("{%0}", "{192.0.2.1}")]
    [InlineData("plain", "plain")]
    public void Placeholders_are_filled_in_and_everything_else_stands_for_itself(string? template, string text) =>
        Assert.Equal(text, Render(template, "the reason"));

    [Theory]
    [InlineData("see %7", "192.0.2.1", "see https://bl.test/?ip=192.0.2.1")]
    [InlineData("see {7}, %7.", "2001:db8::1", "see https://bl.test/?ip=2001:db8::1, https://bl.test/?ip=2001:db8::1.")]
    public void The_page_for_removal_has_the_clients_address_in_it(string template, string client, string text)
    {
        var provider = new Provider(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"bl.test\", \"anyMatch\": true, \"removalPage\": \"https://bl.test/?ip=%0\""), ProviderKind.Block, 1);
        Assert.Equal(text, new RejectionTemplate(template).Render(Some.Client(client), provider, 0x7F000002, ""));
    }

    [Fact]
    public void What_is_filled_in_is_not_searched_for_placeholders_again() => Assert.Equal("%1 {1} %% 127.0.0.2", Render("%3 %4", "%1 {1} %%"));

    [Theory]
    [InlineData(null, false)]
    [InlineData("%0 %1 %2 %4 %%3 %%%%3 3 {3 3}", false)]
    [InlineData("see %3", true)]
    [InlineData("see {3}", true)]
    [InlineData("%%%3", true)]
    public void It_knows_whether_it_shows_the_reason(string? template, bool shows) => Assert.Equal(shows, new RejectionTemplate(template).ShowsReason);

    [Theory]
    [InlineData("listed by %1: %3", "listed by My list")]
    [InlineData("listed by %1:%3", "listed by My list")]
    [InlineData("listed by %1 - %3", "listed by My list")]
    [InlineData("listed by %1 (%3)", "listed by My list")]
    [InlineData("listed by %1 [ %3 ].", "listed by My list.")]
    [InlineData("listed by %1, reason: \"%3\"", "listed by My list, reason")]
    [InlineData("listed by %1: %3; see http://bl.test/?ip=%0", "listed by My list; see http://bl.test/?ip=192.0.2.1")]
    [InlineData("listed by %1: %3. See bl.test", "listed by My list. See bl.test")]
    [InlineData("listed by %1: %3 see bl.test", "listed by My list: see bl.test")]
    [InlineData("listed by %1: %3, %3", "listed by My list")]
    [InlineData("listed by %1: {3}%3", "listed by My list")]
    [InlineData("(%3: %4) by %1", "(127.0.0.2) by My list")]
    [InlineData("(%4, %3) by %1", "(127.0.0.2) by My list")]
    [InlineData("%3: by %1", "by My list")]
    [InlineData("%3", "")]
    [InlineData("(%3)", "")]
    [InlineData("100%%: %3", "100%")]
    [InlineData("by %1: %4 -- : ()", "by My list: 127.0.0.2 -- : ()")]
    [InlineData("by %1 (%3", "by My list (")]
    [InlineData("by %1: %3 .", "by My list.")]
    [InlineData("by %1: %3 - see", "by My list - see")]
    [InlineData("by %1 %3: see", "by My list: see")]
    [InlineData("by %1 %3 now", "by My list now")]
    [InlineData("by %1  %3now", "by My list  now")]
    [InlineData("by %1%3  now", "by My list  now")]
    [InlineData("by %1%3now", "by My listnow")]
    public void A_placeholder_without_a_value_leaves_nothing_dangling(string template, string text) => Assert.Equal(text, Render(template, ""));

    [Theory]
    [InlineData("%4: %5", "127.0.0.3")]
    [InlineData("listed as %4 (%5)", "listed as 127.0.0.3")]
    [InlineData("%5 - %4", "127.0.0.3")]
    public void A_code_without_a_meaning_leaves_nothing_dangling(string template, string text) =>
        Assert.Equal(text, new RejectionTemplate(template).Render(Some.Client("192.0.2.1"), Provider, 0x7F000003, ""));

    [Theory]
    [InlineData("blocked by %1: %3", "blocked by mine")]
    [InlineData("blocked by %1 (%2, %4)", "blocked by mine")]
    public void A_local_list_has_no_reason_to_lead_over_to(string template, string text) =>
        Assert.Equal(text, new RejectionTemplate(template).Render(Some.Client("192.0.2.1"), "mine"));

    [Fact]
    public void A_reason_is_cut_and_cleaned()
    {
        var text = Render("%3!", "a\r\nRCPT TO:<x>\0\u001b\u007fé" + new string('x', 4096));
        Assert.Equal(201, text.Length);
        Assert.StartsWith("a??RCPT TO:<x>????xxx", text, StringComparison.Ordinal);
        Assert.EndsWith("x!", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_IPv6_client_is_written_in_its_short_form_and_a_mapped_one_as_IPv4()
    {
        Assert.Equal("2001:db8::1", new RejectionTemplate("%0").Render(Some.Client("2001:DB8:0:0::1"), Provider, 0x7F000002, ""));
        Assert.Equal("192.0.2.1", new RejectionTemplate("%0").Render(Some.Client("::ffff:192.0.2.1"), Provider, 0x7F000002, ""));
    }

    [Theory]
    [InlineData("%0 is on %1, 100%%", "192.0.2.1 is on ours, 100%")]
    [InlineData("%2%3%4%5{2}{3}.", ".")]
    public void A_local_list_has_only_a_name_to_tell(string template, string text) => Assert.Equal(text, new RejectionTemplate(template).Render(Some.Client("192.0.2.1"), "ours"));

    [Fact]
    public void Without_a_provider_there_is_nothing_to_fill_in() =>
        Assert.Throws<ArgumentNullException>(static () => new RejectionTemplate("%0").Render(Some.Client("192.0.2.1"), null!, 0, ""));

    private static string Render(string? template, string reason) => new RejectionTemplate(template).Render(Some.Client("192.0.2.1"), Provider, 0x7F000002, reason);
}
