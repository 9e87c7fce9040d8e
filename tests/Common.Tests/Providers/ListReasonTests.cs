using IpBlock.Dns;
using IpBlock.Providers;
using Xunit;

namespace IpBlock.Tests.Providers;

public sealed class ListReasonTests
{
    private const string Key = "k3yk3yk3yk3yk3yk3yk3yk3yk3";

    [Theory]
    [InlineData("bl.test", "see bl.test and BL.TEST", "see bl.test and BL.TEST")]
    [InlineData(Key + ".zen.dq.spamhaus.net", "asked as 1.2.0.192." + Key + ".zen.dq.spamhaus.net.", "asked as 1.2.0.192.zen.dq.spamhaus.net.")]
    [InlineData(Key + ".zen.dq.spamhaus.net", "asked as K3YK3YK3YK3YK3YK3YK3YK3YK3.ZEN.DQ.SPAMHAUS.NET", "asked as zen.dq.spamhaus.net")]
    [InlineData(Key + ".zen.dq.spamhaus.net", "your key is " + Key + ", keep it", "your key is (key), keep it")]
    [InlineData(Key + ".zen.dq.spamhaus.net", "zen of spamhaus", "zen of spamhaus")]
    [InlineData("abcdefghijklmnop.zen.dq.spamhaus.net", "sixteen: abcdefghijklmnop", "sixteen: (key)")]
    public void The_key_is_taken_out_of_the_lists_own_words(string domain, string text, string shown) =>
        Assert.Equal(shown, new ListReason(Some.Domain(domain)).Of(DnsAnswer.WithTexts(text)));

    [Fact]
    public void Several_records_stand_in_one_line_and_none_are_nothing()
    {
        Assert.Equal("one / two", new ListReason(Some.Domain("bl.test")).Of(DnsAnswer.WithTexts("one", "two")));
        Assert.Equal("", new ListReason(Some.Domain("bl.test")).Of(DnsAnswer.Without(DnsStatus.NoRecords)));
    }
}
