using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ClientPatternTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.0/24", "192.0.2.200")]
    [InlineData("192.0.2.10-192.0.2.20", "192.0.2.20")]
    [InlineData("2001:db8::/32", "2001:db8:1::1")]
    [InlineData("192.0.2.0(255.255.255.0)", "192.0.2.9")]
    public void Addresses_and_ranges_are_read(string pattern, string address)
    {
        var parsed = Parse(pattern);
        Assert.Null(parsed.HostName);
        Assert.True(Address.TryParse(address, out var client));
        Assert.True(parsed.Range!.Value.Contains(client));
        Assert.False(parsed.MatchesHost(pattern));
        Assert.Equal(pattern, parsed.ToString());
    }

    [Theory]
    [InlineData("mx.example.com", "MX.Example.com", true)]
    [InlineData("mx.example.com", "amx.example.com", false)]
    [InlineData("MX.example.com.", "mx.example.com", true)]
    [InlineData("*.example.com", "mx.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "mx.example.com.evil.test", false)]
    [InlineData("*.example.com", "mxexample.com", false)]
    [InlineData("mx*-out.example.com", "mx12-out.example.com", true)]
    [InlineData("mx*-out.example.com", "mx12-in.example.com", false)]
    [InlineData("*.a*a.example.com", "x.aaa.a.example.com", true)]
    public void Host_names_match_with_stars(string pattern, string host, bool matches)
    {
        var parsed = Parse(pattern);
        Assert.Null(parsed.Range);
        Assert.Equal(matches, parsed.MatchesHost(host));
    }

    [Theory]
    [InlineData("", "is not an IPv4 or IPv6 address")]
    [InlineData("10.1", "is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.0/33", "a prefix length must be 0 to 32")]
    [InlineData("192.0.2.0/x", "neither a prefix length nor a mask")]
    [InlineData("2001:db8::g", "is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.*", "does not end in a domain")]
    [InlineData("*", "does not end in a domain")]
    [InlineData("mail.*", "does not end in a domain")]
    [InlineData("a..example.com", "is not a host name")]
    [InlineData("user@example.com", "is neither an address nor a host name")]
    [InlineData("bücher.example", "non-ASCII characters")]
    public void Anything_else_is_refused_with_the_cure(string text, string reason)
    {
        Assert.False(ClientPattern.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.Contains("; write an address", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_glob_matches_like_a_recursive_reading_of_it()
    {
        var pattern = Gen.Elements('a', 'b', '.', '*').ListOf().Select(chars => string.Concat(chars.Take(8)));
        var text = Gen.Elements('a', 'b', '.').ListOf().Select(chars => string.Concat(chars.Take(10)));
        Check.QuickThrowOnFailure(Prop.ForAll(pattern.Zip(text).ToArbitrary(), pair => Glob.Matches(pair.Item1, pair.Item2) == Naive(pair.Item1, pair.Item2)));
    }

    [Fact]
    public void A_glob_of_labels_matches_like_a_recursive_reading_of_it()
    {
        var pattern = Gen.Elements('a', 'b', '.', '*', '*', '?').ListOf().Select(chars => string.Concat(chars.Take(9)));
        var text = Gen.Elements('a', 'b', '.').ListOf().Select(chars => string.Concat(chars.Take(10)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(pattern.Zip(text).ToArbitrary(), pair => Glob.MatchesLabels(pair.Item1, pair.Item2) == NaiveLabels(pair.Item1, pair.Item2)));
    }

    private static bool NaiveLabels(string pattern, string text)
    {
        if (pattern.Length == 0)
            return text.Length == 0;
        if (pattern.StartsWith("**", StringComparison.Ordinal))
            return Enumerable.Range(0, text.Length + 1).Any(skip => NaiveLabels(pattern.TrimStart('*'), text[skip..]));
        if (pattern[0] == '*')
            return Enumerable.Range(0, text.TakeWhile(c => c != '.').Count() + 1).Any(skip => NaiveLabels(pattern[1..], text[skip..]));
        return text.Length > 0 && (text[0] == pattern[0] || pattern[0] == '?' && text[0] != '.') && NaiveLabels(pattern[1..], text[1..]);
    }

    private static bool Naive(string pattern, string text)
    {
        if (pattern.Length == 0)
            return text.Length == 0;
        if (pattern[0] == '*')
            return Enumerable.Range(0, text.Length + 1).Any(skip => Naive(pattern[1..], text[skip..]));
        return text.Length > 0 && text[0] == pattern[0] && Naive(pattern[1..], text[1..]);
    }

    private static ClientPattern Parse(string text)
    {
        Assert.True(ClientPattern.TryParse(text, out var pattern, out var reason), reason);
        return pattern;
    }
}
