using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using IpBlock.Files;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Providers.Health;

/// <summary>
/// The lists' health on disk: <c>health.json</c> in the folder of the decision log, where every door may write. Whoever reads finds a whole file or none; one that is damaged, too large or from
/// a later version counts as none, for all that is lost is what the next hours teach again.
/// </summary>
public static class HealthFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "health.json";

    private const int Version = 1;
    private const long MaxLength = 4 << 20;
    private const int MaxDepth = 8;
    private const int MaxText = 1000;

    /// <summary>What the file in this folder holds; nothing when it cannot be read or used.</summary>
    public static HealthMemory Read(string folder)
    {
        try
        {
            var path = Path.Combine(folder, Name);
            // What has no length is damaged, or no file at all.
            if (!File.Exists(path) || new FileInfo(path).Length == 0)
                return HealthMemory.Empty;
            using var file = RegularFile.OpenRead(path);
            if (file.Length > MaxLength)
                return HealthMemory.Empty;
            using var text = new JsonTextReader(new StreamReader(file)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
            return Parse(JObject.Load(text));
        }
        catch (Exception failure) when (IsOfTheDisk(failure) || DamagedJson.Explains(failure))
        {
            return HealthMemory.Empty;
        }
    }

    /// <summary>When the file was written last; the default value when there is none.</summary>
    internal static DateTime WrittenAt(string folder)
    {
        try
        {
            var path = Path.Combine(folder, Name);
            return File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            return default;
        }
    }

    /// <summary>Writes the file; null when it went well, else what stood against it.</summary>
    internal static Exception? Write(string folder, HealthMemory memory, DateTimeOffset now)
    {
        try
        {
            using var owned = OwnedFolder.Open(folder);
            owned.Do(reached => Sweep(reached, now));
            // A name of its own, because several processes may write at the same moment; the last one stands.
            var temporary = $"{Name}.{Guid.NewGuid():N}.tmp";
            try
            {
                using (var text = new StreamWriter(owned.CreateNew(temporary)) { NewLine = "\n" })
                    Write(text, memory, now);
                owned.Replace(temporary, Name);
            }
            finally
            {
                owned.Delete(temporary);
            }

            return null;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            return failure;
        }
    }

    // What a crash has left behind.
    private static void Sweep(string folder, DateTimeOffset now)
    {
        foreach (var path in Directory.GetFiles(folder, Name + ".*.tmp"))
        {
            // Or ahead by as much: left behind by a clock that has been set right since.
            if ((now.UtcDateTime - File.GetLastWriteTimeUtc(path)).Duration() > TimeSpan.FromHours(1))
                File.Delete(path);
        }
    }

    private static void Write(TextWriter text, HealthMemory memory, DateTimeOffset now)
    {
        using var json = new JsonTextWriter(text) { Formatting = Formatting.Indented, CloseOutput = false };
        json.WriteStartObject();
        json.WritePropertyName("version");
        json.WriteValue(Version);
        Write(json, "about", "Written by IpBlock: the health of the providers. Can be deleted; IpBlock determines it again.");
        Write(json, "written", PointInTime.Format(now));
        json.WritePropertyName("lists");
        json.WriteStartArray();
        foreach (var list in memory.Lists)
            Write(json, list);
        json.WriteEndArray();
        Write(json, "seed", memory.Seed.ToString("x16", CultureInfo.InvariantCulture));
        Write(json, "regulars", Convert.ToBase64String(memory.Regulars.SelectMany(BitConverter.GetBytes).ToArray()));
        json.WriteEndObject();
        text.WriteLine();
    }

    private static void Write(JsonTextWriter json, RememberedList list)
    {
        json.WriteStartObject();
        json.WritePropertyName("testEntrySeen");
        json.WriteValue(list.TestEntrySeen);
        Write(json, "id", list.Id);
        Write(json, "name", list.Name);
        Write(json, "state", list.Report.State.ToString());
        Write(json, "since", PointInTime.Format(list.Report.Since));
        Write(json, "answered", list.Report.Raw);
        Write(json, "nextStep", list.Report.NextStep);
        Write(json, "inUseSince", PointInTime.Format(list.InUseSince));
        Write(json, "rule", list.Rule);
        if (list.BrakedSince is { } since)
            Write(json, "brakedSince", PointInTime.Format(since));
        Write(json, "brakedWhy", list.BrakedWhy);
        json.WriteEndObject();
    }

    private static void Write(JsonTextWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteValue(PrintableAscii.Clean(value, int.MaxValue));
    }

    private static HealthMemory Parse(JObject file)
    {
        if ((int?)file["version"] != Version || file["lists"] is not JArray lists)
            return HealthMemory.Empty;
        var regulars = Convert.FromBase64String((string?)file["regulars"] ?? "");
        return new HealthMemory
        {
            Lists = [.. lists.Select(ParseList)],
            Seed = ulong.Parse((string?)file["seed"] ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Regulars = [.. Enumerable.Range(0, regulars.Length / 8).Select(i => BitConverter.ToUInt64(regulars, i * 8))],
        };
    }

    private static RememberedList ParseList(JToken list) => new()
    {
        Id = Text(list["id"]),
        Name = Text(list["name"]),
        Report = new HealthReport(StateOf(Text(list["state"])), When(list["since"]) ?? default, Text(list["answered"])) { NextStep = Text(list["nextStep"]) },
        TestEntrySeen = (bool?)list["testEntrySeen"] ?? throw new FormatException("A list without its test entry."),
        InUseSince = When(list["inUseSince"]) ?? default,
        Rule = Text(list["rule"]),
        BrakedSince = When(list["brakedSince"]),
        BrakedWhy = Text(list["brakedWhy"]),
    };

    private static HealthState StateOf(string text) =>
        Enum.TryParse<HealthState>(text, out var state) && Enum.IsDefined(typeof(HealthState), state) ? state : HealthState.Healthy;

    private static string Text(JToken? token) => PrintableAscii.Clean((string?)token, MaxText);

    private static DateTimeOffset? When(JToken? token) => (string?)token is { } text && PointInTime.TryParse(text, out var time, out _) ? time : null;

    private static bool IsOfTheDisk(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException;
}
