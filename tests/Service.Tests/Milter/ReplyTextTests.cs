using System;
using System.Linq;
using System.Text;
using IpBlock.Filtering;
using IpBlock.Service.Milter;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>A reply as Sendmail and Postfix want it from a milter.</summary>
public sealed class ReplyTextTests
{
    [Theory]
    [InlineData(550, "5.7.1", "no", "550 5.7.1 no\0")]
    [InlineData(450, "4.7.1", "50% of %0", "450 4.7.1 50%% of %%0\0")]
    [InlineData(450, "5.7.1", "no", "450 4.7.1 no\0")]
    [InlineData(550, "4.2.0", "no", "550 5.7.1 no\0")]
    [InlineData(521, "5.3.2", "", "521 5.3.2 \0")]
    [InlineData(550, "5.7.1", "a\r\n250 b\0c\tdé", "550 5.7.1 a??250 b?c?d?\0")]
    public void It_has_both_codes_of_one_class_and_cannot_break_a_line(int code, string enhanced, string text, string expected) =>
        Assert.Equal(expected, Of(new SmtpReply(code, enhanced, text)));

    [Fact]
    public void A_text_of_ordinary_length_stays_one_line() =>
        Assert.Single(Of(new SmtpReply(550, "5.7.1", new string('x', 490))).Split("\r\n"));

    [Fact]
    public void What_doubled_per_cent_signs_make_too_long_is_folded_after_a_blank()
    {
        var words = Enumerable.Repeat(new string('%', 53), 9).ToArray();
        var lines = Of(new SmtpReply(550, "5.7.1", string.Join(' ', words))).TrimEnd('\0').Split("\r\n");
        var doubled = string.Join(' ', words[..8]).Replace("%", "%%", StringComparison.Ordinal);
        Assert.Equal(["550-5.7.1 " + doubled, "550 5.7.1 " + new string('%', 106)], lines);
    }

    [Theory]
    [InlineData(490, 0)]
    [InlineData(489, 1)]
    public void A_doubled_sign_is_never_torn(int signs, int before)
    {
        var text = new string('x', before) + new string('%', signs);
        var lines = Of(new SmtpReply(550, "5.7.1", text)).TrimEnd('\0').Split("\r\n");
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("550-5.7.1 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("550 5.7.1 ", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Count(c => c == '%') % 2 == 0, line));
        Assert.All(lines, line => Assert.InRange(line.Length, 11, 980));
        Assert.Equal(text, string.Concat(lines.Select(line => line[10..])).Replace("%%", "%", StringComparison.Ordinal));
    }

    private static string Of(SmtpReply reply) => Encoding.ASCII.GetString(ReplyText.Of(reply));
}
