using System;
using System.Collections.Generic;

namespace IpBlock.Lists.Formats;

/// <summary>
/// nginx: <c>deny</c>, <c>allow</c> or <c>set_real_ip_from</c> of its access and realip modules, and blocks of <c>geo</c>, in which the narrowest network
/// decides as it does here.
/// </summary>
internal sealed class NginxSyntax : LineSyntax
{
    private static readonly char[] Blanks = [' ', '\t'];
    private static readonly string[] Verbs = ["deny", "allow", "set_real_ip_from"];
    private static readonly HashSet<string> OfGeo = new(StringComparer.Ordinal) { "ranges", "volatile", "proxy", "proxy_recursive" };
    private static readonly HashSet<string> Harmless =
        new(StringComparer.Ordinal) { "real_ip_header", "real_ip_recursive", "satisfy", "return", "listen", "server_name" };
    private readonly ListSense _sense = new();
    private string? _geoDefault;
    private string? _geoValue;
    private bool _inGeo;

    public static bool LooksLikeOne(string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && (Array.IndexOf(Verbs, words[0]) >= 0 && line.IndexOf(';') > 0 || words[0] is "geo" && words[1][0] == '$');
    }

    public override string? Read(string line, ListEntries entries)
    {
        var comment = line.IndexOf('#');
        string? reason = null;
        foreach (var statement in Statements(comment < 0 ? line : line.Substring(0, comment)))
            reason ??= Statement(statement, entries);
        return reason;
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end)
    {
        const string Deny = "deny ";
        if (end - start < Deny.Length + 8 || _inGeo || bytes[end - 1] != ';')
            return false;
        for (var i = 0; i < Deny.Length; i++)
        {
            if (bytes[start + i] != Deny[i])
                return false;
        }

        start += Deny.Length;
        end--;
        return _sense.Holds(Verbs[0]);
    }

    public override bool List(uint first, uint last, ListEntries entries)
    {
        entries.List(first, last);
        return true;
    }

    public override string? WhyUnfinished() => _inGeo ? "the geo block is not closed ('}'): the file is incomplete" : null;

    // Each with the sign that ends it: a semicolon, or a brace.
    private static IEnumerable<string> Statements(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (';' or '{' or '}'))
                continue;
            yield return text.Substring(start, i + 1 - start).Trim();
            start = i + 1;
        }

        var rest = text.Substring(start).Trim();
        if (rest.Length > 0)
            yield return rest;
    }

    private string? Statement(string text, ListEntries entries)
    {
        var words = text.TrimEnd(';', '{', '}').Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (text[text.Length - 1] is '{' or '}')
        {
            if (text[text.Length - 1] == '{' && words.Length > 1 && words[0] is "geo")
                (_inGeo, _geoDefault) = (true, null);
            else if (text[text.Length - 1] == '}')
                _inGeo = false;
            return null;
        }

        if (text[text.Length - 1] != ';')
            return "the ';' at the end is missing; write deny 192.0.2.0/24;";
        if (words.Length == 0)
            return null;
        return _inGeo ? Geo(words, entries) : Directive(words, entries);
    }

    private string? Directive(string[] words, ListEntries entries)
    {
        var verb = Array.Find(Verbs, known => string.Equals(known, words[0], StringComparison.Ordinal));
        if (verb is null || words.Length != 2)
            return Harmless.Contains(words[0]) ? null : $"'{words[0]}' is not deny, allow, set_real_ip_from or geo; write deny 192.0.2.0/24;";
        if (words[1] is "all" or "unix:")
            return null;
        return _sense.Holds(verb) ? AddressEntry.Add(words[1], entries) : _sense.WhyNot(verb);
    }

    // What has the default value is not listed. A map of countries has many values, and nobody says which of them is meant.
    private string? Geo(string[] words, ListEntries entries)
    {
        if (OfGeo.Contains(words[0]))
            return null;
        if (words.Length != 2)
            return "write 192.0.2.0/24 1;";
        var value = words[1].Trim('"', '\'');
        if (words[0] is "default")
            _geoDefault = value;
        if (words[0] is "default")
            return null;
        if (words[0] is "include")
            return "files included by geo are not opened; use the included file as the list";
        if (words[0] is "delete")
            return AddressEntry.Add(words[1], entries, excludes: true);
        if (string.Equals(value, _geoDefault ?? "", StringComparison.Ordinal) || _geoDefault is null && value is "0")
            return AddressEntry.Add(words[0], entries, excludes: true);
        _geoValue ??= value;
        if (!string.Equals(value, _geoValue, StringComparison.Ordinal))
            return $"geo has several values here, '{_geoValue}' and '{value}'; a list can have only one";
        return AddressEntry.Add(words[0], entries);
    }
}
