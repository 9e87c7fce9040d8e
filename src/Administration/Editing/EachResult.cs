using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>What became of many changes of which each stands for itself.</summary>
public sealed class EachResult
{
    private static readonly Dictionary<int, IReadOnlyList<SettingsError>> None = [];

    private EachResult(FilterSettings? settings, IReadOnlyList<SettingsError> errors, bool isInvalid, IReadOnlyDictionary<int, IReadOnlyList<SettingsError>> refused)
    {
        Settings = settings;
        Errors = errors;
        IsInvalid = isInvalid;
        Refused = refused;
    }

    /// <summary>The settings as they are in the file now; null when nothing was written.</summary>
    public FilterSettings? Settings { get; }

    /// <summary>Why nothing was written; empty when something could be.</summary>
    public IReadOnlyList<SettingsError> Errors { get; }

    /// <summary>True when the changes together would leave a file that does not load: fewer of them may not. False when it is the lock, the folder or the disk, which no smaller change gets by.</summary>
    public bool IsInvalid { get; }

    /// <summary>The changes that were not made, by their number, and why.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<SettingsError>> Refused { get; }

    /// <summary>What is to be said of a change that was made: what is not in the history, not in force yet, or hardly meant. In sentences.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    internal static EachResult Failed(IReadOnlyList<SettingsError> errors) => new(null, errors, isInvalid: false, None);

    internal static EachResult Of(EditResult result, IReadOnlyDictionary<int, IReadOnlyList<SettingsError>> refused) =>
        new(result.Settings, result.Errors, isInvalid: result.Settings is null, refused) { Warnings = result.Warnings };
}
