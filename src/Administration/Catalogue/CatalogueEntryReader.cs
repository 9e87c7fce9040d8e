using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Addresses;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>Reads one entry of a catalogue.</summary>
internal sealed class CatalogueEntryReader
{
    private static readonly string[] Words = ["id", "name", "kind", "about", "notes", "sources", "lastProbed"];

    private readonly CatalogueReader _reader;
    private readonly JToken _token;
    private readonly string _path;
    private bool _failed;

    public CatalogueEntryReader(CatalogueReader reader, JToken token, string path) => (_reader, _token, _path) = (reader, token, path);

    private JObject Entry => (JObject)_token;

    /// <summary>The names of the facts, each of which needs a source where it is there.</summary>
    internal static IReadOnlyList<string> Facts { get; } =
    [
        "zone", "codes", "responses", "score", "ipv6", "ipv6Zone", "testPoints", "queriesPerDay", "refuses", "termsPage", "signUpPage", "removalPage",
    ];

    /// <summary>The entry; null after what is wrong with it has been noted.</summary>
    public CatalogueEntry? Read()
    {
        if (_token is not JObject)
        {
            Fail(null, "an entry must be an object", "write { \"id\": ... }");
            return null;
        }

        foreach (var property in Entry.Properties())
        {
            if (Array.IndexOf(Words, property.Name) < 0 && !Contains(Facts, property.Name))
                Fail(
                    property.Name,
                    "there is no such property in an entry",
                    "remove it, or write one of " + string.Join(", ", Words) + ", " + string.Join(", ", Facts));
        }

        var kind = Kind();
        var (listed, unlisted) = TestPoints();
        var entry = new CatalogueEntry(Id(), Text("name", isNeeded: true, longest: 64), kind, Zone("zone", isNeeded: true))
        {
            About = Text("about", isNeeded: true),
            Notes = Text("notes", isNeeded: false),
            Responses = List("responses", static text => ReturnCodePattern.TryParse(text, out _, out var reason) ? null : reason),
            ReturnCodes = List("codes", static text => ReturnCodeMeaning.TryParse(text, out _, out var reason) ? null : reason),
            Score = Score(kind),
            IPv6 = Truth("ipv6"),
            IPv6Zone = Entry["ipv6Zone"] is null ? null : Zone("ipv6Zone", isNeeded: false),
            ListedPoint = listed,
            UnlistedPoint = unlisted,
            Probe = listed is null ? ProbeKind.Alive : ProbeKind.TestPoints,
            QueriesPerDay = Count("queriesPerDay"),
            Refuses = Entry["refuses"] is null ? null : Text("refuses", isNeeded: true),
            TermsPage = Page("termsPage") ?? "",
            SignUpPage = Page("signUpPage"),
            RemovalPage = Page("removalPage") ?? "",
            Sources = Sources(),
            LastProbed = LastProbed(),
            Text = _token.ToString(Newtonsoft.Json.Formatting.None),
        };
        return _failed ? null : entry;
    }

