using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace IpBlock.Settings;

/// <summary>
/// Where a list is fetched from. Lists that are paid for carry the customer's key in the address, so it hides itself: user name, query, and everything in host and path that is
/// more than short words in lower case are shown as dots.
/// </summary>
public sealed class ListUrl : IEquatable<ListUrl>
{
    private const string Hidden = "...";

    // firehol_level1.netset is shown; no key is made of lower-case words of this length with so few digits.
    private const int LongestWord = 12;
    private const int LongestYear = 4;
    private const int LongestVersion = 2;

    // To replace shorter pieces would leave of a reason nothing that can be read.
    private const int ShortestSecret = 3;

    private readonly Uri _url;

    private ListUrl(Uri url)
    {
        _url = url;
        Host = Shown(url);
    }

    /// <summary>The server, as it may be shown.</summary>
    public string Host { get; }

    /// <summary>True when it is not shown whole.</summary>
    public bool HasSecrets => _url.UserInfo.Length > 0 || _url.Fragment.Length > 0 || ToString().IndexOf(Hidden, StringComparison.Ordinal) >= 0;

    /// <summary>The whole address, with its secrets, for whoever fetches.</summary>
    public Uri Reveal() => _url;

    /// <summary>Reads an absolute https address.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ListUrl? url, out string? reason)
    {
        url = null;
        reason = "the URL of a list must begin with https://; write https://lists.example/drop.txt";
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
                shown.Append('/').Append(IsHarmless(part) ? part : Hidden);
        }

        return _url.Query.Length > 0 ? shown.Append('?').Append(Hidden).ToString() : shown.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(ListUrl? other) => other is not null && _url == other._url;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ListUrl);

    /// <inheritdoc/>
    public override int GetHashCode() => _url.GetHashCode();

    /// <summary>A text of another's, a server's or the system's, without what is hidden of this address, should it stand in there.</summary>
    public string HideIn(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        text = text.Replace(_url.AbsoluteUri, ToString()).Replace(_url.OriginalString, ToString());
        foreach (var secret in Secrets())
        {
            if (secret.Length >= ShortestSecret)
                text = Replace(Replace(text, secret), Uri.UnescapeDataString(secret));
        }

        return text;
    }

    private IEnumerable<string> Secrets()
    {
        yield return _url.UserInfo;
        foreach (var part in _url.UserInfo.Split(':'))
            yield return part;
        yield return _url.Query.TrimStart('?');
        foreach (var pair in _url.Query.TrimStart('?').Split('&', ';'))
            yield return pair.Substring(pair.IndexOf('=') + 1);
        yield return _url.Fragment.TrimStart('#');
        foreach (var part in (_url.AbsolutePath + "/" + string.Join("/", HiddenLabels(_url.IdnHost))).Split('/'))
        {
            if (!IsHarmless(part))
                yield return part;
        }
    }

    private static string Replace(string text, string secret)
    {
        for (var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(secret, at + Hidden.Length, StringComparison.OrdinalIgnoreCase))
            text = text.Substring(0, at) + Hidden + text.Substring(at + secret.Length);
        return text;
    }

    // lists.example.org and example.co.uk: whose the server is, is no secret; what stands in front may be a customer's.
    private static string Shown(Uri url)
    {
        if (url.HostNameType != UriHostNameType.Dns)
            return url.IdnHost.IndexOf(':') >= 0 ? "[" + url.IdnHost.Trim('[', ']') + "]" : url.IdnHost;
        var labels = url.IdnHost.Split('.');
        var hidden = HiddenLabels(url.IdnHost);
        for (var i = 0; i < hidden.Length; i++)
            labels[i] = IsHarmless(labels[i]) ? labels[i] : Hidden;
        return string.Join(".", labels);
    }

    private static string[] HiddenLabels(string host)
    {
        var labels = host.Split('.');
        var owner = labels.Length > 2 && labels[labels.Length - 1].Length == 2 && labels[labels.Length - 2].Length <= 3 ? 3 : 2;
        var front = new string[Math.Max(0, labels.Length - owner)];
        Array.Copy(labels, front, front.Length);
        return front;
    }

    private static bool IsHarmless(string part)
    {
        foreach (var word in part.Split('.', '-', '_'))
        {
            var letters = 0;
            while (letters < word.Length && word[letters] is >= 'a' and <= 'z')
                letters++;
            var digits = word.Length - letters;
            for (var i = letters; i < word.Length; i++)
            {
                if (word[i] is < '0' or > '9')
                    return false;
            }

            if (letters > LongestWord || digits > (letters == 0 ? LongestYear : LongestVersion))
                return false;
        }

        return true;
    }
}
