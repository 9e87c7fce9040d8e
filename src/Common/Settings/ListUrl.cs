using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace IpBlock.Settings;

/// <summary>
/// Where a list is fetched from. Lists that are paid for carry the customer's key in the address, so it hides itself: user name, query and whatever in the
/// path looks like a key are shown as dots.
/// </summary>
public sealed class ListUrl : IEquatable<ListUrl>
{
    private const string Hidden = "...";

    // Names of files are shorter or have a dot or no digits; keys are long and have both digits and letters.
    private const int ShortestKey = 16;

    private readonly Uri _url;

    private ListUrl(Uri url)
    {
        _url = url;
        Host = url.IdnHost;
    }

    /// <summary>The server.</summary>
    public string Host { get; }

    /// <summary>True when it is not shown whole.</summary>
    public bool HasSecrets => _url.UserInfo.Length > 0 || ToString().IndexOf(Hidden, StringComparison.Ordinal) >= 0;

    /// <summary>The whole address, with its secrets, for whoever fetches.</summary>
    public Uri Reveal() => _url;

    /// <summary>Reads an absolute https address.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ListUrl? url, out string? reason)
    {
        url = null;
        reason = "the address of a list begins with https://; write https://lists.example/drop.txt";
        if (!Uri.TryCreate((text ?? "").Trim(), UriKind.Absolute, out var uri) || !string.Equals(uri.Scheme, "https", StringComparison.Ordinal) || uri.Host.Length == 0)
            return false;
        url = new ListUrl(uri);
        reason = null;
        return true;
    }

    /// <summary>As it may be shown: without secrets.</summary>
    public override string ToString()
    {
        var shown = new StringBuilder("https://").Append(Host);
        if (!_url.IsDefaultPort)
            shown.Append(':').Append(_url.Port);
        foreach (var part in _url.AbsolutePath.Split('/'))
        {
            if (part.Length > 0)
                shown.Append('/').Append(LooksLikeKey(part) ? Hidden : part);
        }

        return _url.Query.Length > 0 ? shown.Append('?').Append(Hidden).ToString() : shown.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(ListUrl? other) => other is not null && _url == other._url;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ListUrl);

    /// <inheritdoc/>
    public override int GetHashCode() => _url.GetHashCode();

    private static bool LooksLikeKey(string part)
    {
        var (digits, letters) = (0, 0);
        foreach (var c in part)
        {
            digits += char.IsDigit(c) ? 1 : 0;
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return part.Length >= ShortestKey && digits > 0 && letters > 0 && part.IndexOf('.') < 0;
    }
}
