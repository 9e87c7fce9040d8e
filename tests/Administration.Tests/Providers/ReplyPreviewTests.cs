using IpBlock.Administration.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Providers;

public sealed class ReplyPreviewTests
{
    [Theory]
    [InlineData("\"anyMatch\": true", "550 5.7.1 192.0.2.1 has been blocked by connection filter rule One")]
    [InlineData("\"bitmaskMatch\": \"127.0.0.4\", \"rejectionResponse\": \"%4 of %2\"", "550 5.7.1 127.0.0.4 of bl.test")]
    [InlineData("\"ipAddressesMatch\": [\"127.0.0.[10;11]\"], \"returnCodes\": [\"127.0.0.10: dynamic\"], \"rejectionResponse\": \"{0} %4 %5\"", "550 5.7.1 192.0.2.1 127.0.0.10 dynamic")]
    [InlineData("\"anyMatch\": true, \"rejectionResponse\": \"%3\", \"statusCode\": 450", "450 4.7.1 (the reason that the list gives)")]
    public void The_reply_is_the_engines_own_with_a_code_that_the_rule_matches(string members, string reply)
    {
        var settings = SettingsFile.Parse($$"""{ "blockProviders": [ { "name": "One", "lookupDomain": "bl.test", {{members}} } ] }""", "x").Settings!;
        Assert.Equal(reply, ReplyPreview.Of(settings.BlockProviders[0]).ToString());
    }
}
