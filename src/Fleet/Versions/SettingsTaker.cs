using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Keys;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Fleet.Versions;

/// <summary>
/// Brings a settings file to a version of the fleet. The version is checked before it is taken: what does not validate together with the server's own
/// parts, or names files that are not here, is not.
/// </summary>
internal sealed class SettingsTaker(string settingsPath, Clock clock)
{
    private const string Refused = "the file was changed on this server";

    /// <summary>What was changed on a server since it took a version.</summary>
    /// <param name="taken">The version; null for none.</param>
    /// <param name="file">The text of its settings file; null when it cannot be read or is broken.</param>
    public static IReadOnlyList<string> LocalChanges(TakenVersion? taken, string? file) => taken is null || file is null ? []
        : [.. SharedSettings.Between(taken.Shared, file, taken.OwnParts).Changes.Select(static change => change.ToString())];

    /// <summary>Takes a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="keys">The keys of the fleet.</param>
    /// <param name="group">The group of the server; null for none.</param>
    /// <param name="choice">What becomes of what was changed here.</param>
    /// <exception cref="FleetException">The version is not the fleet's, or a file cannot be written.</exception>
    public TakeResult Take(StoredVersion version, FleetKeys keys, string? group, TakeChoice choice)
    {
        var next = new TakenVersion(version.Number, version.Id, version.Own, GroupParts.SettingsFor(group, version, keys)) { Group = group };
        var taken = TakenVersion.Find(settingsPath);
        var file = SettingsFile.Read(settingsPath);
        var present = file.Load().Settings;
        var before = present is null ? null : file.Text;
        if (choice == TakeChoice.Ours)
        {
            next.Write(settingsPath);
            return new TakeResult(version.Number, changed: false, null, () => LocalChanges(next, before));
        }

        var joined = before is null ? next.Shared : SharedSettings.For(next.Shared, before, next.OwnParts);
        if (WhyNot(next.Number, joined, present) is { } problem)
            return new TakeResult(version.Number, changed: false, problem, () => LocalChanges(taken, before));
        IReadOnlyList<string> conflicts = [];
        var after = next.Shared;

        // A broken file is not merged with anything: what is for all takes its place, with what can be read of it.
        var edit = choice == TakeChoice.Theirs && present is null ? SettingsEdit.Replace(next.Shared) : SettingsEdit.Rewrite(
            here =>
            {
                var merged = Merge(next, taken, here, string.Equals(here, before, StringComparison.Ordinal) ? joined : null, choice, out conflicts);
                after = merged ?? after;
                return merged;
            },
            Refused);
        var result = new SettingsEditor(settingsPath, clock, Author(version)).Apply(edit);
        if (!result.Succeeded)
            return new TakeResult(version.Number, changed: false, Why(result, choice, conflicts), () => LocalChanges(taken, before));
        next.Write(settingsPath);
        return new TakeResult(version.Number, result.Changed, null, () => LocalChanges(next, after), result.Number);
    }

    // The text that the file is to have; null when that cannot be without losing what was changed here.
    private static string? Merge(
        TakenVersion next, TakenVersion? taken, string file, string? joined, TakeChoice choice, out IReadOnlyList<string> conflicts)
    {
        conflicts = [];
        joined ??= SharedSettings.For(next.Shared, file, next.OwnParts);
        if (SharedSettings.Between(file, joined, next.OwnParts).Changes.Count == 0)
            return file;
        if (taken is null || choice == TakeChoice.Theirs || SharedSettings.Between(taken.Shared, file, taken.OwnParts).Changes.Count == 0)
            return joined;
        return choice == TakeChoice.Merge ? SharedSettings.Merge(taken.Shared, file, next.Shared, next.OwnParts, out conflicts) : null;
    }

    private string? WhyNot(int number, string joined, FilterSettings? present)
    {
        var load = SettingsFile.Parse(joined, $"version {VersionStore.Text(number)} with the separate settings of this server");
        if (load.Settings is null)
            return string.Join("; ", load.Errors.Take(3).Select(static error => error.ToString()));
        return MissingFiles.In(load.Settings, present, settingsPath);
    }

    private static string Why(EditResult result, TakeChoice choice, IReadOnlyList<string> conflicts)
    {
        if (conflicts.Count > 0)
            return $"both the fleet and this server have changed {string.Join(", ", conflicts.Take(5))}; to choose, run ipblock fleet pull --theirs or --ours";
        return choice == TakeChoice.Ask && result.Errors.Any(static error => string.Equals(error.Reason, Refused, StringComparison.Ordinal))
            ? "the settings were changed on this server since its last version; to choose, run ipblock fleet pull --theirs, --ours or --merge"
            : string.Join("; ", result.Errors.Take(3).Select(static error => error.ToString()));
    }

    private static ChangeAuthor Author(StoredVersion version) =>
        new($"{version.Author} (version {VersionStore.Text(version.Number)} of the fleet)", Pushing.Program);
}
