using System;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>
/// Where a webhook listens. Most services put a key into the address, so it hides itself: only the scheme, the server and the port are shown.
/// </summary>
public sealed class WebhookUrl : IEquatable<WebhookUrl>
{
    private const string Hidden = "...";

    // To replace shorter pieces would leave of a server's reply nothing that can be read.
    private const int ShortestSecret = 4;

    private readonly Uri _url;

    private WebhookUrl(Uri url) => _url = url;

    /// <summary>True when it is not shown whole.</summary>
    public bool HasSecrets => _url.PathAndQuery.Length > 1 || _url.UserInfo.Length > 0;

    /// <summary>The whole address, for whoever sends.</summary>
    public Uri Reveal() => _url;

    /// <summary>
    /// Reads an absolute https address; http only to this machine or to a private address, where nobody in between can read it. The reason never quotes the
    /// text.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookUrl? url, out string? reason)
    {
        url = null;
        reason = "the address begins with https:// (http:// only to localhost or to a private address), such as https://hooks.example/ipblock";
        if (!Uri.TryCreate((text ?? "").Trim(), UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return false;
        var isPlain = string.Equals(uri.Scheme, "http", StringComparison.Ordinal);
        if (isPlain ? !IsNear(uri) : !string.Equals(uri.Scheme, "https", StringComparison.Ordinal))
            return false;
        url = new WebhookUrl(uri);
        reason = null;
        return true;
    }

    /// <summary>As it may be shown: <c>https://hooks.example/...</c>.</summary>
    public override string ToString()
    {
        var port = _url.IsDefaultPort ? "" : ":" + _url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _url.Scheme + "://" + _url.Host + port + "/" + (HasSecrets ? Hidden : "");
    }

    /// <summary>A text of another's, a server's or the system's, without what is hidden of this address, should it stand in there.</summary>
    public string HideIn(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        text = text.Replace(_url.AbsoluteUri, ToString()).Replace(_url.OriginalString, ToString());
        foreach (var piece in (_url.PathAndQuery + "/" + _url.UserInfo).Split('/', '?', '&', '=', ':', ';'))
        {
            if (piece.Length >= ShortestSecret)
                text = text.Replace(piece, Hidden).Replace(Uri.UnescapeDataString(piece), Hidden);
        }

        return text;
    }

    /// <inheritdoc/>
    public bool Equals(WebhookUrl? other) => other is not null && _url == other._url;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WebhookUrl);

    /// <inheritdoc/>
    public override int GetHashCode() => _url.GetHashCode();

    private static bool IsNear(Uri url) => url.IsLoopback
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && PrivateNetworks.Contains(Address.From(address)));
}
