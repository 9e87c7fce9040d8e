using System;
using IpBlock.LogIndex;
using IpBlock.Manager.Pages.Log;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Log;

public sealed class LogAddressTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_stands_in_the_address_is_read_back_whatever_it_holds()
    {
        var address = new LogAddress
        {
            Since = "24h",
            Until = "2026-12-31T18:00:00Z",
            Client = "2001:db8::/32",
            Recipient = "a+b&c=d@site.example",
            Sender = "ü%20@\"x\"",
            List = "bl #1 & ?",
            Rule = "BlockProvider",
            Action = "refused",
            Session = "08DE+1",
            Text = "100% <b>",
            Group = "network",
            Before = "1-2",
        };
        Assert.Equal(address, LogAddress.Of(address.Query));
        Assert.Equal("log", new LogAddress().Page);
        Assert.Equal(new LogAddress(), LogAddress.Of(""));
    }

    [Theory]
    [InlineData("?client=192.0.2.0/33", "client")]
    [InlineData("?since=yesterday", "since")]
    [InlineData("?until=12:00", "until")]
    public void What_cannot_be_understood_is_named(string query, string field)
    {
        LogAddress.Of(query).ToFilter(Now, hidesMailboxes: false, out var errors);
        Assert.Equal([field], errors.Keys);
    }

    [Theory]
    [InlineData("?recipient=x")]
    [InlineData("?sender=x")]
    [InlineData("?group=recipient")]
    [InlineData("?group=sender")]
    public void Whoever_must_not_see_mailboxes_cannot_ask_for_them(string query)
    {
        LogAddress.Of(query).ToFilter(Now, hidesMailboxes: true, out var errors);
        Assert.NotEmpty(errors);
        LogAddress.Of(query).ToFilter(Now, hidesMailboxes: false, out errors);
        Assert.Empty(errors);
    }

    [Fact]
    public void A_span_counts_from_now_and_outcomes_are_those_of_the_word()
    {
        var filter = LogAddress.Of("?since=24h&action=refused&list=SpamCop").ToFilter(Now, hidesMailboxes: false, out _);
        Assert.Equal(Now.AddDays(-1), filter.Since);
        Assert.Equal([LoggedAction.Rejected, LoggedAction.Deferred], filter.Actions!);
        Assert.Equal("SpamCop", filter.Provider);
    }

    [Fact]
    public void A_spreadsheet_runs_nothing_of_what_came_from_mail() =>
        Assert.Equal("'=cmd|' /c calc'!A1,'+1,\"a,\"\"b\"\"\",plain\r\n", LogCsv.Line("=cmd|' /c calc'!A1", "+1", "a,\"b\"", "plain"));
}
