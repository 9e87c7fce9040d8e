using System;

namespace IpBlock.Service.Commands;

/// <summary>Says in words what a file seems to be that is none that can be imported.</summary>
internal static class UnknownText
{
    private const int Looked = 4096;

    public static string Describe(string text)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var head = start.Length > Looked ? start[..Looked] : start;
        if (head.Length == 0)
            return "it is empty";
        if (head.Contains('\0', StringComparison.Ordinal) || head.Contains('\uFFFD', StringComparison.Ordinal))
            return "it is not text, perhaps a compiled table or a compressed file; use its source file";
        if (head.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return "it is a web page";
        if (head[0] == '<')
            return "it is XML, but not in the format of Export-Clixml";
        if (head.Contains("-IPBlockListProvider", StringComparison.OrdinalIgnoreCase) || head.Contains("-IPAllowListProvider", StringComparison.OrdinalIgnoreCase))
            return "it is a PowerShell script; run it in Exchange, and export the result with Export-Clixml";
        if (head.Contains("FEATURE(`", StringComparison.Ordinal))
            return "it is a Sendmail configuration, from which nothing can be imported";
        return "its content has none of the supported formats";
    }
}
