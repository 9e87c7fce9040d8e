using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Dns;
using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>
/// A list's own words about a listing, made fit for a reply and a log: printable, of a length that memory can bear, and without the key under which the
/// list was asked. Lists like to quote the name that was asked for.
/// </summary>
internal sealed class ListReason
{
    private const int MaxLength = 512;

    // Shorter labels are words ("zen"); the keys of Spamhaus have 26 characters, those of Abusix more.
    private const int ShortestKey = 16;

    private readonly LookupDomain _domain;
    private readonly Regex? _secrets;

    public ListReason(LookupDomain domain)
    {
        _domain = domain;
        var name = domain.Reveal();
        if (string.Equals(name, domain.PublicName, StringComparison.OrdinalIgnoreCase))
            return;
        var secrets = new[] { name }.Concat(HiddenLabels(name)).Select(Regex.Escape);
        _secrets = new Regex(string.Join("|", secrets), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>The TXT records in one line; empty when there are none.</summary>
    public string Of(DnsAnswer answer)
    {
        var text = string.Join(" / ", answer.Texts);
        if (_secrets is not null)
            text = _secrets.Replace(text, found => found.Value.IndexOf('.') < 0 ? "(key)" : _domain.PublicName);
        return PrintableAscii.Clean(text, MaxLength);
    }

    private IEnumerable<string> HiddenLabels(string name)
    {
        var shown = "." + _domain.PublicName;
        var hidden = name.EndsWith(shown, StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - shown.Length) : name;
        return hidden.Split('.').Where(label => label.Length >= ShortestKey);
    }
}
