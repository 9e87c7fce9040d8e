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

    /// <summary>What was changed on this server since it took its last version; empty when nothing was, or the file cannot be read.</summary>
    public IReadOnlyList<string> LocalChanges(TakenVersion? taken) =>
        taken is null || SettingsFile.Read(settingsPath).Text is not { } file || SettingsFile.Parse(file, settingsPath).Settings is null ? []
            : [.. SharedSettings.Between(taken.Shared, file, taken.OwnParts).Changes.Select(static change => change.ToString())];

    /// <summary>Takes a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="keys">The keys of the fleet.</param>
    /// <param name="choice">What becomes of what was changed here.</param>
    /// <exception cref="FleetException">The version is not the fleet's, or a file cannot be written.</exception>
    public TakeResult Take(StoredVersion version, FleetKeys keys, TakeChoice choice)
    {
        var shared = SealedSettings.Open(version, keys);
        var taken = TakenVersion.Find(settingsPath);
        var next = new TakenVersion(version.Number, version.Id, version.Own, shared);
        var local = LocalChanges(taken);
        if (choice == TakeChoice.Ours)
        {
            next.Write(settingsPath);
            return new TakeResult(version.Number, changed: false, null, LocalChanges(next));
        }

        if (WhyNot(next) is { } problem)
            return new TakeResult(version.Number, changed: false, problem, local);
        IReadOnlyList<string> conflicts = [];
        var result = new SettingsEditor(settingsPath, clock, Author(version)).Apply(Edit(next, taken, choice, found => conflicts = found));
        if (!result.Succeeded)
            return new TakeResult(version.Number, changed: false, Why(result, choice, conflicts), local);
        next.Write(settingsPath);
        return new TakeResult(version.Number, result.Changed, null, LocalChanges(next), result.Number);
    }

    private SettingsEdit Edit(TakenVersion next, TakenVersion? taken, TakeChoice choice, Action<IReadOnlyList<string>> conflicts)
    {
        var own = next.OwnParts;

        // A broken file is not merged with anything: what is for all takes its place, with what can be read of it.
        if (choice == TakeChoice.Theirs && SettingsFile.Load(settingsPath).Settings is null)
            return SettingsEdit.Replace(next.Shared);
        return SettingsEdit.Rewrite(
            file =>
            {
                var joined = SharedSettings.For(next.Shared, file, own);
                if (SharedSettings.Between(file, joined, own).Changes.Count == 0)
                    return file;
                if (taken is null || choice == TakeChoice.Theirs || SharedSettings.Between(taken.Shared, file, taken.OwnParts).Changes.Count == 0)
                    return joined;
                if (choice != TakeChoice.Merge)
                    return null;
                var merged = SharedSettings.Merge(taken.Shared, file, next.Shared, own, out var found);
                conflicts(found);
                return merged;
            },
            Refused);
    }

    private string? WhyNot(TakenVersion next)
    {
        var file = SettingsFile.Read(settingsPath);
        var present = file.Text is null ? null : SettingsFile.Parse(file.Text, settingsPath).Settings;
        var joined = present is null ? next.Shared : SharedSettings.For(next.Shared, file.Text!, next.OwnParts);
        var load = SettingsFile.Parse(joined, $"version {VersionStore.Text(next.Number)} with this server's own parts");
        if (load.Settings is null)
            return string.Join("; ", load.Errors.Take(3).Select(static error => error.ToString()));
        return MissingFiles.In(load.Settings, present, settingsPath);
    }

    private static string Why(EditResult result, TakeChoice choice, IReadOnlyList<string> conflicts)
    {
        if (conflicts.Count > 0)
            return $"the fleet and this server have both changed {string.Join(", ", conflicts.Take(5))}: choose with ipblock fleet pull --theirs or --ours";
        return choice == TakeChoice.Ask && result.Errors.Any(static error => string.Equals(error.Reason, Refused, StringComparison.Ordinal))
            ? "the settings were changed on this server since its last version: choose with ipblock fleet pull --theirs, --ours or --merge"
            : string.Join("; ", result.Errors.Take(3).Select(static error => error.ToString()));
    }

    private static ChangeAuthor Author(StoredVersion version) =>
        new($"{version.Author} (version {VersionStore.Text(version.Number)} of the fleet)", "ipblock " + typeof(SettingsTaker).Assembly.GetName().Version!.ToString(3));
}
