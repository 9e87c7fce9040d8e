using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
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
    private const int MaxText = 1000;

    /// <summary>What the file in this folder holds; nothing when it cannot be read or used.</summary>
    public static HealthMemory Read(string folder)
    {
        try
        {
            var path = Path.Combine(folder, Name);
            // What has no length is damaged, or no file at all: opening a pipe would wait for its other end for ever.
            if (!File.Exists(path) || new FileInfo(path).Length is 0 or > MaxLength)
                return HealthMemory.Empty;
            using var text = new JsonTextReader(new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))) { DateParseHandling = DateParseHandling.None };
            return Parse(JToken.ReadFrom(text));
        }
        catch (Exception failure) when (IsOfTheDisk(failure) || DamagedJson.Explains(failure) || failure is NullReferenceException)
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
            Directory.CreateDirectory(folder);
            Sweep(folder, now);
            // A name of its own, because several processes may write at the same moment; the last one stands.
            var temporary = Path.Combine(folder, $"{Name}.{Guid.NewGuid():N}.tmp");
            try
            {
                File.WriteAllText(temporary, ToJson(memory, now));
                Put(temporary, Path.Combine(folder, Name));
            }
            finally
            {
                File.Delete(temporary);
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

    private static void Put(string temporary, string target)
    {
        if (File.Exists(target))
            File.Replace(temporary, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        else
            File.Move(temporary, target);
    }

    // Written by hand: JsonWriter needs an assembly that mono's small packages lack, and what is to be written is plain.
    private static string ToJson(HealthMemory memory, DateTimeOffset now)
    {
        var text = new StringBuilder("{\n  \"version\": ").Append(Version.ToString(CultureInfo.InvariantCulture));
        Add(text, "about", "Written by IpBlock: how the lists are. Can be deleted; it is learnt again.");
        Add(text, "written", PointInTime.Format(now));
        text.Append(",\n  \"lists\": [");
        for (var i = 0; i < memory.Lists.Count; i++)
            Append(text.Append(i == 0 ? "\n  {" : ",\n  {"), memory.Lists[i]);
        text.Append("\n  ]");
        Add(text, "seed", memory.Seed.ToString("x16", CultureInfo.InvariantCulture));
        Add(text, "regulars", Convert.ToBase64String(memory.Regulars.SelectMany(BitConverter.GetBytes).ToArray()));
        return text.Append("\n}\n").ToString();
    }

    private static void Append(StringBuilder text, RememberedList list)
    {
        text.Append("\n    \"testEntrySeen\": ").Append(list.TestEntrySeen ? "true" : "false");
        Add(text, "id", list.Id);
        Add(text, "name", list.Name);
        Add(text, "state", list.Report.State.ToString());
        Add(text, "since", PointInTime.Format(list.Report.Since));
        Add(text, "answered", list.Report.Raw);
        Add(text, "nextStep", list.Report.NextStep);
        Add(text, "inUseSince", PointInTime.Format(list.InUseSince));
        Add(text, "rule", list.Rule);
        if (list.BrakedSince is { } since)
            Add(text, "brakedSince", PointInTime.Format(since));
        Add(text, "brakedWhy", list.BrakedWhy);
        text.Append(" }");
    }

    private static void Add(StringBuilder text, string name, string value) =>
        text.Append(",\n  \"").Append(name).Append("\": \"").Append(PrintableAscii.Clean(value, int.MaxValue).Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');

    private static HealthMemory Parse(JToken file)
    {
        if ((int?)file["version"] != Version)
            return HealthMemory.Empty;
        var regulars = Convert.FromBase64String((string?)file["regulars"] ?? "");
        return new HealthMemory
        {
            Lists = [.. ((JArray)file["lists"]!).Select(ParseList)],
            Seed = ulong.Parse((string)file["seed"]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Regulars = [.. Enumerable.Range(0, regulars.Length / 8).Select(i => BitConverter.ToUInt64(regulars, i * 8))],
        };
    }

    private static RememberedList ParseList(JToken list) => new()
    {
        Id = Text(list["id"]),
        Name = Text(list["name"]),
        Report = new HealthReport(StateOf(Text(list["state"])), When(list["since"]) ?? default, Text(list["answered"])) { NextStep = Text(list["nextStep"]) },
        TestEntrySeen = (bool)list["testEntrySeen"]!,
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
