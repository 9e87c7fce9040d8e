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
            return "it is no text, perhaps a compiled table or a compressed file; give its source";
        if (head.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return "it is a web page";
        if (head[0] == '<')
            return "it is XML, but not what Export-Clixml writes";
        if (head.Contains("-IPBlockListProvider", StringComparison.OrdinalIgnoreCase) || head.Contains("-IPAllowListProvider", StringComparison.OrdinalIgnoreCase))
            return "it is a script of PowerShell; run it in Exchange, and export what Exchange then has with Export-Clixml";
        if (head.Contains("FEATURE(`", StringComparison.Ordinal))
            return "it is a configuration of Sendmail, of which nothing can be taken over";
        return "it is a text in which nothing is written as any of these write it";
    }
}
