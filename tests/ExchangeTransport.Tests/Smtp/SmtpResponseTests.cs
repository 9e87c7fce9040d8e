using System;
using Microsoft.Exchange.Data.Transport.Smtp;
using Xunit;

namespace IpBlock.ExchangeTransport.Smtp;

public sealed class SmtpResponseTests
{
    [Theory]
    [InlineData("550", "5.7.1", "no", "550 5.7.1 no")]
    [InlineData("550", "", "no", "550 no")]
    [InlineData("550", null, "no", "550 no")]
    [InlineData("250", "2.0.0", "", "250 2.0.0")]
    [InlineData("250", "", "", "250")]
    [InlineData("550", "5.7.1", "a\r\nb", "550-5.7.1 a\r\n550 5.7.1 b")]
    [InlineData("550", "5.7.1", "a\nb", "550 5.7.1 a\nb")]
    public void It_prints_as_it_goes_on_the_wire(string status, string? enhanced, string text, string wire) =>
        Assert.Equal(wire, new SmtpResponse(status, enhanced, text).ToString());

    [Fact]
    public void Several_texts_are_several_lines() =>
        Assert.Equal("550-5.7.1 a\r\n550 5.7.1 b", new SmtpResponse("550", "5.7.1", "a", "b").ToString());

    [Theory]
    [InlineData("gr\u00fc\u00dfe")]
    [InlineData("tab\there")]
    [InlineData("bell\u0007")]
    [InlineData("del\u007f")]
    public void Text_that_does_not_print_in_ASCII_throws(string text) =>
        Assert.Throws<ArgumentException>(() => new SmtpResponse("550", "5.7.1", text));

    [Theory]
    [InlineData("55")]
    [InlineData("5500")]
    [InlineData("55x")]
    [InlineData("550\n")]
    [InlineData(null)]
    public void A_status_code_that_is_not_three_digits_throws(string? status) =>
        Assert.Throws<FormatException>(() => new SmtpResponse(status, "5.7.1", "no"));

    [Theory]
    [InlineData("3.7.1")]
    [InlineData("5.7")]
    [InlineData("5.7.1 ")]
    [InlineData("5.7.1234")]
    public void An_enhanced_code_of_another_shape_throws(string enhanced) =>
        Assert.Throws<FormatException>(() => new SmtpResponse("550", enhanced, "no"));

    [Theory]
    [InlineData("550 5.7.1 text here", "550", "5.7.1", "text here")]
    [InlineData("250 OK", "250", "", "OK")]
    [InlineData("421 4.3.2", "421", "4.3.2", "")]
    public void A_reply_line_is_parsed(string line, string status, string enhanced, string text)
    {
        Assert.True(SmtpResponse.TryParse(line, out var response));
        Assert.Equal((status, enhanced, text), (response.StatusCode, response.EnhancedStatusCode, Assert.Single(response.StatusText)));
        Assert.Equal(line, response.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("no")]
    [InlineData("550-a\r\n551 b")]
    public void What_is_no_reply_is_not_parsed(string? line)
    {
        Assert.False(SmtpResponse.TryParse(line, out var response));
        Assert.True(response.IsEmpty);
    }

    [Fact]
    public void A_reply_of_many_lines_is_parsed()
    {
        Assert.True(SmtpResponse.TryParse("550-5.7.1 a\r\n550 5.7.1 b", out var response));
        Assert.Equal(["a", "b"], response.StatusText);
    }

    [Fact]
    public void Equal_words_are_equal_responses()
    {
        var one = new SmtpResponse("550", "5.7.1", "no");
        Assert.True(one == new SmtpResponse("550", "5.7.1", "no"));
        Assert.True(one != new SmtpResponse("550", "5.7.1", "No"));
        Assert.True(one != SmtpResponse.Empty);
        Assert.Equal(one.GetHashCode(), new SmtpResponse("550", "5.7.1", "no").GetHashCode());
    }

    [Theory]
    [InlineData("250", SmtpResponseType.Success)]
    [InlineData("354", SmtpResponseType.IntermediateSuccess)]
    [InlineData("451", SmtpResponseType.TransientError)]
    [InlineData("550", SmtpResponseType.PermanentError)]
    public void The_first_digit_is_the_type(string status, SmtpResponseType type) =>
        Assert.Equal(type, new SmtpResponse(status, "").SmtpResponseType);

    [Fact]
    public void An_empty_response_has_no_code_and_no_text()
    {
        Assert.True(SmtpResponse.Empty.IsEmpty);
        Assert.Equal("", SmtpResponse.Empty.ToString());
        Assert.Equal(SmtpResponseType.Unknown, SmtpResponse.Empty.SmtpResponseType);
    }
}
