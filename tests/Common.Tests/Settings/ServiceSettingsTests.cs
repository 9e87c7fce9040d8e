using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ServiceSettingsTests
{
    [Theory]
    [InlineData("7f3kq29d")]
    [InlineData("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")]
    public void A_tag_token_is_letters_and_digits(string token) =>
        Assert.Equal(token, Some.Settings($$"""{ "service": { "tagToken": "{{token}}" } }""").Service.TagToken);

    // It is to stand in a regular expression of Postfix's, where all else means something.
    [Theory]
    [InlineData("seven77")]
    [InlineData("with blank")]
    [InlineData("a.*b.*c.*")]
    [InlineData("se;cret99")]
    [InlineData("gr\u00fc\u00dfe1234")]
    public void Nothing_else_is_a_tag_token(string token)
    {
        var error = Assert.Single(SettingsFile.Parse($$"""{ "service": { "tagToken": "{{token}}" } }""", "ipblock.json").Errors);
        Assert.Equal("service.tagToken", error.Path);
    }
}
