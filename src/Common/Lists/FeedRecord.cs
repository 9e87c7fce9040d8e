using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Lists;

/// <summary>How fetching a list ended.</summary>
public enum FeedResult
{
    /// <summary>It has not been tried yet.</summary>
    None,

    /// <summary>There was a new version, and it is in force.</summary>
    Updated,

    /// <summary>The server says that the version there is is the newest.</summary>
    Unchanged,

    /// <summary>There was a new version, and something is wrong with it.</summary>
    Held,

    /// <summary>The list could not be fetched.</summary>
    Failed,
}

/// <summary>What is known of fetching a list, kept beside it: for the next request, and for whoever asks how the list is.</summary>
public sealed record FeedRecord
{
    private const long MaxLength = 1 << 20;

    /// <summary>Tells whether the rest is of the present address, without giving the address away.</summary>
    public string Source { get; init; } = "";

    /// <summary>The server's mark of the version in force; empty when it gave none.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The server's date of the version in force.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Entries of the version in force.</summary>
    public int Entries { get; init; }

    /// <summary>How the last try ended.</summary>
    public FeedResult Result { get; init; }

    /// <summary>Why the last try failed or its version was held back; empty when all is well.</summary>
    public string Why { get; init; } = "";

    /// <summary>When the last try was.</summary>
    public DateTimeOffset? Tried { get; init; }

    /// <summary>When the list was last found to be up to date.</summary>
    public DateTimeOffset? Refreshed { get; init; }

    /// <summary>When the version in force came.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>How many tries in a row have failed.</summary>
    public int Failures { get; init; }

    /// <summary>The server wants to be left alone until then.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What the administrator has accepted of this list once and for all, such as that it lists an own address.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>What stands in the file; a blank record when there is none or it cannot be read, for all that is in it can be found out again.</summary>
    public static FeedRecord Read(string path)
    {
        try
        {
            using var stream = ListContent.Open(path);
            if (stream.Length > MaxLength)
                return new FeedRecord();
            using var text = new StreamReader(stream);
            return Parse(text);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException || DamagedJson.Explains(unusable))
        {
            return new FeedRecord();
        }
    }

    /// <summary>As it is written into the file.</summary>
    public string ToJson() => new JObject
    {
        ["source"] = Source,
        ["etag"] = ETag,
        ["lastModified"] = Text(LastModified),
        ["entries"] = Entries,
        ["result"] = Result.ToString(),
        ["why"] = Why,
        ["tried"] = Text(Tried),
        ["refreshed"] = Text(Refreshed),
        ["updated"] = Text(Updated),
        ["failures"] = Failures,
        ["notBefore"] = Text(NotBefore),
        ["accepted"] = new JArray(Accepted),
    }.ToString(Formatting.Indented) + "\n";

    /// <summary>False for a time that no clock of a list server or of ours shows: dates are reckoned with, and beyond the ends of the calendar that fails.</summary>
    public static bool IsSensible(DateTimeOffset time) => time.UtcDateTime.Year is >= 1970 and < 2500;

    private static FeedRecord Parse(TextReader json)
    {
        using var reader = new JsonTextReader(json) { DateParseHandling = DateParseHandling.None };
        var record = JObject.Load(reader);
        return new FeedRecord
        {
            Source = (string?)record["source"] ?? "",
            ETag = (string?)record["etag"] ?? "",
            LastModified = Time(record["lastModified"]),
            Entries = Count(record["entries"]),
            Result = Enum.TryParse<FeedResult>((string?)record["result"], out var result) && Enum.IsDefined(typeof(FeedResult), result) ? result : FeedResult.None,
            Why = Printable.Line((string?)record["why"]),
            Tried = Time(record["tried"]),
            Refreshed = Time(record["refreshed"]),
            Updated = Time(record["updated"]),
            Failures = Count(record["failures"]),
            NotBefore = Time(record["notBefore"]),
            Accepted = record["accepted"]?.ToObject<string[]>() ?? [],
        };
    }

    private static string? Text(DateTimeOffset? time) => time?.ToString("o");

    private static int Count(JToken? json) => (int?)json is var count && count < 0 ? throw new FormatException("A count is negative.") : count ?? 0;

    private static DateTimeOffset? Time(JToken? json)
    {
        if ((string?)json is not { } text)
            return null;
        var time = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        return IsSensible(time) ? time : throw new FormatException("A time is out of range.");
    }
}
