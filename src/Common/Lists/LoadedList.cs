using System;
using IpBlock.Lists.Formats;
using IpBlock.Settings;

namespace IpBlock.Lists;

/// <summary>A list of the settings with what its file says. Immutable: a new version of the file makes a new one.</summary>
public sealed class LoadedList
{
    internal LoadedList(ListSettings settings, ListFile file)
    {
        Settings = settings;
        Place = file.Place;
        Content = file.Content;
        IsLoaded = file.IsLoaded;
        IsMissing = file.IsMissing;
        Trouble = file.Trouble;
        Refreshed = file.Refreshed;
        Version = file.Version;
        SilentFrom = settings.Life is { } life && file.IsLoaded ? Refreshed + life : DateTimeOffset.MaxValue;
    }

    /// <summary>What the administrator says of it.</summary>
    public ListSettings Settings { get; }

    /// <summary>Where its file is.</summary>
    public ListPlace Place { get; }

    /// <summary>What its file said when it was last good; nothing when it has never been.</summary>
    public ListContent Content { get; }

    /// <summary>True when its file has been good.</summary>
    public bool IsLoaded { get; }

    /// <summary>True when its file is not there now.</summary>
    public bool IsMissing { get; }

    /// <summary>Why its file, as it is now, is not used; null when it is.</summary>
    public string? Trouble { get; }

    /// <summary>When it was last written or found to be up to date; meaningless when there has been no file.</summary>
    public DateTimeOffset Refreshed { get; }

    /// <summary>When the version that is in force was written; meaningless when there has been no good file.</summary>
    public DateTimeOffset Version { get; }

    /// <summary>From this moment on it says nothing any more, unless it is refreshed.</summary>
    public DateTimeOffset SilentFrom { get; }

    /// <summary>Its entries as they stand in the file.</summary>
    public int Entries => Content.Report.Entries;

    /// <summary>Its host names; none in most lists.</summary>
    public HostNameSet Hosts => Content.Report.Hosts;

    /// <summary>What logs call its source: the file, or the address without secrets.</summary>
    public string Source => Settings.Url?.ToString() ?? Settings.File ?? "";

    /// <summary>True when it has not been refreshed for so long that it says nothing.</summary>
    public bool IsSilent(DateTimeOffset now) => now >= SilentFrom;
}
