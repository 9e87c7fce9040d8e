using System.Linq;
using IpBlock.Sessions;
using Xunit;

namespace IpBlock.Tests.Sessions;

public sealed class MailKeyTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 16).Select(static i => (byte)i)];

    // The vectors of SipHash's authors (appendix A of their paper, and the first ones of their vectors_sip64).
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void The_hash_is_SipHash(int length, ulong expected) =>
        Assert.Equal(expected, new MailKey(Secret).Hash([.. Enumerable.Range(0, length).Select(static i => (byte)i)]));

    [Theory]
    [InlineData("a@sender.example", "User@Site.Example.", "<A@SENDER.EXAMPLE>", "<user@site.example>")]
    [InlineData("", "user@site.example", "<>", "\"user\"@site.example")]
    [InlineData("a@münchen.example", "user@site.example", "a@xn--mnchen-3ya.example", "@relay.example:user@site.example")]
    public void Another_spelling_is_the_same_mail(string sender, string recipient, string otherSender, string otherRecipient) =>
        Assert.Equal(new MailKey(Secret).Of(sender, recipient), new MailKey(Secret).Of(otherSender, otherRecipient));

    [Theory]
    [InlineData("b@sender.example", "user@site.example")]
    [InlineData("a@sender.example", "user2@site.example")]
    [InlineData("user@site.example", "a@sender.example")]
    [InlineData("", "a@sender.example")]
    public void Another_sender_or_recipient_is_another_mail(string sender, string recipient) =>
        Assert.NotEqual(new MailKey(Secret).Of("a@sender.example", "user@site.example"), new MailKey(Secret).Of(sender, recipient));

    [Fact]
    public void Another_secret_makes_another_number() =>
        Assert.NotEqual(new MailKey(Secret).Of("a", "b"), new MailKey([.. Secret.Reverse()]).Of("a", "b"));
}
