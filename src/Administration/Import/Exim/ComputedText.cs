using System;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Texts that Exim computes before it reads them as a list: pieces of them mean nothing.</summary>
internal static class ComputedText
{
    /// <summary>Why a list of lists cannot be read; null when it can. Single variables, such as $sender_address_domain, are no reason.</summary>
    public static string? WhyNot(string text)
    {
        for (var i = text.IndexOf("${", StringComparison.Ordinal); i >= 0; i = text.IndexOf("${", i + 2, StringComparison.Ordinal))
        {
            var end = i + 2;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            if (end < text.Length && text[end] == '}')
                continue;
            return FileIn(text) is { } file
                ? $"its lists are in the file {file}: write them into the condition, then import again"
                : "its lists are expanded while Exim runs: write them into the condition, then import again";
        }

        return null;
    }

    private static string? FileIn(string text)
    {
        for (var start = text.IndexOf('/'); start >= 0; start = text.IndexOf('/', start + 1))
        {
            if (start > 0 && text[start - 1] is not ('{' or ' ' or '\t' or ';'))
                continue;
            var end = text.IndexOfAny(['}', '{', ' ', '\t', '\n', ':', ','], start);
            return end < 0 ? text.Substring(start) : text.Substring(start, end - start);
        }

        return null;
    }
}
