using System.Linq;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers;

public sealed class ProviderScoreTests
{
    private const string ByCode = "\"anyMatch\": true, \"score\": 2, \"scores\": { \"127.0.0.2\": 5, \"127.0.0.3\": 1 }";

    [Theory]
    [InlineData(ProviderKind.Block, 10)]
    [InlineData(ProviderKind.Allow, -10)]
    public void Without_one_it_is_a_point_to_the_side_of_the_list(ProviderKind kind, int tenths)
    {
        var provider = Of("\"anyMatch\": true", kind);
        var score = new ProviderScore(provider, null);
        Assert.Equal((tenths, tenths), (score.Furthest, score.Of(Answer(provider, "127.0.0.2"))));
    }

    [Theory]
    [InlineData(20, "127.0.0.9")]
    [InlineData(50, "127.0.0.2")]
    [InlineData(50, "127.0.0.3", "127.0.0.2")]
    [InlineData(50, "127.0.0.2", "127.0.0.3")]
    [InlineData(20, "127.0.0.3", "127.0.0.9")]
    [InlineData(10, "127.0.0.3")]
    public void Of_several_codes_the_score_furthest_from_zero_counts_once(int tenths, params string[] codes)
    {
        var provider = Of(ByCode, ProviderKind.Block);
        Assert.Equal(tenths, new ProviderScore(provider, null).Of(Answer(provider, codes)));
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.3")]
    [InlineData("127.0.0.3", "127.0.0.2")]
    public void Of_an_allow_list_the_lowest_does(params string[] codes)
    {
        var provider = Of("\"anyMatch\": true, \"score\": -2, \"scores\": { \"127.0.0.2\": -5, \"127.0.0.3\": -1 }", ProviderKind.Allow);
        var score = new ProviderScore(provider, null);
        Assert.Equal((-50, -50), (score.Furthest, score.Of(Answer(provider, codes))));
    }

    [Fact]
    public void A_code_that_is_no_match_adds_nothing()
    {
        var provider = Of("\"ipAddressesMatch\": [ \"127.0.0.2\" ], \"scores\": { \"127.0.0.2\": 3, \"127.0.0.3\": 9 }", ProviderKind.Block);
        var score = new ProviderScore(provider, null);
        Assert.Equal(30, score.Of(Answer(provider, "127.0.0.3", "127.0.0.2")));
        Assert.Equal(0, score.Of(Answer(provider, "127.0.0.3")));
    }

    [Theory]
    [InlineData(ByCode, 50)]
    [InlineData("\"anyMatch\": true, \"score\": 8, \"scores\": { \"127.0.0.2\": 5 }", 80)]
    [InlineData("\"anyMatch\": true, \"score\": 2, \"mode\": \"report\"", 0)]
    public void The_most_it_can_add_is_that_of_the_largest(string rule, int tenths) => Assert.Equal(tenths, new ProviderScore(Of(rule, ProviderKind.Block), null).Furthest);

    [Fact]
    public void The_score_of_a_policy_stands_in_place_of_all()
    {
        var provider = Of(ByCode, ProviderKind.Block);
        var score = new ProviderScore(provider, Score.FromTenths(7));
        Assert.Equal((7, 7, 7), (score.Furthest, score.Of(Answer(provider, "127.0.0.2")), score.Of(Answer(provider, "127.0.0.9"))));
    }

    private static Provider Of(string rule, ProviderKind kind)
    {
        var settings = Some.Settings($$"""{ "{{(kind == ProviderKind.Block ? "blockProviders" : "allowProviders")}}": [ { "name": "a", "lookupDomain": "a.test", {{rule}} } ] }""");
        return new Provider(kind == ProviderKind.Block ? settings.BlockProviders[0] : settings.AllowProviders[0], kind, 1);
    }

    private static ProviderAnswer Answer(Provider provider, params string[] codes) => provider.Judge(DnsAnswer.WithAddresses([.. codes.Select(Some.Code)]));
}
