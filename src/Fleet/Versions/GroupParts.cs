using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IpBlock.Administration.History;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Keys;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Fleet.Versions;

/// <summary>The values that groups have of their own in a version, encrypted as a whole in the database.</summary>
internal sealed class GroupParts
{
    public static readonly GroupParts None = new([]);

    private readonly SortedDictionary<string, SortedDictionary<string, string>> _groups;

    private GroupParts(SortedDictionary<string, SortedDictionary<string, string>> groups) => _groups = groups;

    /// <summary>The groups that have values of their own.</summary>
    public IEnumerable<string> Groups => _groups.Keys;

    /// <summary>A group's values as JSON by setting; none for no group.</summary>
    public IReadOnlyDictionary<string, string> Of(string? group) =>
        group is not null && _groups.TryGetValue(group, out var values) ? values : new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>These with one value set, or with null taken out.</summary>
    public GroupParts With(string group, string setting, string? value)
    {
        var groups = Empty();
        foreach (var (name, values) in _groups)
            groups[name] = new SortedDictionary<string, string>(values, StringComparer.Ordinal);
        var own = groups.TryGetValue(group, out var there) ? there : groups[group] = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (value is null)
            own.Remove(setting);
        else
            own[setting] = value;
        if (own.Count == 0)
            groups.Remove(group);
        return new GroupParts(groups);
    }

    /// <summary>Takes a change back. What has been changed again since is a conflict.</summary>
    /// <exception cref="FleetException">There is one.</exception>
    public static GroupParts Undo(GroupParts before, GroupParts after, GroupParts now)
    {
        var places = before.Places().Concat(after.Places()).Distinct().Where(place => !string.Equals(before.Find(place), after.Find(place), StringComparison.Ordinal)).ToList();
        if (places.Find(place => !string.Equals(after.Find(place), now.Find(place), StringComparison.Ordinal)) is { Group: not null } changed)
            throw new FleetException($"{changed.Setting} of group {changed.Group} was changed again after this version: undo the later version first");
        return places.Aggregate(now, (parts, place) => parts.With(place.Group, place.Setting, before.Find(place)));
    }

    /// <summary>In what the settings of groups differ when their values change and the settings for all do not.</summary>
    public static IReadOnlyList<PropertyChange> Between(string shared, GroupParts before, GroupParts after) =>
    [
        .. before.Groups.Union(after.Groups, StringComparer.OrdinalIgnoreCase)
            .Where(group => !before.Of(group).SequenceEqual(after.Of(group)))
            .SelectMany(group => SharedSettings.Between(GroupValues.Apply(shared, before.Of(group)), GroupValues.Apply(shared, after.Of(group)), null)
                .Changes.Select(change => change.For("group " + group))),
    ];

    /// <summary>Why the settings of a group would not be valid; null when they are.</summary>
    public string? WhyNot(string shared, string group) =>
        SettingsFile.Parse(GroupValues.Apply(shared, Of(group)), $"the settings of group {group}").Errors is { Count: > 0 } errors ? errors[0].ToString() : null;

    /// <summary>What of a version is a group's own.</summary>
    /// <exception cref="FleetException">It was not sealed by a member of the fleet.</exception>
    public static GroupParts Of(StoredVersion version, FleetKeys keys)
    {
        if (version.GroupBox is null)
            return None;
        var plain = keys.Find(version.KeyNumber) is { } key ? SymmetricBox.Open(key, version.GroupBox, Purpose(version)) : null;
        if (plain is null)
            throw new FleetException($"the parts of groups in version {VersionStore.Text(version.Number)} cannot be decrypted: they were changed in the database, or their key is not known here");
        var groups = Empty();
        foreach (var group in JObject.Parse(Encoding.UTF8.GetString(plain)).Properties())
        {
            var values = group.Value is JObject parts ? parts.Properties() : [];
            groups[group.Name] = new SortedDictionary<string, string>(values.ToDictionary(static part => part.Name, static part => (string?)part.Value ?? "null", StringComparer.Ordinal), StringComparer.Ordinal);
        }

        return new GroupParts(groups);
    }

    /// <summary>The settings of a version as the servers of a group have them.</summary>
    /// <exception cref="FleetException">The version is not the fleet's.</exception>
    public static string SettingsFor(string? group, StoredVersion version, FleetKeys keys)
    {
        var shared = SealedSettings.Open(version, keys);
        return Of(version, keys).Of(group) is { Count: > 0 } values ? GroupValues.Apply(shared, values) : shared;
    }

    /// <summary>Encrypted for a version; null when there is nothing.</summary>
    public byte[]? Seal(StoredVersion version, FleetKeys keys)
    {
        if (_groups.Count == 0)
            return null;
        var json = new JObject(_groups.Select(static group => new JProperty(group.Key, new JObject(group.Value.Select(static part => new JProperty(part.Key, part.Value))))));
        return SymmetricBox.Seal(keys.Find(version.KeyNumber)!, Encoding.UTF8.GetBytes(json.ToString(Formatting.None)), Purpose(version));
    }

    private static SortedDictionary<string, SortedDictionary<string, string>> Empty() => new(StringComparer.OrdinalIgnoreCase);

    private static string Purpose(StoredVersion version) => "parts of groups in version " + version.Id;

    private IEnumerable<(string Group, string Setting)> Places() => _groups.SelectMany(static group => group.Value.Keys.Select(setting => (group.Key, setting)));

    private string? Find((string Group, string Setting) place) => Of(place.Group).TryGetValue(place.Setting, out var value) ? value : null;
}
