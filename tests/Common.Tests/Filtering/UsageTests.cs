using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Providers.Usage;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>A decision counts each list that it asks once.</summary>
public sealed class UsageTests
{
    private readonly FakeClock _clock = new();
    private readonly UsageBook _book = new();
    private readonly FakeResolver _lists;

    public UsageTests() => _lists = new FakeResolver(_clock);

    [Theory]
    [InlineData("parallel")]
    [InlineData("sequential")]
    public async Task A_new_client_is_a_query_to_each_list_and_a_known_one_none(string lookup)
    {
        var filter = Filter(lookup);
        await filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.1"))).WaitAsync(Some.Patience);
        Assert.Equal("one 1+0, two 1+0", Counted());
        await filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.1"))).WaitAsync(Some.Patience);
        Assert.Equal("one 0+1, two 0+1", Counted());
    }

    [Theory]
    [InlineData("parallel")]
    [InlineData("sequential")]
    public async Task Who_is_known_to_one_list_and_new_to_the_next_counts_once_at_each(string lookup)
    {
        await Filter(lookup, Some.List("one")).EvaluateAsync(new FilterRequest(Some.Client("192.0.2.1"))).WaitAsync(Some.Patience);
        Assert.Equal("one 1+0", Counted());
        await Filter(lookup).EvaluateAsync(new FilterRequest(Some.Client("192.0.2.1"))).WaitAsync(Some.Patience);
        Assert.Equal("one 0+1, two 1+0", Counted());
    }

    [Fact]
    public async Task A_refusal_that_looks_for_a_reason_and_a_host_name_counts_once_too()
    {
        _lists.Lists("one.test", "192.0.2.1", "127.0.0.2").Explains("one.test", "192.0.2.1", "spam");
        var filter = new ConnectionFilter(
            Some.Settings($$"""{ "exceptions": { "clients": [ "*.example.com" ] }, "blockProviders": [ {{Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"")}}, {{Some.List("two")}} ] }"""),
            _lists, _clock, usage: _book);
        for (var i = 0; i < 2; i++)
            Assert.Equal(VerdictAction.Reject, (await filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.1"))).WaitAsync(Some.Patience)).Action);
        var counts = _book.Take().ToDictionary(static entry => entry.Name, static entry => entry.Counts);
        Assert.Equal((1, 1, 2, 2), (counts["one"].Queries, counts["one"].Cached, counts["one"].Listed, counts["one"].Matched));
        Assert.Equal((1, 1, 0), (counts["two"].Queries, counts["two"].Cached, counts["two"].Listed));
    }

    [Fact]
    public async Task An_explanation_is_not_counted()
    {
        var filter = Filter("parallel");
        for (var i = 0; i < 2; i++)
            await filter.ExplainAsync(new FilterRequest(Some.Client("192.0.2.1"))).WaitAsync(Some.Patience);
        Assert.Equal("", Counted());
    }

    private ConnectionFilter Filter(string lookup, string? lists = null) =>
        new(Some.Settings($$"""{ "lookup": "{{lookup}}", "blockProviders": [ {{lists ?? Some.List("one") + ", " + Some.List("two")}} ] }"""), _lists, _clock, usage: _book);

    private string Counted() => string.Join(", ", _book.Take().OrderBy(static entry => entry.Name).Select(static entry => $"{entry.Name} {entry.Counts.Queries}+{entry.Counts.Cached}"));
}
