using System;
using System.Threading.Tasks;
using IpBlock.Reporting;
using Xunit;
using static IpBlock.LogIndex.Tests.IndexUnderTest;

namespace IpBlock.LogIndex.Tests.Asking;

/// <summary>A viewer from whom recipients and senders are hidden neither sees them nor finds out about them.</summary>
public sealed class HiddenMailboxesTests : IDisposable
{
    private static readonly LogFilter Hidden = new() { HidesMailboxes = true };

    private readonly IndexUnderTest _test = new();

    public HiddenMailboxesTests()
    {
        _test.Write("IPBLOCK20261101-0001.log", Line(1, "a", "boss@site.example", "friend@sender.example", reply: "550 5.7.1 no mail for BOSS@site.example"), Line(2, "b"));
        _test.CatchUp();
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task They_stand_nowhere_in_what_is_found()
    {
        var shown = await _test.AllAsync(Hidden, 10);
        var one = (await AnsweredAsync(_test.Questions.DecisionAsync(shown[1].Key, hidesMailboxes: true)))!;
        foreach (var decision in new[] { shown[1], one })
        {
            Assert.DoesNotContain("boss", TextOf(decision.Record), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("friend", TextOf(decision.Record), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(("(hidden)", "(hidden)", "550 5.7.1 no mail for (hidden)"), (decision.Record.Recipient, decision.Record.Sender, decision.Record.SmtpResponse));
        }

        Assert.Equal(("", ""), (shown[0].Record.Recipient, shown[0].Record.Sender));
        Assert.Contains("boss", TextOf((await _test.AllAsync(new LogFilter(), 10))[1].Record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_found_or_grouped_by_them()
    {
        foreach (var filter in new[] { Hidden with { Recipient = "boss" }, Hidden with { Sender = "" } })
        {
            Assert.NotNull(filter.Refusal);
            await Assert.ThrowsAsync<ArgumentException>(() => _test.Questions.PageAsync(filter, 10));
            await Assert.ThrowsAsync<ArgumentException>(() => _test.Questions.CountAsync(filter));
            await Assert.ThrowsAsync<ArgumentException>(() => _test.Questions.GroupsAsync(filter, LogGrouping.Rule));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => _test.Questions.GroupsAsync(Hidden, LogGrouping.Recipient));
        await Assert.ThrowsAsync<ArgumentException>(() => _test.Questions.GroupsAsync(Hidden, LogGrouping.Sender));
        Assert.Null(Hidden.RefusalOf(LogGrouping.Provider));
        Assert.Equal("", await _test.SessionsAsync(Hidden with { Text = "friend" }));
        Assert.Equal("a", await _test.SessionsAsync(new LogFilter { Text = "friend" }));
    }

    [Fact]
    public async Task A_recipient_that_is_hashed_in_the_log_is_found_by_its_whole_address_only()
    {
        var hash = MailboxHash.Open(_test.Log);
        _test.Write("IPBLOCK20261102-0001.log", Line(10, "h", hash.Of("user@site.example")), Line(11, "i", hash.Of("other@site.example")));
        _test.CatchUp();
        Assert.Equal("h", await _test.SessionsAsync(new LogFilter { Recipient = "USER@site.example" }));
        Assert.Equal("", await _test.SessionsAsync(new LogFilter { Recipient = "user" }));
        Assert.Equal("", await _test.SessionsAsync(new LogFilter { Recipient = hash.Of("user@site.example")[1..9] }));
    }
}
