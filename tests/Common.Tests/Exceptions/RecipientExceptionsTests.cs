using System;
using System.Linq;
using IpBlock.Exceptions;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Exceptions;

public sealed class RecipientExceptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("user@example.com", "user@example.com", true)]
    [InlineData("user@example.com", "USER@Example.COM", true)]
    [InlineData("User@Example.com", "user@example.com", true)]
    [InlineData("user@example.com", "other@example.com", false)]
    [InlineData("user@example.com", "user@example.org", false)]
    [InlineData("user@example.com", "user@sub.example.com", false)]
    [InlineData("user@example.com", "user", false)]
    [InlineData("*@example.com", "anybody@example.com", true)]
    [InlineData("*@example.com", "any.body+tag@EXAMPLE.com", true)]
    [InlineData("*@example.com", "anybody@sub.example.com", false)]
    [InlineData("*@example.com", "anybody@example.com.evil.test", false)]
    [InlineData("*@example.com", "postmaster", false)]
    [InlineData("postmaster@*", "postmaster@example.com", true)]
    [InlineData("postmaster@*", "PostMaster@example.org", true)]
    [InlineData("postmaster@*", "postmaster", true)]
    [InlineData("postmaster@*", "Postmaster", true)]
    [InlineData("postmaster@*", "xpostmaster@example.com", false)]
    [InlineData("postmaster@*", "user@postmaster", false)]
    [InlineData("user@example.com", "\"a@b\"@example.com", false)]
    [InlineData("*@example.com", "\"a@b\"@example.com", true)]
    [InlineData("*@example.com", "", false)]
    [InlineData("*@example.com", "@", false)]
    [InlineData("*@example.com", "@example.com", true)]
    [InlineData("*@postmaster", "postmaster", false)]
    [InlineData("*@example.com", null, false)]
    public void A_recipient_is_covered_by_the_form_that_names_it(string pattern, string? recipient, bool covered) =>
        Assert.Equal(covered, new RecipientExceptions([Entry(pattern)]).Find(recipient!, Now) is not null);

    [Fact]
    public void An_exception_holds_up_to_the_tick_before_it_expires()
    {
        var exceptions = new RecipientExceptions([Entry("postmaster@*", Now)]);
        Assert.NotNull(exceptions.Find("postmaster@example.com", Now.AddTicks(-1)));
        Assert.True(exceptions.Any(Now.AddTicks(-1)));
        Assert.Null(exceptions.Find("postmaster@example.com", Now));
        Assert.False(exceptions.Any(Now));
    }

    [Fact]
    public void An_expired_exception_does_not_hide_one_that_holds() =>
        Assert.Null(new RecipientExceptions([Entry("a@example.com", Now), Entry("*@example.com")]).Find("a@example.com", Now)!.Expires);

    [Fact]
    public void Without_exceptions_nobody_is_covered()
    {
        Assert.Null(new RecipientExceptions([]).Find("postmaster@example.com", Now));
        Assert.False(new RecipientExceptions([]).Any(Now));
    }

    private static RecipientException Entry(string pattern, DateTimeOffset? expires = null)
    {
        Assert.True(RecipientPattern.TryParse(pattern, out var recipient, out var reason), reason);
        return new RecipientException { Recipient = recipient, Expires = expires };
    }
}
