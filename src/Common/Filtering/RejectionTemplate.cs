using System;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>
/// The text of a provider's reply with its placeholders: <c>%0</c> or <c>{0}</c> the client's address, 1 the provider's name, 2 its lookup domain
/// without a key, 3 the reason the list gives, 4 the return code, 5 what the code means, 6 the sum of the scores, 7 the page for removal;
/// <c>%%</c> is a per cent sign. Exchange's console documented the first form for providers, its cmdlets the second for local lists: both are
/// understood, so that texts can be carried over.
/// </summary>
public sealed class RejectionTemplate
{
    /// <summary>The text when the administrator gave none.</summary>
    public const string Default = "%0 has been blocked by connection filter rule %1";

    // More than this of a list's own words leaves no room for ours.
    private const int MaxReason = 200;

    private readonly string _text;

    /// <summary>A template; null is <see cref="Default"/>.</summary>
    public RejectionTemplate(string? text)
    {
        _text = text ?? Default;
        for (int i = 0, length; i < _text.Length; i += length)
            ShowsReason |= PlaceholderAt(i, out length) == '3';
    }

    /// <summary>True when it shows the reason, which takes a lookup of its own.</summary>
    public bool ShowsReason { get; }

    /// <summary>The text for one client of a provider's list.</summary>
    public string Render(Address client, Provider provider, uint code, string reason, string score = "")
    {
        if (provider is null)
            throw new ArgumentNullException(nameof(provider));
        return Render(placeholder => placeholder switch
        {
            '0' => client.ToString(),
            '1' => provider.Name,
            '2' => provider.Settings.LookupDomain.PublicName,
            '3' => PrintableAscii.Clean(reason, MaxReason),
            '4' => new ReturnCode(code).ToString(),
            '5' => provider.MeaningOf(code),
            '6' => score,
            '7' => RemovalPage.For(provider.Settings, client),
            _ => "%",
        });
    }

    /// <summary>The text for one client of a local list, which has a name and a comment that is nobody else's business.</summary>
    public string Render(Address client, string list) => Render(placeholder => placeholder switch
    {
        '0' => client.ToString(),
        '1' => list,
        '%' => "%",
        _ => "",
    });

    /// <summary>The text for one client that a rule refuses by a name.</summary>
    internal string Render(Address client, string rule, string name, string reason, string score) => Render(placeholder => placeholder switch
    {
        '0' => client.ToString(),
        '1' => rule,
        '2' => PrintableAscii.Clean(name, MaxReason),
        '3' => PrintableAscii.Clean(reason, MaxReason + MaxReason),
        '6' => score,
        '%' => "%",
        _ => "",
    });

    private string Render(Func<char, string> value)
    {
        var result = new StringBuilder(_text.Length + 32);
        var hasGap = false;
        for (int i = 0, length; i < _text.Length; i += length)
        {
            var placeholder = PlaceholderAt(i, out length);
            if (placeholder == '\0')
                result.Append(_text[i]);
            else
                Append(result, value(placeholder), ref hasGap);
        }

        return hasGap ? EmptyPlaceholders.Close(result.ToString()) : result.ToString();
    }

    private static void Append(StringBuilder result, string value, ref bool hasGap)
    {
        hasGap |= value.Length == 0;
        if (value.Length == 0)
            result.Append(EmptyPlaceholders.Gap);
        else
            result.Append(value);
    }

    // ~user in an address that was written before there was a %7: %7Euser (RFC 3986 §2.1).
    private bool IsEncoded(int index) => _text[index + 1] == '7' && index + 2 < _text.Length && _text[index + 2] is (>= 'A' and <= 'F') or (>= 'a' and <= 'f');

    // '\0' and length 1 where the text stands for itself.
    private char PlaceholderAt(int index, out int length)
    {
        length = 1;
        if (_text[index] == '%' && index + 1 < _text.Length && _text[index + 1] is '%' or (>= '0' and <= '7') && !IsEncoded(index))
        {
            length = 2;
            return _text[index + 1];
        }

        if (_text[index] == '{' && index + 2 < _text.Length && _text[index + 1] is >= '0' and <= '7' && _text[index + 2] == '}')
        {
            length = 3;
            return _text[index + 1];
        }

        return '\0';
    }
}