    private string Id()
    {
        var id = Text("id", isNeeded: true, longest: 64);
        foreach (var c in id)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '-'))
                Fail("id", $"the id contains the character {c}", "use lower-case letters, digits and hyphens");
        }

        return id;
    }

    private ProviderKind Kind()
    {
        var kind = Text("kind", isNeeded: true);
        if (kind is not ("block" or "allow" or ""))
            Fail("kind", $"'{kind}' is not a kind of list", "write block or allow");
        return string.Equals(kind, "allow", StringComparison.Ordinal) ? ProviderKind.Allow : ProviderKind.Block;
    }

    private string Zone(string name, bool isNeeded)
    {
        var zone = Text(name, isNeeded);
        if (zone.Length > 0 && !LookupDomain.TryParse(zone.Replace(CatalogueEntry.KeyMark, "key"), out _, out var reason))
            Fail(name, reason!, cure: null);
        return zone;
    }

    private Score Score(ProviderKind kind)
    {
        var text = Entry["score"] is JValue { Type: JTokenType.Integer or JTokenType.Float, Value: IFormattable number }
            ? number.ToString(null, CultureInfo.InvariantCulture)
            : "";
        if (!Settings.Score.TryParse(text, out var score, out var reason))
            Fail("score", reason!, cure: null);
        else if (kind == ProviderKind.Block ? score.Tenths < 0 : score.Tenths > 0)
            Fail("score", ProviderSettings.WrongSign(kind), ProviderSettings.SignCure(kind));
        return score;
    }

    private (string? Listed, string? Unlisted) TestPoints()
    {
        const string Cure = "write { \"listed\": \"127.0.0.2\", \"notListed\": \"127.0.0.1\" }, or null for a list without test points";
        if (Entry["testPoints"] is JValue { Type: JTokenType.Null })
            return (null, null);
        if (Entry["testPoints"] is not JObject { Count: 2 } points
            || points["listed"] is not JValue { Value: string listed }
            || points["notListed"] is not JValue { Value: string unlisted })
        {
            Fail("testPoints", "the test points are missing, or are not two addresses", Cure);
            return (null, null);
        }

        if (!Address.TryParse(listed, out _) || !Address.TryParse(unlisted, out _))
            Fail("testPoints", $"'{listed}' or '{unlisted}' is not an address", Cure);
        return (listed, unlisted);
    }

    private List<CatalogueSource> Sources()
    {
        var sources = new CatalogueSourcesReader(_reader, _path);
        sources.Read(Entry);
        _failed |= sources.Failed;
        return sources.Sources;
    }

    private string? LastProbed()
    {
        if (!Entry.TryGetValue("lastProbed", StringComparison.Ordinal, out var value))
            Fail("lastProbed", "the date is missing", "write null");
        if (value is null or JValue { Type: JTokenType.Null })
            return null;
        var day = Text("lastProbed", isNeeded: true);
        if (!CatalogueDay.IsDay(day))
            Fail("lastProbed", $"'{day}' is not a date", CatalogueDay.Cure);
        return day;
    }

    private bool Truth(string name)
    {
        if (Entry[name] is JValue { Type: JTokenType.Boolean, Value: bool truth })
            return truth;
        Fail(name, "it is missing, or is not true or false", "write true or false");
        return false;
    }

    private int? Count(string name)
    {
        if (Entry[name] is not { } value)
            return null;
        if (value is JValue { Type: JTokenType.Integer, Value: long number and > 0 and <= int.MaxValue })
            return (int)number;
        Fail(name, "it is not a number above 0", "write a number such as 100000");
        return null;
    }

    private string? Page(string name)
    {
        if (Entry[name] is null)
            return null;
        var page = Text(name, isNeeded: true, longest: 200);
        if (!RemovalPage.IsPage(page))
            Fail(name, $"'{page}' is not the URL of a page", "write https://www.example.org/removal?ip=%0");
        return page;
    }

    private List<string> List(string name, Func<string, string?> why)
    {
        var texts = new List<string>();
        if (Entry[name] is not JArray { Count: > 0 } array)
        {
            Fail(name, "it is missing, or is not an array of strings", "write [ \"...\" ]");
            return texts;
        }

        foreach (var item in array)
        {
            var text = item is JValue { Value: string s } ? s : "";
            if (why(text) is { } reason)
                Fail(name, reason, cure: null, item);
            texts.Add(text);
        }

        return texts;
    }

    private string Text(string name, bool isNeeded, int longest = 600)
    {
        if (Entry[name] is null && !isNeeded)
            return "";
        var text = Entry[name] is JValue { Value: string given } ? given : "";
        if (text.Length == 0 || text.Length > longest)
        {
            var longer = "it is longer than " + longest.ToString(CultureInfo.InvariantCulture) + " characters";
            Fail(name, text.Length == 0 ? "it is missing, or is not a string" : longer, "write a string");
        }

        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~')
                continue;
            Fail(name, "it contains a character outside printable ASCII", "write it in ASCII");
            break;
        }

        return text;
    }

    private void Fail(string? property, string reason, string? cure, JToken? at = null)
    {
        _failed = true;
        var token = at ?? (property is not null && Entry[property] is { } found ? found : _token);
        _reader.Fail(token, property is null ? _path : _path + "." + property, reason, cure);
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        foreach (var known in names)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
