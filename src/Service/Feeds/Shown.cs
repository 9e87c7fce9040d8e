using System;
using IpBlock.Settings;

namespace IpBlock.Service.Feeds;

/// <summary>What a server or .NET has said, as it may stand in a reason: it goes to terminals, logs, records and pages.</summary>
internal static class Shown
{
    private const int Longest = 200;
    private const string Hidden = "...";

    /// <summary>On one line, without control characters, and not endless.</summary>
    public static string Cut(string? text) => Printable.Line(text is { Length: > Longest } ? text[..Longest] + Hidden : text);

    /// <summary>Without what is secret in the list's address, should the server have repeated it, and without the password of a proxy, which .NET's messages quote.</summary>
    public static string Without(ListUrl url, string text) => WithoutLogins(url.HideIn(text));

    /// <summary>Without the user name and the password of any address in it: .NET's messages quote that of a proxy.</summary>
    public static string WithoutLogins(string text)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", at + 3, StringComparison.Ordinal))
        {
            var end = at + 3;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('\'' or '"' or '<' or '>'))
                end++;
            var user = text.LastIndexOf('@', end - 1, end - at - 3);
            if (user > 0)
                text = text[..(at + 3)] + Hidden + text[user..];
        }

        return text;
    }
}
