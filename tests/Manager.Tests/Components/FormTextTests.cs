using System.Linq;
using IpBlock.Manager.Components.Entries;
using IpBlock.Manager.Pages.Providers;
using Xunit;

namespace IpBlock.Manager.Tests.Components;

public sealed class FormTextTests
{
    [Theory]
    [InlineData("192.0.2.0", "255.255.255.0", "192.0.2.0/24")]
    [InlineData("192.0.2.1", "255.255.255.255", "192.0.2.1/32")]
    [InlineData("0.0.0.0", "0.0.0.0", "0.0.0.0/0")]
    [InlineData("192.0.2.0", "/24", "192.0.2.0/24")]
    [InlineData("2001:db8::", "32", "2001:db8::/32")]
    [InlineData("192.0.2.0", "255.0.255.0", "192.0.2.0/255.0.255.0")]
    [InlineData("192.0.2.0", "255.255.300.0", "192.0.2.0/255.255.300.0")]
    public void A_mask_may_be_written_in_both_ways(string address, string mask, string entry) =>
        Assert.Equal(entry, new EntryText { Form = EntryForm.Mask, First = address, Mask = mask }.ToString());

    [Theory]
    [InlineData("192.0.2.1", EntryForm.Address)]
    [InlineData("192.0.2.0/24", EntryForm.Mask)]
    [InlineData("192.0.2.10-192.0.2.20", EntryForm.Range)]
    [InlineData("2001:db8::/32", EntryForm.Mask)]
    [InlineData("mail-1.example.com", EntryForm.HostName)]
    [InlineData("*.example.com", EntryForm.HostName)]
    public void An_entry_comes_back_as_it_was(string text, EntryForm form)
    {
        var fields = new EntryText(text);
        Assert.Equal((form, text), (fields.Form, fields.ToString()));
    }

    [Fact]
    public void Lines_bring_addresses_and_comments_and_keep_their_numbers()
    {
        var lines = new PastedLines("\uFEFF# ours\r\n192.0.2.1\tspam, much\r\n\r\n\"192.0.2.2\",\"why\"\n; no\n2001:db8::/32#net");
        Assert.Equal((3, 2, 4, 6), (lines.Count, lines.LineOf(0), lines.LineOf(1), lines.LineOf(2)));
    }

    [Fact]
    public void Codes_become_lines_of_a_table_and_come_back_as_they_were()
    {
        string[] matches = ["127.0.0.[2..11]"], meanings = ["127.0.0.2: SBL", "127.0.0.[4..7]: XBL: bots"], scores = ["127.0.0.[4..7]: 8"];
        var rows = CodeRow.From(matches, meanings, scores);
        Assert.Equal(["127.0.0.[4..7]", "127.0.0.2", "127.0.0.[2..11]"], rows.Select(static row => row.Codes));
        Assert.Equal(matches, CodeRow.Matching(rows));
        Assert.Equal(meanings.Order(System.StringComparer.Ordinal), CodeRow.Meanings(rows).Order(System.StringComparer.Ordinal));
        Assert.Equal(scores, CodeRow.Scores(rows));
        Assert.Same(rows[2], rows[1].MatchedBy(rows));
    }
}
