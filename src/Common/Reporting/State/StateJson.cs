using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Lists;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>
/// Values of the state file. What is read may have been written by anybody who may write into the folder: texts are cut and made harmless, times are sensible
/// or none.
/// </summary>
internal static class StateJson
{
    private const int MaxText = 2000;
    private const int MaxItems = 2000;
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string? Time(DateTimeOffset? time) =>
        time is { } moment && FeedRecord.IsSensible(moment) ? moment.UtcDateTime.ToString(Milliseconds, CultureInfo.InvariantCulture) : null;

    /// <summary>To the second: reckoned from another clock a time is a millisecond later at each look, and would seem to have changed.</summary>
    public static DateTimeOffset? Second(DateTimeOffset? time) =>
        time is { } moment ? new DateTimeOffset(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero) : null;

    public static DateTimeOffset? Time(JToken? json) =>
        DateTimeOffset.TryParseExact((string?)json, Milliseconds, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && FeedRecord.IsSensible(time) ? time : null;

    public static string Text(JToken? json)
    {
        var text = Printable.Line((string?)json);
        return text.Length <= MaxText ? text : text.Substring(0, MaxText);
    }

    public static bool Truth(JToken? json) => (bool?)json ?? false;

    public static long Count(JToken? json) => Math.Max(0, (long?)json ?? 0);

    public static int Number(JToken? json) => (int)Math.Min(int.MaxValue, Count(json));

    /// <summary>A value by its name; the default where the name is none, or that of a later version.</summary>
    public static T Word<T>(JToken? json) where T : struct, Enum =>
        Enum.TryParse<T>((string?)json, out var value) && Enum.IsDefined(typeof(T), value) ? value : default;

    public static IReadOnlyList<T> List<T>(JToken? json, Func<JToken, T> parse) => json is JArray array ? [.. array.Take(MaxItems).Select(parse)] : [];

    public static JArray List<T>(IEnumerable<T> items, Func<T, JToken> write) => new(items.Select(write));
}
