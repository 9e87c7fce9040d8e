using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IpBlock.Settings;

/// <summary>Enhanced status codes (RFC 3463) beside the status codes that they go with.</summary>
internal static class EnhancedCodes
{
    // RFC 3463 §2: class, subject and detail, no leading zeros.
    private static readonly Regex Syntax = new(
        @"^[245]\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, System.TimeSpan.FromSeconds(1));

    /// <summary>"Refused by policy", for now or for good.</summary>
    public static string DefaultFor(int statusCode) => statusCode < 500 ? "4.7.1" : "5.7.1";

    /// <summary>What is wrong between the properties <c>enhancedCode</c> and <c>statusCode</c> of an object.</summary>
    public static IEnumerable<Flaw> Check(string enhancedCode, int statusCode)
    {
        if (!Syntax.IsMatch(enhancedCode))
        {
            yield return new Flaw("enhancedCode", $"'{enhancedCode}' is not an enhanced status code", "write three numbers such as 5.7.1");
        }
        else if (enhancedCode[0] - '0' != statusCode / 100)
        {
            yield return new Flaw("enhancedCode", $"{enhancedCode} does not begin with the first digit of statusCode, {statusCode.ToString(CultureInfo.InvariantCulture)}", "both must begin with 4, or both with 5")
            {
                About = ["enhancedCode", "statusCode"],
            };
        }
    }
}
