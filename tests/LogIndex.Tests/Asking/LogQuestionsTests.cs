using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Tests;
using Xunit;
using static IpBlock.LogIndex.Tests.IndexUnderTest;

namespace IpBlock.LogIndex.Tests.Asking;

public sealed class LogQuestionsTests : IDisposable
{
    private readonly IndexUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task One_decision_is_found_by_its_key_with_its_steps()
    {
        _test.Write("IPBLOCK20261101-0001.log", Line(1, "a"), Line(2, "b"));
        _test.CatchUp();
        var key = (await _test.AllAsync(new LogFilter(), 10))[1].Key;
        Assert.True(DecisionKey.TryParse(key.ToString(), out var read));
        var decision = await AnsweredAsync(_test.Questions.DecisionAsync(read, hidesMailboxes: false));
        Assert.Equal(("a", "IPBLOCK20261101-0001.log"), (decision!.Record.SessionId, decision.File));
        Assert.Equal("one", Assert.Single(decision.Record.Steps).Name);
        Assert.Null(await AnsweredAsync(_test.Questions.DecisionAsync(key with { Number = 99 }, hidesMailboxes: false)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("a-1")]
    [InlineData("1-1-1")]
    public void A_key_that_is_none_is_none(string? text) => Assert.False(DecisionKey.TryParse(text, out _));

    [Fact]
    public async Task Hours_have_sums_by_list_and_outcome_and_lose_them_with_their_file()
    {
        _test.Write("IPBLOCK20261101-0001.log", Line(0, "a", reply: "550 no", provider: "one"), Line(1, "b", reply: "450 later", provider: "one"), Line(2, "c"), Line(3600, "d", reply: "550 no", provider: "one"));
        _test.Write("IPBLOCK20261101-0002.log", Line(5, "e", reply: "550 no", provider: "one"));
        _test.CatchUp();
        var hour = new DateTimeOffset(RandomLog.Start);
        Assert.Equal(
            [new HourSum(hour, "", LoggedAction.Accepted, 1), new HourSum(hour, "one", LoggedAction.Rejected, 2), new HourSum(hour, "one", LoggedAction.Deferred, 1), new HourSum(hour.AddHours(1), "one", LoggedAction.Rejected, 1)],
            await AnsweredAsync(_test.Questions.HoursAsync(hour.AddMinutes(59), hour.AddHours(1))));
        File.Delete(_test.PathOf("IPBLOCK20261101-0001.log"));
        _test.CatchUp();
        Assert.Equal([new HourSum(hour, "one", LoggedAction.Rejected, 1)], await AnsweredAsync(_test.Questions.HoursAsync(hour, hour.AddDays(1))));
    }

    [Fact]
    public async Task Months_begin_in_utc_and_have_sums_by_outcome()
    {
        const int Midnight = 22 * 3600; // the first of November began so many seconds before the log
        _test.Write("IPBLOCK20261031-0001.log", Line(-Midnight - 1, "a", reply: "550 no", provider: "one"), Line(-86_400, "b", reply: "550 no", provider: "two"));
        _test.Write("IPBLOCK20261101-0001.log", Line(-Midnight, "c"), Line(86_400, "d", reply: "450 later", provider: "one"), Line(90_000, "e"));
        _test.CatchUp();
        var november = new DateTimeOffset(RandomLog.Start).AddSeconds(-Midnight);
        Assert.Equal(
            [
                new MonthSum(november, LoggedAction.Accepted, 2), new MonthSum(november, LoggedAction.Deferred, 1),
                new MonthSum(november.AddMonths(-1), LoggedAction.Rejected, 2),
            ],
            await AnsweredAsync(_test.Questions.MonthsAsync()));
    }

    [Fact]
    public async Task Before_there_is_an_index_nothing_is_found_and_nothing_is_wrong()
    {
        Assert.Equal(IndexState.Opening, _test.Index.Status.State);
        Assert.Equal("", await _test.SessionsAsync());
        Assert.Equal(0, (await AnsweredAsync(_test.Questions.CountAsync(new LogFilter()))).Decisions);
    }

    [Fact]
    public async Task A_question_that_is_not_wanted_any_more_ends()
    {
        _test.CatchUp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _test.Questions.PageAsync(new LogFilter(), 10, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task What_is_frequent_and_what_is_rare_is_found_also_among_more_than_are_sorted()
    {
        using var test = new IndexUnderTest(sliceLength: 10_000);
        test.Write("IPBLOCK20261101-0001.log", [.. Enumerable.Range(0, 25_000).Select(static i => Line(i, "s" + i, i == 5 ? "rare@site.example" : "frequent@site.example", client: i == 5 ? "203.0.113.9" : "192.0.2." + (i % 250), sender: $"s{i}@x"))]);
        test.CatchUp();
        Assert.Equal("s5", await test.SessionsAsync(new LogFilter { Recipient = "rare" }));
        Assert.Equal("s5", await test.SessionsAsync(new LogFilter { Clients = AddressRange.Cidr(Some.Client("203.0.113.0"), 24) }));
        var all = await test.AllAsync(new LogFilter { Clients = AddressRange.Cidr(Some.Client("192.0.2.0"), 24), Recipient = "frequent", Sender = "@x", Text = "@x" }, 1_000);
        Assert.Equal(24_999, all.Count);
        Assert.Equal("s24999", all[0].Record.SessionId);
    }
}
