using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.History;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Keys;
using IpBlock.Fleet.Log;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Fleet;

/// <summary>The settings that all servers of the fleet share, as versions: pushed by administrators, pulled by servers.</summary>
public sealed class FleetSettings
{
    private const int MostLines = 500;
    private const int LongestLine = 500;
    private const string Nothing = "{}\n";
    private readonly string _settingsPath;
    private readonly Clock _clock;

    /// <param name="settingsPath">The settings file of this machine.</param>
    /// <param name="clock">Where time comes from.</param>
    public FleetSettings(string settingsPath, Clock clock)
    {
        _settingsPath = settingsPath ?? throw new ArgumentNullException(nameof(settingsPath));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
    }

    /// <summary>Stores the settings of this machine as a new version; its own parts stay here.</summary>
    /// <exception cref="FleetException">It cannot be done: a version that is not in this file came first, the file is broken, the database cannot be
    /// used.</exception>
    public async Task<PushResult> PushAsync(PushRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = LocalFile();
        var administrator = await MemberConnection.AdministratorAsync(_settingsPath, stop).ConfigureAwait(false);
        await using (administrator.ConfigureAwait(false))
        {
            var newest = await VersionStore.NewestAsync(administrator.Database, stop).ConfigureAwait(false);
            var taken = TakenVersion.Find(_settingsPath);
            Pushing.CheckParent(newest, taken, request.Over);
            var before = newest is null ? Nothing : SealedSettings.Open(newest, administrator.Member.Keys);
            var own = Pushing.Own(newest?.Own ?? [], request);
            var groups = newest is null ? GroupParts.None : GroupParts.Of(newest, administrator.Member.Keys);
            var shared = GroupValues.Without(SharedSettings.Of(file, TakenVersion.Parts(own)), before, groups.Of(taken?.Group).Keys);
            var difference = SharedSettings.Between(before, shared, null);
            if (newest is not null && string.Equals(newest.Group, request.Group, StringComparison.OrdinalIgnoreCase) && own.SequenceEqual(newest.Own, StringComparer.Ordinal)
                && difference.Changes.Count == 0)
            {
                await KeepAsync(newest, shared, groups, stop).ConfigureAwait(false);
                return new PushResult(newest.Number, Stored: false, difference);
            }

            var next = await NextAsync(administrator, newest, request.Comment, shared, difference.Changes, stop).ConfigureAwait(false);
            var version = next with { Group = request.Group, Own = own };
            await StoreAsync(administrator, version, groups, stop).ConfigureAwait(false);
            await KeepAsync(version, shared, groups, stop).ConfigureAwait(false);
            return new PushResult(version.Number, Stored: true, difference);
        }
    }

