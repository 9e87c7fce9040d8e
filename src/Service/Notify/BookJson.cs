using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>Values of the file in which notifications are kept. Whoever may write into the folder can have put anything there.</summary>
internal static class BookJson
{
    private const int MaxText = 4000;
    private const int MaxItems = 2000;

    public static string? Time(DateTimeOffset? time) => time is { } moment ? PointInTime.Format(moment) : null;

    public static DateTimeOffset? Time(JToken? json) => DateTimeOffset.TryParse(
        (string?)json, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 2000 and < 9000 ? time : null;

    /// <exception cref="FormatException">There is none.</exception>
    public static DateTimeOffset TimeOf(JToken? json) => Time(json) ?? throw new FormatException("An item has no time.");

    public static string Text(JToken? json)
    {
        var text = Printable.Line((string?)json);
        return text.Length <= MaxText ? text : text[..MaxText];
    }

    public static T Word<T>(JToken? json) where T : struct, Enum => Enum.TryParse<T>((string?)json, out var value) && Enum.IsDefined(value) ? value : default;

    public static IReadOnlyList<T> List<T>(JToken? json, Func<JToken, T> parse) => json is JArray array ? [.. array.Take(MaxItems).Select(parse)] : [];

    public static Dictionary<string, T> Map<T>(JToken? json, Func<JToken, T> parse)
    {
        var map = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in json is JObject all ? all.Properties().Take(MaxItems) : [])
            map[Printable.Line(member.Name)] = parse(member.Value);
        return map;
    }
}
