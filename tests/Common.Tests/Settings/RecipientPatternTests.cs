using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class RecipientPatternTests
{
    [Theory]
    [InlineData("user@example.com", "user", "example.com", true)]
    [InlineData("user@example.com", "USER", "Example.COM", true)]
    [InlineData("user@example.com", "user", "sub.example.com", false)]
    [InlineData("user@example.com", "other", "example.com", false)]
    [InlineData("*@example.com", "anybody", "EXAMPLE.com", true)]
    [InlineData("*@example.com", "anybody", "example.org", false)]
    [InlineData("postmaster@*", "PostMaster", "anywhere.example", true)]
    [InlineData("postmaster@*", "abuse", "anywhere.example", false)]
    [InlineData("müller@bücher.example", "MÜLLER", "BÜCHER.example", true)]
    [InlineData("\"odd@local\"@example.com", "\"ODD@local\"", "example.com", true)]
    public void A_recipient_matches_whatever_the_case(string pattern, string local, string domain, bool matches)
    {
        Assert.True(RecipientPattern.TryParse(pattern, out var parsed, out var reason), reason);
        Assert.Equal(matches, parsed.Matches(RecipientAddress.Of(local + "@" + domain), "+"));
        Assert.Equal(pattern, parsed.ToString());
    }

    [Theory]
    [InlineData("", "is not a recipient")]
    [InlineData("example.com", "is not a recipient")]
    [InlineData("@example.com", "is not a recipient")]
    [InlineData("user@", "is not a recipient")]
    [InlineData("*@*", "matches every recipient")]
    [InlineData("us er@example.com", "contains a space")]
    [InlineData("user@exam\tple.com", "contains a space")]
    [InlineData("info*@example.com", "only a whole name")]
    [InlineData("user@*.example.com", "only a whole name")]
    public void Anything_else_is_refused_with_the_cure(string text, string reason)
    {
        Assert.False(RecipientPattern.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.EndsWith("; write user@example.com, *@example.com or postmaster@*", why, StringComparison.Ordinal);
    }
}