    /// <summary>Brings the settings file of this machine to the newest version that is for it.</summary>
    /// <returns>What became of it; null when the fleet has no version yet.</returns>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<TakeResult?> PullAsync(TakeChoice choice, CancellationToken stop)
    {
        var member = await MemberConnection.AnyAsync(_settingsPath, administratorFirst: false, stop).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            if (await VersionStore.NewestAsync(member.Database, stop).ConfigureAwait(false) is not { } newest)
                return null;
            if (choice != TakeChoice.Theirs && TakenVersion.Find(_settingsPath) is { } taken && taken.Number > newest.Number)
                throw new FleetException(Pushing.OlderDatabase(newest.Number, taken.Number) + " To restore that version on this server, run ipblock fleet pull --theirs");
            return new SettingsTaker(_settingsPath, _clock).Take(newest, member.Member.Keys, await MemberStore.GroupAsync(member.Database, stop).ConfigureAwait(false), choice);
        }
    }

    /// <summary>Takes the change of a version back by a new version; what other versions have changed since stays.</summary>
    /// <param name="number">The version; null for the newest.</param>
    /// <param name="comment">Why; null for none.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">It cannot be done.</exception>
    public async Task<UndoResult> UndoAsync(int? number, string? comment, CancellationToken stop)
    {
        var administrator = await MemberConnection.AdministratorAsync(_settingsPath, stop).ConfigureAwait(false);
        await using (administrator.ConfigureAwait(false))
        {
            var keys = administrator.Member.Keys;
            var newest = await VersionStore.NewestAsync(administrator.Database, stop).ConfigureAwait(false) ?? throw new FleetException("the fleet has no version yet");
            var undone = await FindAsync(administrator.Database, number ?? newest.Number, stop).ConfigureAwait(false);
            if (undone.Parent == 0)
                throw new FleetException($"there is no version before version {VersionStore.Text(undone.Number)}");
            var parent = await FindAsync(administrator.Database, undone.Parent, stop).ConfigureAwait(false);
            var groupsNow = GroupParts.Of(newest, keys);
            var groups = GroupParts.Undo(GroupParts.Of(parent, keys), GroupParts.Of(undone, keys), groupsNow);
            var now = SealedSettings.Open(newest, keys);
            var shared = SharedSettings.Undo(SealedSettings.Open(parent, keys), SealedSettings.Open(undone, keys), now, out var conflicts)
                ?? throw new FleetException(conflicts.Count > 0
                    ? $"{conflicts[0]} was changed again after version {VersionStore.Text(undone.Number)}: undo the later version first, or change the setting and push"
                    : $"version {VersionStore.Text(undone.Number)} cannot be undone property by property: change the settings and push");
            var difference = SharedSettings.Between(now, shared, null).With(GroupParts.Between(shared, groupsNow, groups));
            if (WhyNot(shared, groups) is { } why)
                throw new FleetException($"without version {VersionStore.Text(undone.Number)} the settings would not be valid: {why}");
            var next = await NextAsync(administrator, newest, comment, shared, difference.Changes, stop).ConfigureAwait(false);
            var version = next with { Group = undone.Group, Undoes = undone.Number };
            await StoreAsync(administrator, version, groups, stop).ConfigureAwait(false);
            return new UndoResult(version.Number, undone.Number, difference);
        }
    }

    /// <summary>The newest versions, the newest first.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task<IReadOnlyList<FleetVersion>> HistoryAsync(int count, CancellationToken stop)
    {
        var member = await MemberConnection.AnyAsync(_settingsPath, administratorFirst: true, stop).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
            return [.. (await VersionStore.ListAsync(member.Database, count, stop).ConfigureAwait(false)).Select(static version => new FleetVersion(version))];
    }

    /// <summary>What versions have changed, from the first to the last of them.</summary>
    /// <exception cref="FleetException">There is no such version, or the database cannot be used.</exception>
    public async Task<SettingsDifference> DifferenceAsync(int first, int last, CancellationToken stop)
    {
        var member = await MemberConnection.AnyAsync(_settingsPath, administratorFirst: true, stop).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            var from = await FindAsync(member.Database, first, stop).ConfigureAwait(false);
            var to = first == last ? from : await FindAsync(member.Database, last, stop).ConfigureAwait(false);
            var keys = member.Member.Keys;
            var parent = from.Parent == 0 ? null : await FindAsync(member.Database, from.Parent, stop).ConfigureAwait(false);
            var (before, after) = (parent is null ? Nothing : SealedSettings.Open(parent, keys), SealedSettings.Open(to, keys));
            var groups = GroupParts.Between(after, parent is null ? GroupParts.None : GroupParts.Of(parent, keys), GroupParts.Of(to, keys));
            return SharedSettings.Between(before, after, null).With(groups);
        }
    }

    /// <summary>In what the settings of this machine differ from the newest version, its own parts aside.</summary>
    /// <exception cref="FleetException">The file is broken, or the database cannot be used.</exception>
    public async Task<SettingsDifference> LocalDifferenceAsync(CancellationToken stop)
    {
        var file = LocalFile();
        var member = await MemberConnection.AnyAsync(_settingsPath, administratorFirst: true, stop).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            var newest = await VersionStore.NewestAsync(member.Database, stop).ConfigureAwait(false);
            var shared = newest is null ? Nothing : GroupParts.SettingsFor(TakenVersion.Find(_settingsPath)?.Group, newest, member.Member.Keys);
            return SharedSettings.Between(shared, file, TakenVersion.Parts(newest?.Own ?? []));
        }
    }

    private static async Task<StoredVersion> FindAsync(FleetDatabase database, int number, CancellationToken stop) =>
        await VersionStore.FindAsync(database, number, stop).ConfigureAwait(false)
        ?? throw new FleetException($"there is no version {VersionStore.Text(number)} for this member; to see the versions, run ipblock fleet history");

    private static string? WhyNot(string shared, GroupParts groups) =>
        SettingsFile.Parse(shared, "the settings without that version").Errors is { Count: > 0 } errors
            ? errors[0].ToString()
            : groups.Groups.Select(group => groups.WhyNot(shared, group)).FirstOrDefault(static why => why is not null);

    /// <summary>Stores a version that differs from the newest in what groups have of their own.</summary>
    /// <returns>Its number.</returns>
    internal async Task<int> StoreNextAsync(
        MemberConnection administrator, StoredVersion newest, string? comment, GroupParts groups, IReadOnlyList<PropertyChange> difference, CancellationToken stop)
    {
        var shared = SealedSettings.Open(newest, administrator.Member.Keys);
        var version = await NextAsync(administrator, newest, comment, shared, difference, stop).ConfigureAwait(false);
        var isInStep = TakenVersion.Find(_settingsPath) is { } taken && (taken.Id == newest.Id || taken.Seen == newest.Id);
        await StoreAsync(administrator, version, groups, stop).ConfigureAwait(false);

        // The file of this machine has the newest version, and needs nothing of this one unless it is a server, which takes it by itself.
        if (isInStep)
            (TakenVersion.Find(_settingsPath)! with { Seen = version.Id }).Write(_settingsPath);
        return version.Number;
    }

    // The version that comes behind the newest, for whom that is, by whoever runs this.
    private static async Task<StoredVersion> NextAsync(
        MemberConnection administrator, StoredVersion? newest, string? comment, string shared, IReadOnlyList<PropertyChange> difference, CancellationToken stop) => new()
        {
            Number = await VersionStore.NextNumberAsync(administrator.Database, stop).ConfigureAwait(false),
            Id = Guid.NewGuid(),
            Parent = newest?.Number ?? 0,
            Group = newest?.Group,
            Author = Pushing.Account(),
            Program = Pushing.Program,
            Comment = comment,
            Own = newest?.Own ?? [],
            KeyNumber = administrator.Member.Keys.Newest,
            Content = shared,
            Difference = Lines(difference),
        };

    private async Task StoreAsync(MemberConnection administrator, StoredVersion version, GroupParts groups, CancellationToken stop)
    {
        var keys = administrator.Member.Keys;
        var rule = version.Group is null ? SettingsFile.Parse(version.Content, "the settings").Settings?.Log : null;
        var rotates = await administrator.Database.ScalarAsync("select ipblock.rotation_due()", stop).ConfigureAwait(false) is true;
        if (rotates)
            keys = keys.Next();
        version = version with { KeyNumber = keys.Newest, Content = SealedSettings.Encrypt(version.Content, keys) };
        version = version with { GroupBox = groups.Seal(version, keys) };
        version = version with { Seal = SealedSettings.Seal(version, keys) };
        try
        {
            await administrator.Database.InTransactionAsync(
                async () =>
                {
                    if (rotates)
                        await MemberStore.RotateAsync(administrator.Database, keys, stop).ConfigureAwait(false);
                    await VersionStore.PushAsync(administrator.Database, version, stop).ConfigureAwait(false);
                    if (rule is not null)
                        await LogRule.SetAsync(administrator.Database, rule, stop).ConfigureAwait(false);
                },
                stop).ConfigureAwait(false);
        }
        catch (FleetException failure) when (failure.InnerException is { } inner)
        {
            throw await Pushing.ExplainAsync(failure, inner, version, _settingsPath, stop).ConfigureAwait(false) ?? failure;
        }

        if (rotates)
            administrator.Keep(keys, _settingsPath);
    }

    // A server that is not in the group of the version still has the one before; what differs from that in its file is its own change.
    private async Task KeepAsync(StoredVersion version, string shared, GroupParts groups, CancellationToken stop)
    {
        string? group = null;
        if ((version.Group is not null || groups.Groups.Any()) && MemberFile.Exists(_settingsPath, administrator: false))
        {
            var server = (await MemberConnection.FindAsync(_settingsPath, administrator: false, stop).ConfigureAwait(false))!;
            await using (server.ConfigureAwait(false))
            {
                group = await MemberStore.GroupAsync(server.Database, stop).ConfigureAwait(false);
                if (version.Group is not null && await VersionStore.FindAsync(server.Database, version.Number, stop).ConfigureAwait(false) is null)
                {
                    ((TakenVersion.Find(_settingsPath) ?? new TakenVersion(0, Guid.Empty, version.Own, Nothing)) with { Seen = version.Id }).Write(_settingsPath);
                    return;
                }
            }
        }

        new TakenVersion(version.Number, version.Id, version.Own, GroupValues.Apply(shared, groups.Of(group))) { Group = group, Seen = version.Id }.Write(_settingsPath);
    }

    private string LocalFile()
    {
        var file = SettingsFile.Read(_settingsPath);
        var load = file.Load();
        return load.Settings is not null ? file.Text! : throw new FleetException(string.Join("\n", load.Errors.Select(static error => error.ToString())));
    }

    private static string[] Lines(IReadOnlyList<PropertyChange> difference) =>
        [.. difference.Take(MostLines).Select(static change => change.ToString() is var line && line.Length > LongestLine ? line[..LongestLine] + "..." : line)];
}
