using System;

namespace IpBlock.Settings;

/// <summary>How lists with a url are fetched.</summary>
[SettingObject("the feed settings")]
public sealed class FeedSettings
{
    /// <summary>Where fetched lists are kept; null for a folder <c>lists</c> beside the settings file. A relative one counts from the folder of the settings file.</summary>
    [Setting("The folder in which fetched lists are kept. Whoever fetches (the service, or `ipblock lists update`) writes there, all others only read. A relative one counts from the folder of the settings file.", Default = "`lists` beside the settings file", Min = "1", Max = "1000", IsPath = true)]
    public string? Directory { get; init; }

    /// <summary>Certificates that are trusted beside those of the system.</summary>
    [Setting("A file of certificates (PEM) whose owners are trusted beside those the system trusts, for a list server of your own or a proxy that looks into connections. A certificate is always checked; nothing turns that off.", Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? CaFile { get; init; }

    /// <summary>A list of more bytes than this is not taken, as they come from the server or unpacked.</summary>
    [Setting("A list that is larger is not taken, as it comes or unpacked, whichever is more. 200MB are about ten million networks.", Min = "64KB", Max = "4GB")]
    public long MaxSize { get; init; } = 200L << 20;

    /// <summary>How long one fetch may take in all.</summary>
    [Setting("How long fetching one list may take in all; after it the next try is made later. Two minutes are enough for 200MB over a slow line of a server.", Min = "1s", Max = "1h")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
