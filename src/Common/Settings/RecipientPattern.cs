using System;
using System.Diagnostics.CodeAnalysis;

namespace IpBlock.Settings;

/// <summary>One recipient (<c>user@domain</c>), all of a domain (<c>*@domain</c>) or one name in every domain (<c>postmaster@*</c>).</summary>
public sealed class RecipientPattern
{
    private const string Cure = "write user@example.com, *@example.com or postmaster@*";
    private readonly string _text;
    private readonly string? _local;
    private readonly string? _domain;

    private RecipientPattern(string text, string local, string domain)
    {
        _text = text;
        _local = IsStar(local) ? null : local;
        _domain = IsStar(domain) ? null : domain;
    }

    /// <summary>Reads one of the three forms. <c>*@*</c> is none: it would exempt everybody.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RecipientPattern? pattern, out string? reason)
    {
        pattern = null;
        var trimmed = (text ?? "").Trim();
        var at = trimmed.LastIndexOf('@');
        if (at <= 0 || at == trimmed.Length - 1)
            return Fail($"'{trimmed}' is not a recipient", out reason);
        var local = trimmed.Substring(0, at);
        var domain = trimmed.Substring(at + 1);
        if (IsStar(local) && IsStar(domain))
            return Fail("'*@*' would exempt every recipient", out reason);
        if (HasBlank(trimmed))
            return Fail($"'{trimmed}' holds a blank", out reason);
        if (HasPartialStar(local) || HasPartialStar(domain))
            return Fail($"in '{trimmed}' the star stands for a part of a name, but it stands only for a whole one", out reason);
        pattern = new RecipientPattern(trimmed, local, domain);
        reason = null;
        return true;
    }

    /// <summary>True for this recipient. Case means nothing, in either part: mail servers that tell Info@ from info@ are extinct.</summary>
    public bool Matches(string? local, string? domain) =>
        (_local is null || string.Equals(_local, local, StringComparison.OrdinalIgnoreCase))
        && (_domain is null || string.Equals(_domain, domain, StringComparison.OrdinalIgnoreCase));

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
