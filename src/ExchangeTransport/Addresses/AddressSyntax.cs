namespace Microsoft.Exchange.Data.Transport;

internal static class AddressSyntax
{
    // RFC 5321 §4.1.2: a quoted local part may hold an @ of its own, so the last one separates.
    internal static bool TrySplit(string address, out string local, out string domain)
    {
        local = domain = null;
        var at = address == null ? -1 : address.LastIndexOf('@');
        if (at < 1 || at == address.Length - 1)
            return false;
        var left = address.Substring(0, at);
        var right = address.Substring(at + 1);
        if (!IsLocalPart(left) || !IsDomain(right))
            return false;
        local = left;
        domain = right;
        return true;
    }

    internal static bool HasNonAscii(string text)
    {
        foreach (var c in text)
        {
            if (c > '\x7f')
                return true;
        }

        return false;
    }

    internal static bool IsDomain(string text) => !string.IsNullOrEmpty(text) && text.IndexOfAny([' ', '<', '>', '@', '"', ',']) < 0;

    private static bool IsLocalPart(string text) =>
        text[0] == '"' ? text.Length > 2 && text[text.Length - 1] == '"' : text.IndexOfAny([' ', '<', '>', '@', '"', ',']) < 0;
}
