using System;

namespace IpBlock.Settings;

/// <summary>How lists with a url are fetched.</summary>
[SettingObject("the feed settings")]
public sealed class FeedSettings
{
    /// <summary>Where fetched lists are kept; null for a folder <c>lists</c> beside the settings file. A relative one counts from the folder of the settings file.</summary>
    [Setting("The folder for fetched lists. The service or `ipblock lists update` writes there; other processes only read from it. A relative path starts at the folder of the settings file.", Default = "`lists` in the folder of the settings file", Min = "1", Max = "1000", IsPath = true)]
    public string? Directory { get; init; }

    /// <summary>Certificates that are trusted beside those of the system.</summary>
    [Setting("A PEM file of certificates that are trusted in addition to those of the system, for your own list server or a proxy that inspects TLS. Certificates are always verified; this cannot be turned off.", Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? CaFile { get; init; }

    /// <summary>A list of more bytes than this is not taken, as they come from the server or unpacked.</summary>
    [Setting("The maximum size of a list, compressed or uncompressed. A larger list is not used. 200MB hold about ten million networks.", Min = "64KB", Max = "4GB")]
    public long MaxSize { get; init; } = 200L << 20;

    /// <summary>How long one fetch may take in all.</summary>
    [Setting("The maximum time to fetch one list; when it is over, IpBlock retries later. Two minutes are enough for 200MB over a slow connection.", Min = "1s", Max = "1h")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
