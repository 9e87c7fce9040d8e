using System;
using System.Diagnostics.CodeAnalysis;

namespace IpBlock.Settings;

/// <summary>One recipient (<c>user@domain</c>), all of a domain (<c>*@domain</c>) or one name in every domain (<c>postmaster@*</c>).</summary>
public sealed class RecipientPattern
{
    /// <summary>Stands for every name, or for every domain.</summary>
    internal const string Every = "*";

    private const string Cure = "write user@example.com, *@example.com or postmaster@*";
    private readonly string _text;
    private readonly RecipientAddress _address;
    private readonly bool _everyLocal;
    private readonly bool _everyDomain;

    private RecipientPattern(string text, RecipientAddress address)
    {
        _text = text;
        _address = address;
        _everyLocal = IsStar(address.Local);
        _everyDomain = IsStar(address.Domain);
    }

    /// <summary>Reads one of the three forms. <c>*@*</c> is none: it would stand for everybody.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RecipientPattern? pattern, out string? reason)
    {
        pattern = null;
        var trimmed = (text ?? "").Trim();
        var address = RecipientAddress.Of(trimmed);
        if (address.Local.Length == 0 || address.Domain.Length == 0 || address.Domain is ".")
            return Fail($"'{trimmed}' is not a recipient", out reason);
        if (IsStar(address.Local) && IsStar(address.Domain))
            return Fail("'*@*' matches every recipient", out reason);
        if (HasBlank(address.Domain) || HasBlank(trimmed.IndexOf('"') < 0 ? address.Local : ""))
            return Fail($"'{trimmed}' contains a space", out reason);
        if (HasPartialStar(address.Local) || HasPartialStar(address.Domain))
            return Fail($"in '{trimmed}' the star replaces a part of a name, but it can replace only a whole name", out reason);
        pattern = new RecipientPattern(trimmed, address);
        reason = null;
        return true;
    }

    /// <summary>
    /// True for this recipient, however it is spelled. A pattern without an extension covers the mailbox with all its extensions (<c>abuse</c> covers
    /// <c>abuse+ticket42</c>); one that names an extension covers that alone.
    /// </summary>
    /// <param name="recipient">Who gets the mail.</param>
    /// <param name="delimiters">The characters that set off an extension (<c>exceptions.recipientDelimiter</c>); empty for none.</param>
    public bool Matches(RecipientAddress recipient, string delimiters) =>
        (_everyDomain || string.Equals(_address.Domain, recipient.Domain, StringComparison.Ordinal))
        && (_everyLocal || string.Equals(_address.Local, recipient.Local, StringComparison.Ordinal)
            || string.Equals(_address.Local, recipient.Mailbox(delimiters), StringComparison.Ordinal));

    /// <summary>The local part as it is compared; a star for every one.</summary>
    internal string Local => _address.Local;

    /// <summary>The domain as it is compared; a star for every one.</summary>
    internal string Domain => _address.Domain;

    /// <summary>The same text for all patterns that mean the same, to be compared.</summary>
    public string Canonical => _address.ToString();

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static bool IsStar(string part) => part.Length == 1 && part[0] == '*';

    private static bool HasPartialStar(string part) => part.Length > 1 && part.IndexOf('*') >= 0;

    private static bool HasBlank(string text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
                return true;
        }

        return false;
    }

    private static bool Fail(string why, out string? reason)
    {
        reason = why + "; " + Cure;
        return false;
    }
}
