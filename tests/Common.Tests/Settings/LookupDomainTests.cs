using System;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Newtonsoft.Json;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class LookupDomainTests
{
    private const string Key = "k3yk3yk3yk3yk3yk3yk3yk3yk3";

    [Theory]
    [InlineData("zen.spamhaus.org", "zen.spamhaus.org")]
    [InlineData("ZEN.Spamhaus.ORG.", "zen.spamhaus.org")]
    [InlineData(Key + ".zen.dq.spamhaus.net", "zen.dq.spamhaus.net")]
    [InlineData(Key + ".ZEN.DQ.Spamhaus.Net.", "zen.dq.spamhaus.net")]
    [InlineData("more." + Key + ".authbl.dq.spamhaus.net", "authbl.dq.spamhaus.net")]
    [InlineData(Key + ".combined.mail.abusix.zone", "combined.mail.abusix.zone")]
    [InlineData(Key + ".dq.spamhaus.net", "dq.spamhaus.net")]
    [InlineData("dq.spamhaus.net", "dq.spamhaus.net")]
    [InlineData("notdq.spamhaus.net", "notdq.spamhaus.net")]
    [InlineData("bl_local", "bl_local")]
    public void The_public_name_is_the_domain_without_a_known_key(string domain, string shown)
    {
        var parsed = Parse(domain);
        Assert.Equal(shown, parsed.PublicName);
        Assert.Equal(shown, parsed.ToString());
        Assert.Equal(shown, $"{parsed}");
    }

    [Fact]
    public void A_given_public_name_hides_the_domain()
    {
        var domain = Parse(Key + ".bl.example.net").ShownAs("bl.example.net");
        Assert.Equal("bl.example.net", domain.ToString());
        Assert.Equal(Key + ".bl.example.net", domain.Reveal());
        Assert.Equal(Parse(Key + ".bl.example.net"), domain);
    }

    [Fact]
    public void A_provider_shows_its_public_name_whichever_is_set_first()
    {
        var first = new ProviderSettings { Name = "a", PublicName = "shown", LookupDomain = Parse(Key + ".example.net") };
        var last = new ProviderSettings { Name = "a", LookupDomain = Parse(Key + ".example.net"), PublicName = "shown" };
        Assert.Equal("shown", first.LookupDomain.ToString());
        Assert.Equal("shown", last.LookupDomain.ToString());
    }

    [Fact]
    public void A_serializer_sees_no_key()
    {
        var settings = new FilterSettings { BlockProviders = [new() { Name = "a", LookupDomain = Parse(Key + ".zen.dq.spamhaus.net"), AnyMatch = true }] };
        foreach (var text in new[] { JsonConvert.SerializeObject(settings), System.Text.Json.JsonSerializer.Serialize(settings) })
        {
            Assert.Contains("zen.dq.spamhaus.net", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(Key))[..20], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_wire_form_has_lengths_lower_case_and_a_final_zero()
    {
        Assert.Equal("\u0003zen\u0008spamhaus\u0003org\0", Encoding.ASCII.GetString(Parse("Zen.Spamhaus.org").Wire));
        Assert.Equal("\u0002bl\0", Encoding.ASCII.GetString(Parse("bl").Wire));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(".", "is empty")]
    [InlineData("https://zen.spamhaus.org/", "is a URL")]
    [InlineData("zen.spamhaus.org/lookup", "is a URL or a path")]
    [InlineData("192.0.2.1", "is an IP address")]
    [InlineData("2001:db8::1", "is an IP address")]
    [InlineData("zen.spamhaus.org:53", "contains the character :")]
    [InlineData("*.example.com", "contains the character *")]
    [InlineData("a b.example.com", "contains a space")]
    [InlineData("a..example.com", "two dots in a row")]
    [InlineData(".example.com", "two dots in a row or begins with one")]
    [InlineData("bücher.example", "xn--")]
    [InlineData("x23456789012345678901234567890123456789012345678901234567890123x.example", "longer than 63 characters")]
    public void What_is_no_domain_is_refused_with_the_cure(string text, string reason)
    {
        Assert.False(LookupDomain.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.EndsWith("; write a domain name such as zen.spamhaus.org", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(189, true)]
    [InlineData(190, false)]
    public void A_reversed_IPv6_address_must_fit_in_front(int length, bool fits)
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('a', 37), 5));
        domain = domain[..Math.Min(length, domain.Length)] + new string('b', Math.Max(0, length - domain.Length));
        Assert.Equal(length, domain.Length);
        Assert.Equal(fits, LookupDomain.TryParse(domain, out var parsed, out _));
        Assert.True(!fits || parsed!.Wire.Length + 64 <= 255);
    }

    [Fact]
    public void What_is_revealed_reads_back_as_the_same_domain()
    {
        var label = Gen.Elements("abcXYZ019-_".ToCharArray()).NonEmptyListOf().Select(chars => string.Concat(chars.Take(20)));
        var domain = label.NonEmptyListOf().Select(labels => string.Join('.', labels.Take(5)));
        Check.QuickThrowOnFailure(Prop.ForAll(domain.ToArbitrary(), text =>
        {
            var parsed = Parse(text);
            return parsed.Equals(Parse(parsed.Reveal())) && parsed.Wire.SequenceEqual(Parse(parsed.Reveal() + ".").Wire);
        }));
    }

    [Fact]
    public void No_message_quotes_a_domain_however_broken()
    {
        var broken = Gen.Elements("{0}", "https://{0}", "{0}/", "{0}:53", " {0} x", "{0}..", "{0},", "{0}\n", "ü{0}", "{0}é", "*.{0}", "{0}@x", "'{0}'");
        Check.QuickThrowOnFailure(Prop.ForAll(broken.ToArbitrary(), form =>
        {
            var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Key + ".zen.dq.spamhaus.net");
            var read = LookupDomain.TryParse(text, out var domain, out var reason);
            return !(read ? domain!.ToString() : reason!).Contains(Key, StringComparison.OrdinalIgnoreCase);
        }));
    }

    private static LookupDomain Parse(string text)
    {
        Assert.True(LookupDomain.TryParse(text, out var domain, out var reason), reason);
        return domain;
    }
}
