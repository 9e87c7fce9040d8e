using System;
using System.Text;

namespace IpBlock.Settings;

/// <summary>
/// A recipient in one form for all its spellings: without angle brackets, source route and quotes; the domain in lower case, without trailing dot and in
/// A-labels. Case means nothing in either part: mail servers that tell Info@ from info@ are extinct.
/// </summary>
public readonly struct RecipientAddress
{
    private RecipientAddress(string local, string domain)
    {
        Local = local;
        Domain = domain;
    }

    /// <summary>The local part in lower case, as it is meant: <c>"a b"</c> without its quotes.</summary>
    public string Local { get; }

    /// <summary>The domain; empty for a recipient without one (<c>postmaster</c>, RFC 5321 §4.5.1).</summary>
    public string Domain { get; }

    /// <summary>Reads what RCPT names, or an administrator has written. Every text is some recipient.</summary>
    public static RecipientAddress Of(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var address = WithoutRoute(WithoutBrackets(text.Trim()));
        var at = address.LastIndexOf('@');
        return at < 0
            ? new RecipientAddress(Unquoted(address).ToLowerInvariant(), "")
            : new RecipientAddress(Unquoted(address.Substring(0, at)).ToLowerInvariant(), DomainForm.Of(address.Substring(at + 1)));
    }

    /// <summary>
    /// The mailbox to which an address with an extension belongs: <c>abuse</c> of <c>abuse+ticket42</c>; the local part itself where there is no extension.
    /// As Postfix splits: at the first of the delimiters, with something in front of it, and names that the mail system needs whole are left so.
    /// </summary>
    /// <param name="delimiters">The characters that set off an extension; empty for none.</param>
    public string Mailbox(string delimiters)
    {
        if (string.IsNullOrEmpty(delimiters) || Local.Length == 0)
            return Local;
        var end = 0;
        while (end < Local.Length && delimiters.IndexOf(Local[end]) < 0)
            end++;
        return end == 0 || end == Local.Length || IsWhole(delimiters) ? Local : Local.Substring(0, end);
    }

    /// <summary>The canonical spelling.</summary>
    public override string ToString() => Domain.Length == 0 ? Local : Local + "@" + Domain;

    // Postfix, split_addr.c and owner_request_special: owner-list and list-request belong to no mailbox "owner" or "list" where the delimiter is a hyphen.
    private bool IsWhole(string delimiters) =>
        Local is "mailer-daemon" or "double-bounce"
        || (delimiters.IndexOf('-') >= 0 && (Local.StartsWith("owner-", StringComparison.Ordinal) || Local.EndsWith("-request", StringComparison.Ordinal)));

    private static string WithoutBrackets(string text) =>
        text.Length >= 2 && text[0] == '<' && text[text.Length - 1] == '>' ? text.Substring(1, text.Length - 2).Trim() : text;

    // RFC 5321 appendix C: "@relay.example,@other.example:user@site.example" is for user@site.example.
    private static string WithoutRoute(string text)
    {
        if (text.Length == 0 || text[0] != '@')
            return text;
        var inLiteral = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '[' or ']')
                inLiteral = text[i] == '[';
            else if (text[i] == ':' && !inLiteral)
                return text.Substring(i + 1);
        }

        return text;
    }

    // RFC 5321 §4.1.2: the quotes and backslashes are no part of the name.
    private static string Unquoted(string local)
    {
        if (local.Length < 2 || local[0] != '"' || local[local.Length - 1] != '"')
            return local;
        var name = new StringBuilder(local.Length);
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '\\' && i + 1 < local.Length - 1)
                i++;
            name.Append(local[i]);
        }

        return name.ToString();
    }
}
