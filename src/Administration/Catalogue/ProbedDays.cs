using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Files;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue;

/// <summary>
/// The days on which the doctor has last seen lists of the catalogue answer as a list must, in a file beside the settings. It is a note and no
/// setting: a file that is missing or damaged is the same as one that nobody has written yet.
/// </summary>
public sealed class ProbedDays
{
    /// <summary>The file, beside the settings file.</summary>
    public const string FileName = "catalogue.probes.json";

    private const int MaxBytes = 256 * 1024;
    private readonly Dictionary<string, string> _days;

    private ProbedDays(Dictionary<string, string> days) => _days = days;

    /// <summary>Where the file of a settings file is.</summary>
    public static string PathFor(string settingsPath) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", FileName);

    /// <summary>Reads the file.</summary>
    public static ProbedDays Read(string settingsPath)
    {
        try
        {
            var path = PathFor(settingsPath);
            if (!FileStamp.Of(path).Exists)
                return new ProbedDays(New());
            using var stream = RegularFile.OpenRead(path);
            using var reader = new StreamReader(stream);
            return new ProbedDays(stream.Length > MaxBytes ? New() : Parse(reader.ReadToEnd(), path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ProbedDays(New());
        }
    }

    /// <summary>The day of a list, as <c>2026-11-28</c>; null when it was never seen answering.</summary>
    public string? Of(CatalogueEntry entry) =>
        entry is null ? throw new ArgumentNullException(nameof(entry)) : _days.TryGetValue(entry.DomainPattern, out var day) ? day : null;

    /// <summary>Notes that these lists answer today.</summary>
    /// <returns>Why it could not be noted, as a clause; null when it was, or was there already.</returns>
    internal static string? Note(string settingsPath, IReadOnlyCollection<CatalogueEntry> entries, DateTimeOffset now)
    {
        var days = Read(settingsPath)._days;
        var today = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var news = entries.Where(entry => !days.TryGetValue(entry.DomainPattern, out var day) || !string.Equals(day, today, StringComparison.Ordinal)).ToList();
        if (news.Count == 0)
            return null;
        foreach (var entry in news)
            days[entry.DomainPattern] = today;
        var path = PathFor(settingsPath);
        try
        {
            Write(path, days);
            return null;
        }
        catch (Exception failure) when (WriteErrors.IsExpected(failure))
        {
            return WriteErrors.Explain(failure, Path.GetDirectoryName(path)!).Reason;
        }
    }

    private static Dictionary<string, string> New() => new(StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> Parse(string text, string path)
    {
        var days = New();
        if (CatalogueJson.Parse(text, path, "").Root?["days"] is not JObject written)
            return days;
        foreach (var property in written.Properties())
        {
            if (property.Value is JValue { Value: string day } && CatalogueDay.IsDay(day))
                days[property.Name] = day;
        }

        return days;
    }

    // Two doctors at once: each file is whole, and the later one counts.
    private static void Write(string path, Dictionary<string, string> days)
    {
        var written = new JObject(days.OrderBy(static day => day.Key, StringComparer.Ordinal).Select(static day => new JProperty(day.Key, day.Value)));
        var content = Encoding.UTF8.GetBytes(new JObject { ["days"] = written }.ToString(Formatting.Indented) + "\n");
        OwnedFolder.ReplaceFile(path, content);
    }
}
