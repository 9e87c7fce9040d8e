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
    [InlineData("abuse@example.com", "abuse+ticket42@example.com", true)]
    [InlineData("abuse@example.com", "abuse+@example.com", true)]
    [InlineData("abuse@example.com", "abuse+a+b@example.com", true)]
    [InlineData("abuse@example.com", "+abuse@example.com", false)]
    [InlineData("abuse@example.com", "abuse-x@example.com", false)]
    [InlineData("abuse@example.com", "abusex+y@example.com", false)]
    [InlineData("postmaster@*", "postmaster+x", true)]
    [InlineData("abuse+ticket42@example.com", "abuse+TICKET42@example.com", true)]
    [InlineData("abuse+ticket42@example.com", "abuse@example.com", false)]
    [InlineData("abuse+ticket42@example.com", "abuse+ticket43@example.com", false)]
    [InlineData("abuse+ticket42@example.com", "abuse+ticket42+x@example.com", false)]
    [InlineData("abuse@example.com", "abuse@example.com.", true)]
    [InlineData("abuse@example.com.", "abuse@example.com", true)]
    [InlineData("abuse@example.com", "abuse@example.com..", false)]
    [InlineData("*@example.com.", "anybody@EXAMPLE.com", true)]
    [InlineData("abuse@b\u00FCcher.example", "abuse@xn--bcher-kva.example", true)]
    [InlineData("abuse@xn--bcher-kva.example", "abuse@B\u00DCCHER.example", true)]
    [InlineData("abuse@xn--bcher-kva.example", "abuse+x@b\u00FCcher.example.", true)]
    [InlineData("abuse@b\u00FCcher.example", "abuse@b\u00FCcher\u3002example", true)]
    [InlineData("abuse@b\u00FCcher.example", "abuse@bucher.example", false)]
    [InlineData("*@stra\u00DFe.example", "a@xn--strae-oqa.example", true)]
    [InlineData("abuse@example.com", "\"abuse\"@example.com", true)]
    [InlineData("abuse@example.com", "\"ab\\use\"@example.com", true)]
    [InlineData("abuse@example.com", "\"abuse+x\"@example.com", true)]
    [InlineData("\"abuse\"@example.com", "abuse@example.com", true)]
    [InlineData("\"john doe\"@example.com", "\"John Doe\"@example.com", true)]
    [InlineData("abuse@example.com", "@relay.example,@other.example:abuse@example.com", true)]
    [InlineData("abuse@example.com", "<@[IPv6:2001:db8::1]:abuse+x@example.com.>", true)]
    [InlineData("abuse@example.com", "<abuse@example.com>", true)]
    [InlineData("abuse@other.example", "@other.example:abuse@example.com", false)]
    [InlineData("*@example.com", "", false)]
    [InlineData("*@example.com", "@", false)]
    [InlineData("*@example.com", "@example.com", true)]
    [InlineData("*@postmaster", "postmaster", false)]
    [InlineData("*@example.com", null, false)]
    public void A_recipient_is_covered_by_the_form_that_names_it(string pattern, string? recipient, bool covered) =>
        Assert.Equal(covered, new RecipientExceptions([Entry(pattern)]).Find(recipient!, Now) is not null);

    [Theory]
    [InlineData("", "abuse+x@example.com", false)]
    [InlineData("-", "abuse-x@example.com", true)]
    [InlineData("-", "abuse+x@example.com", false)]
    [InlineData("+-", "abuse-x+y@example.com", true)]
    [InlineData("+-", "abuse+x-y@example.com", true)]
    [InlineData("-", "abuse-request@example.com", false)]
    [InlineData("#", "abuse#x@example.com", true)]
    public void The_delimiter_is_a_setting(string delimiters, string recipient, bool covered) =>
        Assert.Equal(covered, new RecipientExceptions([Entry("abuse@example.com")], delimiters).Find(recipient, Now) is not null);

    [Theory]
    [InlineData("owner@example.com", "owner-list@example.com")]
    [InlineData("mailer@example.com", "mailer-daemon@example.com")]
    [InlineData("double@example.com", "double-bounce@example.com")]
    public void Names_that_a_mail_system_needs_whole_are_not_split(string pattern, string recipient) =>
        Assert.Null(new RecipientExceptions([Entry(pattern)], "-").Find(recipient, Now));

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
