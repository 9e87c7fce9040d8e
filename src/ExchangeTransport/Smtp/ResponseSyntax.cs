using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Microsoft.Exchange.Data.Transport.Smtp;

internal static class ResponseSyntax
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Regex Status = new("^[0-9]{3}\\z", RegexOptions.CultureInvariant, Limit);
    private static readonly Regex Enhanced = new("^[245]\\.[0-9]{1,3}\\.[0-9]{1,3}\\z", RegexOptions.CultureInvariant, Limit);
    private static readonly Regex Line = new(
        "^(?<code>[0-9]{3})[ -](?:(?<enhanced>[245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?: |\\z))?(?<text>[ -~]*)\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Limit);

    internal static string StatusCode(string code) =>
        code != null && Status.IsMatch(code) ? code : throw new FormatException("A status code has three digits: " + code);

    internal static string EnhancedStatusCode(string code) =>
        string.IsNullOrEmpty(code) || Enhanced.IsMatch(code)
            ? code ?? string.Empty
            : throw new FormatException("An enhanced status code is 2, 4 or 5 and two more numbers: " + code);

    // As on 15.0: CR and LF pass (and reach the wire), everything else that does not print throws.
    internal static string[] Text(string[] lines)
    {
        foreach (var line in lines ?? [])
        {
            foreach (var c in line ?? string.Empty)
            {
                if (c is (< ' ' or > '~') and not '\r' and not '\n')
                    throw new ArgumentException("The text of a response is printable US-ASCII.", nameof(lines));
            }
        }

        return lines ?? [];
    }

    internal static SmtpResponseType TypeOf(string code) => code[0] switch
    {
        '2' => SmtpResponseType.Success,
        '3' => SmtpResponseType.IntermediateSuccess,
        '4' => SmtpResponseType.TransientError,
        '5' => SmtpResponseType.PermanentError,
        _ => SmtpResponseType.Unknown,
    };

    // RFC 5321 §4.2.1: every line but the last has a hyphen after the code.
    internal static string Render(string code, string enhanced, string[] text)
    {
        var lines = new List<string>();
        foreach (var part in text)
            lines.AddRange((part ?? string.Empty).Split(["\r\n"], StringSplitOptions.None));
        if (lines.Count == 0)
            lines.Add(string.Empty);

        for (var i = 0; i < lines.Count; i++)
        {
            var said = enhanced.Length == 0 || lines[i].Length == 0 ? enhanced + lines[i] : enhanced + " " + lines[i];
            lines[i] = code + (i < lines.Count - 1 ? "-" : said.Length == 0 ? string.Empty : " ") + said;
        }

        return string.Join("\r\n", lines);
    }

    internal static bool TryParse(string text, out SmtpResponse response)
    {
        response = SmtpResponse.Empty;
        var said = new List<string>();
        Match first = null;
        foreach (var line in (text ?? string.Empty).Split(["\r\n"], StringSplitOptions.None))
        {
            var match = Line.Match(line);
            if (!match.Success || (first != null && !string.Equals(Code(first), Code(match), StringComparison.Ordinal)))
                return false;
            first ??= match;
            said.Add(match.Groups["text"].Value);
        }

        response = new SmtpResponse(Code(first), first.Groups["enhanced"].Value, said.ToArray());
        return true;
    }

    private static string Code(Match match) => match.Groups["code"].Value;
}
