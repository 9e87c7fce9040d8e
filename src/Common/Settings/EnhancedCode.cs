using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IpBlock.Settings;

/// <summary>What an enhanced status code may be beside a status code.</summary>
internal static class EnhancedCode
{
    // RFC 3463 §2: class, subject and detail, no leading zeros.
    private static readonly Regex Syntax = new(
        @"^[245]\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static string Usual(int statusCode) => statusCode < 500 ? "4.7.1" : "5.7.1";

    public static Flaw? FlawOf(string code, int statusCode)
    {
        if (!Syntax.IsMatch(code))
            return new Flaw("enhancedCode", $"'{code}' is not an enhanced status code", "write three numbers such as 5.7.1");
        if (code[0] - '0' == statusCode / 100)
            return null;
        return new Flaw("enhancedCode", $"{code} does not begin with the first digit of statusCode, {statusCode.ToString(CultureInfo.InvariantCulture)}", "let both begin with 4, or both with 5")
        {
            About = ["enhancedCode", "statusCode"],
        };
    }
}
