using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Import.Exim;

/// <summary>The text of a <c>message</c> modifier as a rejection response.</summary>
internal static class EximMessage
{
    private static readonly Dictionary<string, string> Placeholders = new(StringComparer.Ordinal)
    {
        ["sender_host_address"] = "%0",
        ["dnslist_matched"] = "%0",
        ["dnslist_domain"] = "%2",
        ["dnslist_text"] = "%3",
        ["dnslist_value"] = "%4",
    };

    /// <summary>The response; null with a reason when the text has something in it that IpBlock cannot say.</summary>
    public static string? Translate(string text, out string? reason)
    {
        var source = Unquote(text.Replace('\n', ' ').Trim());
        var result = new StringBuilder();
        reason = null;
        for (var i = 0; i < source.Length && reason is null;)
        {
            if (source[i] == '$')
                result.Append(ReadVariable(source, ref i, out reason));
            else if (source[i] == '\\' && i + 1 < source.Length)
                result.Append(Escaped(source, ref i));
            else
                result.Append(source[i++] is '%' ? "%%" : source[i - 1].ToString());
        }

        return reason is null ? result.ToString() : null;
    }

    private static string Escaped(string source, ref int i)
    {
        i += 2;
        return source[i - 1] switch
        {
            'n' or 'r' or 't' => " ",
            '%' => "%%",
            var c => c.ToString(),
        };
    }

    private static string ReadVariable(string source, ref int i, out string? reason)
    {
        var isBraced = ++i < source.Length && source[i] == '{';
        var start = isBraced ? ++i : i;
        while (i < source.Length && (char.IsLetterOrDigit(source[i]) || source[i] == '_'))
            i++;
        var name = source.Substring(start, i - start);
        reason = null;
        if (isBraced && !(i < source.Length && source[i] == '}'))
            reason = "its message uses an expansion (${" + name + "…)";
        else if (!Placeholders.ContainsKey(name))
            reason = "its message contains $" + name + ", which IpBlock does not support";
        i += isBraced ? 1 : 0;
        return reason is null ? Placeholders[name] : "";
    }

    private static string Unquote(string text) =>
        text.Length > 1 && text[0] == '"' && text[text.Length - 1] == '"' ? text.Substring(1, text.Length - 2).Replace("\\\"", "\"") : text;
}
