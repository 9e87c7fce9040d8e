using System;
using System.Text;
using IpBlock.Administration.Import.Exim;

namespace IpBlock.Administration.Import.Panels;

/// <summary>
/// The lists of a hosting panel, which its Exim refuses by. Hestia and VestaCP keep them in dnsbl.conf, an item of dnslists a line; DirectAdmin keeps them in
/// exim.strings.conf, as the macro RBL_DNS_LIST.
/// </summary>
internal static class PanelLists
{
    private const string Macro = "RBL_DNS_LIST";
    private const string Exceptions =
        "clients and domains that the panel exempts (its allow lists, domains without the filter) are in other files; add exceptions, or import the complete Exim configuration";

    /// <summary>True when the text sets DirectAdmin's macro.</summary>
    public static bool HoldsMacro(string line) =>
        line.StartsWith(Macro, StringComparison.Ordinal) && line.Substring(Macro.Length).TrimStart().StartsWith("=", StringComparison.Ordinal);

    /// <summary>True for a line that is a domain and no more, or one with codes behind it.</summary>
    public static bool LooksLikeItem(string line)
    {
        var end = line.IndexOfAny(['=', '!', '&', '/', ',']);
        var domain = end < 0 ? line : line.Substring(0, end);
        if (domain.IndexOf('.') <= 0 || domain.EndsWith(".", StringComparison.Ordinal) || domain.IndexOf("..", StringComparison.Ordinal) > 0)
            return false;
        var letters = false;
        foreach (var c in domain)
        {
            letters |= c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';
            if (!(c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_' or '.'))
                return false;
        }

        return letters && char.IsLetter(domain[domain.Length - 1]);
    }

    public static void Read(string text, PlanBuilder plan)
    {
        // As statements of Exim, each on its line.
        var statements = new StringBuilder();
        var inMacro = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            var items = "";
            if (line.Length > 0 && line[0] != '#')
            {
                var starts = HoldsMacro(line);
                items = starts ? line.Substring(line.IndexOf('=')).TrimStart('=') : inMacro || LooksLikeItem(line) ? line : "";
                inMacro = (starts || inMacro) && line.EndsWith("\\", StringComparison.Ordinal);
                items = items.TrimEnd('\\').Trim().Trim(':').Trim();
            }

            statements.Append(items.Length > 0 ? "deny dnslists = " + items : "").Append('\n');
        }

        EximImport.Read(statements.ToString(), plan);
        plan.Refuse("exceptions", 1, Exceptions);
    }
}
