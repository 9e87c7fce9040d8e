using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IpBlock.Files;

namespace IpBlock.Providers.Zones;

/// <summary>The zones of a site: the program's own, and over them those that an update of the catalogue has put into a file beside the settings.</summary>
public sealed class SiteZones
{
    /// <summary>The file, beside the settings file.</summary>
    public const string FileName = "catalogue.zones.json";

    private const int MaxBytes = 4 << 20;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private SiteZones(ZoneTable table, int added, string? trouble) => (Table, Added, Trouble) = (table, added, trouble);

    /// <summary>What holds.</summary>
    public ZoneTable Table { get; }

    /// <summary>How many rows of it are the file's.</summary>
    public int Added { get; }

    /// <summary>Why the file counts for nothing, as a clause without a full stop; null when nothing is wrong with it, or there is none.</summary>
    public string? Trouble { get; }

    /// <summary>Where the file of a settings file is.</summary>
    public static string PathFor(string settingsPath) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", FileName);

    /// <summary>Reads the file. One that is broken counts for nothing as a whole.</summary>
    public static SiteZones Read(string settingsPath)
    {
        try
        {
            var path = PathFor(settingsPath);
            if (!FileStamp.Of(path).Exists)
                return new SiteZones(KnownZones.BuiltIn, 0, null);
            using var stream = RegularFile.OpenRead(path);
            if (stream.Length > MaxBytes)
                return Broken("it is larger than 4 MB");
            using var reader = new StreamReader(stream, Utf8);
            return Of(ZoneRows.Parse(reader.ReadToEnd()));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Broken("it cannot be read: " + failure.Message.TrimEnd('.'));
        }
        catch (DecoderFallbackException)
        {
            return Broken("it is not UTF-8 text");
        }
    }

    private static SiteZones Of((IReadOnlyList<KnownZone>? Rows, string? Why) read) =>
        read.Rows is { } rows ? new SiteZones(KnownZones.BuiltIn.With(rows), rows.Count, null) : Broken(read.Why!);

    private static SiteZones Broken(string why) => new(KnownZones.BuiltIn, 0, why);
}
