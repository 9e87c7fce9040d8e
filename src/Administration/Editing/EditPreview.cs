using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.History;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>What changes would do to the settings file.</summary>
public sealed class EditPreview
{
    private static readonly Dictionary<int, IReadOnlyList<SettingsError>> None = [];

    private EditPreview(
        IReadOnlyList<SettingsError> errors, SettingsDifference? difference, int? undoes, IReadOnlyDictionary<int, IReadOnlyList<SettingsError>> refused)
    {
        Errors = errors;
        Difference = difference;
        Undoes = undoes;
        Refused = refused;
    }

    /// <summary>Why nothing would be changed; empty when the changes can be made.</summary>
    public IReadOnlyList<SettingsError> Errors { get; }

    /// <summary>What would change, by property; null when there are errors.</summary>
    public SettingsDifference? Difference { get; }

    /// <summary>The settings as they would be; null when there are errors.</summary>
    public FilterSettings? Settings { get; private init; }

    /// <summary>What would be said of the changes: what hardly does what is meant, or not yet. In sentences; none when there are errors.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>The change that would be taken back; null when it is no undo.</summary>
    public int? Undoes { get; }

    /// <summary>Of many changes those that would not be made, by their number, and why.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<SettingsError>> Refused { get; }

    internal static EditPreview Failed(IReadOnlyList<SettingsError> errors) => new(errors, null, null, None);

    internal EditPreview With(FilterSettings? settings, IEnumerable<string> warnings) =>
        new(Errors, Difference, Undoes, Refused) { Settings = settings, Warnings = [.. warnings] };

    internal static EditPreview Of(
        PlannedChange planned,
        int? undoes,
        IReadOnlyDictionary<int, IReadOnlyList<SettingsError>>? refused = null,
        IReadOnlyDictionary<string, string>? publicNames = null) => planned.Settings is null
        ? new EditPreview(planned.Errors, null, undoes, refused ?? None)
        : new EditPreview([], SettingsDifference.Between(planned.Present, planned.Text!, publicNames ?? PublicNames.None), undoes, refused ?? None);
}
