using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using IpBlock.Settings;
using IpBlock.Settings.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Providers.Zones;

/// <summary>Reads the rows of a table of zones, all of them or none: what stands in them goes into logs and decides what may be added.</summary>
internal static class ZoneRows
{
    private const int LongestText = 600;
    private static readonly string[] Properties = ["zones", "state", "since", "newZone", "does", "advice", "source"];
    private static readonly Regex Since = new(
        "^20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));
    private static readonly Dictionary<string, ZoneState> States = MakeStates();

    /// <summary>The rows of a text, or why there are none.</summary>
    public static (IReadOnlyList<KnownZone>? Rows, string? Why) Parse(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            var root = JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            foreach (var property in root.Properties())
            {
                if (property.Name is not ("format" or "zones"))
                    return (null, "there is no property " + property.Name + " in a table of zones");
            }

            return root["format"] is JValue { Type: JTokenType.Integer, Value: 1L }
                ? Read(root["zones"])
                : (null, "the format is not 1, the only one that this version reads");
        }
        catch (JsonException)
        {
            return (null, "this is not valid JSON, or a property occurs twice");
        }
    }

    /// <summary>The rows of an array, or why there are none.</summary>
    public static (IReadOnlyList<KnownZone>? Rows, string? Why) Read(JToken? zones)
    {
        if (zones is not JArray array)
            return (null, "zones: it is missing, or is not an array");
        var rows = new List<KnownZone>();
        for (var i = 0; i < array.Count; i++)
        {
            var (row, why) = ReadRow(array[i]);
            if (row is null)
                return (null, "zones[" + i.ToString(CultureInfo.InvariantCulture) + "]" + why);
            rows.Add(row);
        }

        return (rows, null);
    }

    private static (KnownZone? Row, string? Why) ReadRow(JToken token)
    {
        if (token is not JObject row)
            return (null, ": it is not an object");
        foreach (var property in row.Properties())
        {
            if (Array.IndexOf(Properties, property.Name) < 0)
                return (null, "." + property.Name + ": a zone has no such property");
        }

        var (names, why) = Names(row["zones"]);
        if (names is null)
            return (null, why);
        if (Text(row["state"]) is not { } word || !States.TryGetValue(word, out var state))
            return (null, ".state: write one of " + string.Join(", ", States.Keys));
        foreach (var name in (string[])["does", "advice", "source"])
        {
            if (Text(row[name]) is null)
                return (null, "." + name + ": write text of 1 to 600 printable ASCII characters");
        }

        if (row["since"] is { } since && !(Text(since) is { } day && Since.IsMatch(day)))
            return (null, ".since: write a date, a month or a year, such as 2026-11-28");
        var isRenamed = state == ZoneState.Renamed;
        if (isRenamed != row["newZone"] is not null || (isRenamed && Plain(row["newZone"]) is null))
            return (null, ".newZone: it is allowed only for a renamed zone");
        return (new KnownZone(names, state, Text(row["since"]), Plain(row["newZone"]), Text(row["does"])!, Text(row["advice"])!, Text(row["source"])!), null);
    }

    private static (List<string>? Names, string? Why) Names(JToken? zones)
    {
        var names = new List<string>();
        foreach (var zone in zones as JArray ?? [])
        {
            if (Plain(zone) is not { } name)
                return (null, ".zones: write domain names in lower case, without a trailing dot");
            names.Add(name);
        }

        return names.Count == 0 ? (null, ".zones: write at least one zone") : (names, null);
    }

    // A name of one label would be a whole top-level domain.
    private static string? Plain(JToken? token) =>
        Text(token) is { } text && text.IndexOf('.') > 0 && LookupDomain.TryParse(text, out var domain, out _)
            && string.Equals(domain.Reveal(), text, StringComparison.Ordinal) ? text : null;

    private static string? Text(JToken? token)
    {
        if (token is not JValue { Value: string { Length: > 0 and <= LongestText } text })
            return null;
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
                return null;
        }

        return text;
    }

    private static Dictionary<string, ZoneState> MakeStates()
    {
        var states = new Dictionary<string, ZoneState>(StringComparer.Ordinal);
        foreach (ZoneState state in Enum.GetValues(typeof(ZoneState)))
            states.Add(JsonWords.CamelCase(state.ToString()), state);
        return states;
    }
}
