using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ServiceSettingsTests
{
    [Fact]
    public void On_Windows_the_doors_for_mail_servers_are_closed_unless_the_settings_open_them()
    {
        Assert.Empty(ServiceSettings.MailDoor("127.0.0.1:10040", isWindows: true));
        Assert.Equal("127.0.0.1:10040", Assert.Single(ServiceSettings.MailDoor("127.0.0.1:10040", isWindows: false)).ToString());
        Assert.Equal(ServiceSettings.MailDoor("127.0.0.1:10040", OperatingSystem.IsWindows()), new ServiceSettings().PolicyListen);
        Assert.Equal(ServiceSettings.MailDoor("inet:4466@localhost", OperatingSystem.IsWindows()), new ServiceSettings().MilterListen);
    }

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
