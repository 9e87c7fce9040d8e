using System;
using System.Globalization;

namespace IpBlock.Filtering;

/// <summary>A reply as SMTP sends it: status code, enhanced code and one line of printable ASCII. Whatever it is made of, it cannot break a line.</summary>
public sealed class SmtpReply
{
    // RFC 5321 §4.5.3.1.5: 512 octets a line, of which code, enhanced code, blanks and CRLF take up to 20.
    private const int MaxText = 490;

    /// <param name="statusCode">400 to 599.</param>
    /// <param name="enhancedCode">Such as 5.7.1 (RFC 3463).</param>
    /// <param name="text">Anything else than printable ASCII in it becomes '?'; it is cut at 490 characters.</param>
    public SmtpReply(int statusCode, string enhancedCode, string text)
    {
        StatusCode = statusCode;
        EnhancedCode = enhancedCode ?? throw new ArgumentNullException(nameof(enhancedCode));
        Text = PrintableAscii.Clean(text, MaxText);
    }

    /// <summary>The three digits.</summary>
    public int StatusCode { get; }

    /// <summary>The enhanced code (RFC 3463).</summary>
    public string EnhancedCode { get; }

    /// <summary>What is said to the client.</summary>
    public string Text { get; }

    /// <summary>The line without its end: <c>550 5.7.1 text</c>.</summary>
    public override string ToString() => StatusCode.ToString(CultureInfo.InvariantCulture) + " " + EnhancedCode + " " + Text;
}
