using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>
/// How a version is kept: compressed by gzip, a comment with its origin on the first line, and behind it the bytes of the settings file. What <c>zcat</c> prints is thereby a settings file.
/// </summary>
internal static class VersionFile
{
    private const string Mark = "// ";
    private const string Missing = "missing";
    private const string Names = "publicNames";

    /// <summary>The bytes of the kept file.</summary>
    public static byte[] Encode(KeptVersion version)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var head = Encoding.UTF8.GetBytes(Mark + Head(version).ToString(Formatting.None) + "\n");
            gzip.Write(head, 0, head.Length);
            if (version.Content is { } content)
                gzip.Write(content, 0, content.Length);
        }

        return packed.ToArray();
    }

    /// <summary>Reads a kept file.</summary>
    /// <exception cref="InvalidDataException">It is not what <see cref="Encode"/> wrote.</exception>
    public static KeptVersion Decode(int number, Stream packed)
    {
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        var bytes = plain.ToArray();
        var end = Array.IndexOf(bytes, (byte)'\n');
        try
        {
            var head = Parse(Encoding.UTF8.GetString(bytes, 0, Math.Max(0, end)));
            return new KeptVersion(number, OriginOf(head), (bool?)head[Missing] == true ? null : Rest(bytes, end + 1));
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or InvalidCastException)
        {
            throw new InvalidDataException("its first line, which must contain the time, account and program of the change, is invalid", broken);
        }
    }

    private static byte[] Rest(byte[] bytes, int start)
    {
        var rest = new byte[bytes.Length - start];
        Array.Copy(bytes, start, rest, 0, rest.Length);
        return rest;
    }

    private static JObject Head(KeptVersion version)
    {
        var head = new JObject
        {
            ["change"] = version.Number,
            ["time"] = PointInTime.Format(version.Origin.When),
            ["account"] = version.Origin.Account,
            ["program"] = version.Origin.Program,
        };
        if (version.Origin.Undoes is { } undone)
            head["undoes"] = undone;
        if (version.Origin.PublicNames.Count > 0)
            head[Names] = JObject.FromObject(version.Origin.PublicNames);
        if (version.Content is null)
            head[Missing] = true;
        return head;
    }

    private static JObject Parse(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
            throw new FormatException();
        using var reader = new JsonTextReader(new StringReader(line.Substring(Mark.Length))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    private static VersionOrigin OriginOf(JObject head) => new(
        DateTimeOffset.Parse((string)head["time"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        (string?)head["account"] ?? "",
        (string?)head["program"],
        (int?)head["undoes"])
    {
        PublicNames = head[Names] is JObject names ? names.Properties().ToDictionary(static name => name.Name, static name => (string?)name.Value ?? "", StringComparer.Ordinal) : PublicNames.None,
    };
}
