using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Settings;

namespace IpBlock.Administration.Sharing;

/// <summary>
/// A copy of the settings on which changes are tried before any is made: the file is not written. It does not change; each change makes another copy.
/// </summary>
public sealed class SettingsDraft
{
    private readonly string _path;
    private readonly string _text;
    private readonly Lazy<ShownKeys> _shown;

    private SettingsDraft(SettingsReading basis, string path, string text, FilterSettings settings)
    {
        Basis = basis;
        Settings = settings;
        _path = path;
        _text = text;
        _shown = new Lazy<ShownKeys>(() => ShownKeys.Of(text));
    }

    /// <summary>The settings of which it is a copy, as they were read.</summary>
    public SettingsReading Basis { get; }

    /// <summary>The settings as they would be.</summary>
    public FilterSettings Settings { get; }

    /// <summary>What would change, by property.</summary>
    public SettingsDifference Difference => SettingsDifference.Between(Basis.Text, _text, PublicNames.None);

    /// <summary>The copy as it may be shown to be edited: without keys.</summary>
    public string Shown => _shown.Value.Text;

    /// <summary>
    /// Puts the copy in place of the settings: for <see cref="SettingsEditor.Apply(SettingsReading,SettingsEdit[])"/> with <see cref="Basis"/>.
    /// </summary>
    public SettingsEdit ToEdit() => SettingsEdit.Replace(_text);

    /// <summary>A copy of the settings as they are.</summary>
    /// <param name="basis">The settings, which must be good, or missing.</param>
    /// <param name="path">What errors call them.</param>
    /// <exception cref="ArgumentException">The settings have errors.</exception>
    public static SettingsDraft Of(SettingsReading basis, string path)
    {
        if (basis is null)
            throw new ArgumentNullException(nameof(basis));
        if (basis.Settings is null && !basis.IsMissing)
            throw new ArgumentException("The settings have errors.", nameof(basis));
        return new SettingsDraft(basis, path, basis.IsMissing ? "{}\n" : basis.Text.Text!, basis.Settings ?? new FilterSettings());
    }

    /// <summary>The copy with changes made, all or none.</summary>
    /// <param name="now">The time of day: of entries some may have expired.</param>
    /// <param name="edits">The changes.</param>
    public DraftResult With(DateTimeOffset now, params SettingsEdit[] edits)
    {
        var planned = PlannedChange.Of(edits, new SettingsText(_path, _text), _path, now);
        return planned.Settings is { } settings
            ? new DraftResult(new SettingsDraft(Basis, _path, planned.Text!, settings), [])
            : new DraftResult(null, planned.Errors);
    }

    /// <summary>The copy with another text.</summary>
    /// <param name="shown">What <see cref="Shown"/> was, edited. No error quotes a key.</param>
    /// <param name="now">The time of day.</param>
    public DraftResult Write(string shown, DateTimeOffset now)
    {
        if (string.Equals(shown, Shown, StringComparison.Ordinal))
            return new DraftResult(this, []);
        if (SettingsFile.Parse(shown, "settings") is { Settings: null } broken)
            return new DraftResult(null, broken.Errors);
        var text = _shown.Value.Reveal(shown, out var unknown);
        return unknown.Count > 0 ? new DraftResult(null, [.. unknown.Select(Unknown)]) : With(now, SettingsEdit.Replace(text));
    }

    private SettingsError Unknown(string word) =>
        new EditProblem(null, $"{word} is a placeholder for a key that these settings do not contain", "enter the key itself").In("settings");
}

/// <summary>What came of a change of a copy.</summary>
/// <param name="Draft">The copy with the change; null when there are errors.</param>
/// <param name="Errors">Why there is none.</param>
public sealed record DraftResult(SettingsDraft? Draft, IReadOnlyList<SettingsError> Errors);
