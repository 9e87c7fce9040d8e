using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.History;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Keys;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Fleet;

/// <summary>Settings that are a group's own: one value for all servers of the group, and another for the rest. They are kept in the database with each version.</summary>
public sealed class FleetGroups
{
    private readonly string _settingsPath;
    private readonly FleetSettings _settings;

    /// <param name="settingsPath">The settings file of this machine.</param>
    /// <param name="clock">Where time comes from.</param>
    public FleetGroups(string settingsPath, Clock clock) =>
        (_settingsPath, _settings) = (settingsPath ?? throw new ArgumentNullException(nameof(settingsPath)), new FleetSettings(settingsPath, clock));

    /// <summary>All values that are a group's own in the newest version, keys hidden.</summary>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<IReadOnlyList<GroupSetting>> ListAsync(CancellationToken stop)
    {
        var administrator = await MemberConnection.AdministratorAsync(_settingsPath, stop).ConfigureAwait(false);
        await using (administrator.ConfigureAwait(false))
        {
            if (await VersionStore.NewestAsync(administrator.Database, stop).ConfigureAwait(false) is not { } newest)
                return [];
            var (shared, parts) = (SealedSettings.Open(newest, administrator.Member.Keys), GroupParts.Of(newest, administrator.Member.Keys));
            return [.. parts.Groups.SelectMany(group => parts.Of(group).Select(part => Shown(shared, group, part)))];
        }
    }

    /// <summary>Gives a group a value of its own, as a new version.</summary>
    /// <param name="group">The group.</param>
    /// <param name="setting"><c>dns.cacheEntries</c>, <c>blockList</c>, <c>blockProviders[Zen].enabled</c> or <c>blockProviders[*].enabled</c>.</param>
    /// <param name="value">JSON, or text that is none; null to have what all have again.</param>
    /// <param name="comment">Why; null for none.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<PushResult> SetAsync(string group, string setting, string? value, string? comment, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(setting);
        if (OwnParts.TryParse([setting], out _) is { } wrong)
            throw new FleetException(wrong);
        var administrator = await MemberConnection.AdministratorAsync(_settingsPath, stop).ConfigureAwait(false);
        await using (administrator.ConfigureAwait(false))
        {
            var keys = administrator.Member.Keys;
            var newest = await VersionStore.NewestAsync(administrator.Database, stop).ConfigureAwait(false)
                ?? throw new FleetException("the fleet has no version yet: push one first");
            CheckStage(newest, group);
            if (value is not null)
                await CheckAsync(administrator, newest, group, setting, stop).ConfigureAwait(false);
            var before = GroupParts.Of(newest, keys);
            var json = value is null ? null : GroupValues.Parse(value);
            if (json is null && !before.Of(group).ContainsKey(setting))
                throw new FleetException($"group {group} has no {setting} that differs from the common value; to see the separate values, run ipblock fleet groups");
            var after = before.With(group, setting, json);
            var shared = SealedSettings.Open(newest, keys);
            if (after.WhyNot(shared, group) is { } wrongThen)
                throw new FleetException(wrongThen);
            var difference = SharedSettings.Between(GroupValues.Apply(shared, before.Of(group)), GroupValues.Apply(shared, after.Of(group)), null);
            if (string.Equals(before.Of(group).GetValueOrDefault(setting), json, StringComparison.Ordinal))
                return new PushResult(newest.Number, Stored: false, difference);
            if (json is not null && string.Equals(shared, GroupValues.Apply(shared, [new(setting, json)]), StringComparison.Ordinal))
                throw new FleetException($"all servers already have this value of {setting}, or there is no such element");
            var number = await _settings.StoreNextAsync(administrator, newest, comment, after, GroupParts.Between(shared, before, after), stop).ConfigureAwait(false);
            return new PushResult(number, Stored: true, difference);
        }
    }

    private static void CheckStage(StoredVersion newest, string group)
    {
        if (newest.Group is { } staged && !string.Equals(staged, group, StringComparison.OrdinalIgnoreCase))
            throw new FleetException($"version {VersionStore.Text(newest.Number)} is for group {staged} only: first push it to all servers, or undo it");
    }

    // A value that counts nowhere, because its servers are gone or each has its own, can still be taken out.
    private static async Task CheckAsync(MemberConnection administrator, StoredVersion newest, string group, string setting, CancellationToken stop)
    {
        if (TakenVersion.Parts(newest.Own).Names.FirstOrDefault(own => GroupValues.Overlap(own, setting)) is { } each)
            throw new FleetException($"{each} is separate for each server, and a value for a group would have no effect; if it was set with --own, undo this first (ipblock fleet push --shared)");
        var members = await MemberStore.ListAsync(administrator.Database, stop).ConfigureAwait(false);
        if (!members.Exists(member => string.Equals(member.Group, group, StringComparison.Ordinal)))
            throw new FleetException($"the fleet has no server of group {group}; to see the groups, run ipblock fleet status");
    }

    // The value as a settings file would show it, with what may not be shown hidden by the difference.
    private static GroupSetting Shown(string shared, string group, KeyValuePair<string, string> part)
    {
        var difference = SharedSettings.Between(shared, GroupValues.Apply(shared, [part]), null);
        return new GroupSetting(group, part.Key, difference.Changes.Count == 0 ? "as all" : string.Join("; ", difference.Changes.Take(3).Select(static change => change.ToString())));
    }
}

/// <summary>A setting that is a group's own.</summary>
/// <param name="Group">The group.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Value">In what the group differs by it from all, keys hidden.</param>
public sealed record GroupSetting(string Group, string Setting, string Value);
