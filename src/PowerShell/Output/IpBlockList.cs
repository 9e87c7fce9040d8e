using System;
using IpBlock.Administration.Lists;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>A list in a file as Get-IpBlockList shows it: what the settings say, what its file says, and how fetching went.</summary>
public sealed class IpBlockList
{
    internal IpBlockList(ListReport report)
    {
        var (settings, feed) = (report.Settings, report.Feed);
        Name = settings.Name;
        Kind = settings.Kind;
        Priority = report.Priority;
        Enabled = settings.Enabled;
        Mode = settings.Mode;
        File = settings.File;
        Url = settings.Url?.ToString();
        Path = report.Place.File;
        Format = settings.Format;
        Refresh = settings.Refresh;
        ExpiresAfter = settings.Life;
        RejectionResponse = settings.RejectionResponse;
        StatusCode = settings.StatusCode;
        EnhancedCode = settings.EnhancedCode;
        LastResult = feed.Result;
        LastTried = feed.Tried?.LocalDateTime;
        HeldBecause = feed.Result == FeedResult.Held ? feed.Why : null;
        Trouble = report.Loaded?.Trouble ?? (feed.Why.Length > 0 ? feed.Why : null);
        if (report.Loaded is not { IsLoaded: true } loaded)
            return;
        Entries = loaded.Entries;
        Refreshed = loaded.Refreshed.LocalDateTime;
        IsInForce = report.IsInForce;
    }

    /// <summary>The name, by which the other cmdlets find the list.</summary>
    public string Identity => Name;

    /// <summary>What replies and logs call it.</summary>
    public string Name { get; }

    /// <summary>Whether clients on it are refused or accepted.</summary>
    public ListKind Kind { get; }

    /// <summary>Its place among the lists; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>Whether it is used.</summary>
    public bool Enabled { get; }

    /// <summary>Whether it refuses, or only logs whom it would have refused.</summary>
    public FilterMode Mode { get; }

    /// <summary>The file that somebody else keeps; null when the list is fetched.</summary>
    public string? File { get; }

    /// <summary>The address it is fetched from, without secrets; null when it is a file.</summary>
    public string? Url { get; }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>How it is written.</summary>
    public ListFormat Format { get; }

    /// <summary>How often it is fetched.</summary>
    public TimeSpan Refresh { get; }

    /// <summary>How long it holds when it is not refreshed; null for ever.</summary>
    public TimeSpan? ExpiresAfter { get; }

    /// <summary>The template of the reply; null for the default text.</summary>
    public string? RejectionResponse { get; }

    /// <summary>The status code of the reply.</summary>
    public int StatusCode { get; }

    /// <summary>The enhanced status code of the reply.</summary>
    public string EnhancedCode { get; }

    /// <summary>Whether it lists anybody now.</summary>
    public bool IsInForce { get; }

    /// <summary>Its entries as they stand in the file.</summary>
    public int Entries { get; }

    /// <summary>When it was last written or found to be up to date; null when there is no file.</summary>
    public DateTime? Refreshed { get; }

    /// <summary>How the last attempt to fetch it ended.</summary>
    public FeedResult LastResult { get; }

    /// <summary>When the last attempt to fetch it was.</summary>
    public DateTime? LastTried { get; }

    /// <summary>Why a new version of it is held back; null when none is.</summary>
    public string? HeldBecause { get; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Trouble { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
