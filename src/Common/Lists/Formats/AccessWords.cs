using System;
using System.Collections.Generic;

namespace IpBlock.Lists.Formats;

/// <summary>Actions of Postfix's access tables (access(5)). What stands before one is no entry of a list: <c>192.0.2.0/24 OK</c> means the opposite.</summary>
internal static class AccessWords
{
    private static readonly HashSet<string> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        "OK", "RELAY", "PERMIT", "ALLOW", "ACCEPT", "PASS", "WHITELIST", "REJECT", "DEFER", "DEFER_IF_PERMIT", "DEFER_IF_REJECT", "DISCARD", "DUNNO", "HOLD",
        "WARN", "INFO", "FILTER", "PREPEND",
        "REDIRECT", "BCC", "HANGUP",
    };

    public static bool IsAction(string word) => Actions.Contains(word);
}
