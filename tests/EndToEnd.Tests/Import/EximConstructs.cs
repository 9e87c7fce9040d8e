using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace IpBlock.EndToEnd.Import;

/// <summary>What configurations of Exim are made of, as far as block lists go. Each has to occur in a configuration that is asked.</summary>
internal static class EximConstructs
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string> Patterns = new(StringComparer.Ordinal)
    {
        ["several dnslists in one statement"] = @"^ +(deny|drop|defer) dnslists = [^\n]*\n( +(log_)?message[^\n]*\n)? +dnslists = ",
        ["second zone"] = @"dnslists = [a-f]\.example\.org,[a-f]\.example\.org",
        ["second zone with codes"] = @"dnslists = [a-f]\.example\.org,[a-f]\.example\.org=",
        ["negated dnslists"] = @"! ?dnslists = ",
        ["codes"] = @"example\.org=127\.",
        ["mask"] = @"example\.org&0\.",
        ["negated codes"] = @"example\.org!=127\.",
        ["negated mask"] = @"example\.org!&",
        ["all codes"] = @"example\.org==127\.",
        ["all bits of all codes"] = @"example\.org=&",
        ["key"] = @"example\.org/\$",
        ["other separator"] = @"dnslists = <;",
        ["switch"] = @"\+(in|ex)clude_unknown|\+defer_unknown",
        ["deny"] = @"^ +deny\b",
        ["drop"] = @"^ +drop\b",
        ["defer"] = @"^ +defer\b",
        ["require"] = @"^ +require\b",
        ["warn"] = @"^ +warn\b",
        ["discard"] = @"^ +discard\b",
        ["accept by a list"] = @"^ +accept dnslists",
        ["endpass"] = @"^ +endpass",
        ["earlier accept hosts"] = @"^ +accept hosts = (.|\n)*^ +(deny|drop|defer)\b[^\n]*(\n +[^\n]*)*dnslists",
        ["earlier accept senders"] = @"^ +accept senders = (.|\n)*dnslists",
        ["earlier accept condition"] = @"^ +accept condition = (.|\n)*dnslists",
        ["earlier accept of a recipient"] = @"^ +accept local_parts = (.|\n)*dnslists",
        ["earlier bare accept"] = @"^ +accept\n +deny dnslists",
        ["condition before"] = @"^ +deny (?!dnslists|message|log_message)[a-z_!]+ = [^\n]*\n +dnslists",
        ["condition behind"] = @"^ +deny dnslists = [^\n]*\n +!?(senders|hosts|condition|local_parts)",
        ["acl_smtp_connect"] = "^acl_smtp_connect = ",
        ["acl_smtp_helo"] = "^acl_smtp_helo = ",
        ["acl_smtp_mail"] = "^acl_smtp_mail = ",
        ["acl_smtp_rcpt"] = "^acl_smtp_rcpt = ",
        ["acl_smtp_data"] = "^acl_smtp_data = ",
        ["acl_smtp_auth"] = "^acl_smtp_auth = ",
        ["helper list"] = @"^ +(deny|accept|require) acl = acl_",
        ["unused list"] = @"^acl_unused:",
        ["ifdef and else"] = @"^\.ifdef(.|\n)*^\.else(.|\n)*^\.endif",
        ["macro"] = @"^ +deny dnslists = [A-Z]",
        ["readfile"] = @"\$\{readfile ",
        ["comment"] = "^ *#",
        ["continuation"] = @"\\\n",
        ["include"] = @"^ *\.include ",
        ["hostlist"] = "^hostlist ",
        ["domainlist"] = "^domainlist ",
        ["warn with dnswl"] = @"warn dnslists = [^\n]*dnswl",
        ["control"] = @"^ +control = ",
        ["message"] = @"\bmessage = ",
        ["log_message"] = @"\blog_message = ",
        ["set"] = @"\bset acl_m0 = ",
        ["add_header"] = @"^ +add_header = ",
    };

    /// <summary>Those that occur in none of these texts.</summary>
    public static IEnumerable<string> Missing(IReadOnlyCollection<string> texts) =>
        Patterns.Where(pattern => !texts.Any(text => Regex.IsMatch(text, pattern.Value, Options, Limit))).Select(pattern => pattern.Key);
}
