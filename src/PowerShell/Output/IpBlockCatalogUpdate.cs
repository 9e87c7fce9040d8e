using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell;

/// <summary>A signed catalogue that was put in force.</summary>
public sealed class IpBlockCatalogUpdate
{
    internal IpBlockCatalogUpdate(JObject json)
    {
        Version = (int)json["version"]!;
        Expires = DateTimeOffset.Parse((string)json["expires"]!, CultureInfo.InvariantCulture).LocalDateTime;
        Before = (int?)json["before"];
        Added = Names(json["added"]);
        Replaced = Names(json["replaced"]);
        Removed = Names(json["removed"]);
        Zones = (int)json["zones"]!;
    }

    /// <summary>Its version.</summary>
    public int Version { get; }

    /// <summary>Until when it is to be used, in local time.</summary>
    public DateTime Expires { get; }

    /// <summary>The version before; null when no signed catalogue was in force.</summary>
    public int? Before { get; }

    /// <summary>The new entries.</summary>
    public IReadOnlyList<string> Added { get; }

    /// <summary>The entries that are not as they were.</summary>
    public IReadOnlyList<string> Replaced { get; }

    /// <summary>The entries that are no longer in it.</summary>
    public IReadOnlyList<string> Removed { get; }

    /// <summary>How many zones it names that should not be asked.</summary>
    public int Zones { get; }

    /// <summary>The version.</summary>
    public override string ToString() => "version " + Version.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Names(JToken? names) => [.. (names ?? new JArray()).Select(static name => (string)name!)];
}
