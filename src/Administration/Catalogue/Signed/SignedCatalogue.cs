using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using IpBlock.Files;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>A catalogue whose signature has been checked against the key in the settings.</summary>
public sealed class SignedCatalogue
{
    /// <summary>The file in force, beside the settings file.</summary>
    public const string FileName = "catalogue.signed.json";

    /// <summary>A larger file is refused: 4 MB are some thousand lists.</summary>
    public const int MaxBytes = 4 << 20;

    private readonly Issue _issue;

    internal SignedCatalogue(Issue issue, CatalogueFile file) => (_issue, Entries, Zones) = (issue, file.Entries, file.Zones);

    /// <summary>The number of this issue, 1 or more. It only rises.</summary>
    public long Version => _issue.Number;

    /// <summary>Until when it is to be used. One in force that has expired is still used, and told of.</summary>
    public DateTimeOffset Expires => _issue.End;

    /// <summary>Its lists.</summary>
    public IReadOnlyList<CatalogueEntry> Entries { get; }

    /// <summary>How many entries it has about zones that should not be asked.</summary>
    public int ZoneCount => Zones?.Count ?? 0;

    /// <summary>These entries; null where it says nothing of zones.</summary>
    internal JArray? Zones { get; }

    /// <summary>Where the catalogue of a settings file is.</summary>
    public static string PathFor(string settingsPath) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", FileName);

    /// <summary>True when it is past its date of expiry.</summary>
    public bool IsExpired(DateTimeOffset now) => now >= Expires;

    /// <summary><c>version 12, to be used until 2027-03-31T00:00:00Z</c></summary>
    public override string ToString() => $"version {Version.ToString(CultureInfo.InvariantCulture)}, valid until {PointInTime.Format(Expires)}";

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadFile(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        return ReadStream(stream);
    }

    /// <summary>The same of an open file.</summary>
    public static byte[] ReadStream(Stream stream)
    {
        if (stream is null)
            throw new ArgumentNullException(nameof(stream));
        var content = new byte[MaxBytes + 1];
        var length = 0;
        for (int count; length < content.Length && (count = stream.Read(content, length, content.Length - length)) > 0;)
            length += count;
        if (length > MaxBytes)
            throw new InvalidDataException("it is larger than 4 MB");
        Array.Resize(ref content, length);
        return content;
    }
}
