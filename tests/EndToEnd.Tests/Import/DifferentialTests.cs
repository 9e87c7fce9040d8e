using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Administration.Import;
using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>The differential tests would be worth nothing if they could not fail.</summary>
public sealed class DifferentialTests
{
    private static readonly DifferentialCase TwoLists = new(
        "two lists",
        ImportSource.Exim,
        "deny dnslists = a.example.org : b.example.org=127.0.0.3\n",
        [Listing.On("a.example.org"), Listing.On("b.example.org"), new("b.example.org", "127.0.0.3")]);

    [Fact]
    public async Task A_server_that_does_the_same_agrees()
    {
        var tally = await Differential.RunAsync(TwoLists, new Server(listings => (listings & 0b101) != 0));
        tally.AssertHolds();
        Assert.Equal((8, 6, 6), (tally.Asked, tally.Refused, tally.RefusedByBoth));
    }

    [Fact]
    public async Task A_client_that_the_server_accepts_must_not_be_refused()
    {
        var tally = await Differential.RunAsync(TwoLists, new Server(listings => (listings & 0b101) == 0b101));
        Assert.Equal(4, tally.RefusedMore.Count);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(tally.AssertNeverMore);
    }

    [Fact]
    public async Task Nine_tenths_of_those_refused_by_lists_must_be_carried_over_and_for_sameness_all()
    {
        var server = new Server(listings => listings != 0);
        var tally = await Differential.RunAsync(TwoLists, server);
        Assert.Equal((7, 6), (tally.Refused, tally.RefusedByBoth));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(tally.AssertHolds);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(tally.AssertSame);
    }

    [Fact]
    public async Task Who_is_refused_on_no_list_says_nothing_about_lists()
    {
        var tally = await Differential.RunAsync(TwoLists, new Server(_ => true));
        tally.AssertHolds();
        Assert.Equal(0, tally.Refused);
    }

    [Fact]
    public void Six_lists_are_asked_in_all_combinations_and_more_in_all_pairs_and_200_others()
    {
        Assert.Equal(64, DifferentialClients.Combinations(6, 1).Distinct().Count());
        var ten = DifferentialClients.Combinations(10, 1);
        Assert.Equal(1 + 10 + 45 + 200, ten.Distinct().Count());
        Assert.All(Enumerable.Range(0, 10), bit => Assert.Equal(10, ten.Count(mask => uint.PopCount(mask) <= 2 && (mask >> bit & 1) == 1)));
        Assert.Equal(ten, DifferentialClients.Combinations(10, 1));
    }

    private sealed class Server(System.Func<uint, bool> refuses) : IDifferentialServer
    {
        public Task<IReadOnlyList<bool>> AskAsync(DifferentialCase configuration, IPAddress resolver, IReadOnlyList<DifferentialQuestion> questions) =>
            Task.FromResult<IReadOnlyList<bool>>([.. questions.Select(question => refuses(question.Listings))]);
    }
}
