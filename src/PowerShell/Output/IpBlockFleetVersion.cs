using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell;

/// <summary>A version of the fleet's settings.</summary>
public sealed class IpBlockFleetVersion
{
    internal IpBlockFleetVersion(JToken json)
    {
        Number = (int)json["version"]!;
        Time = DateTimeOffset.Parse((string)json["time"]!, CultureInfo.InvariantCulture);
        Author = (string)json["author"]!;
        Comment = (string?)json["comment"];
        Group = (string?)json["group"];
        Undoes = (int?)json["undoes"];
        Changes = [.. json["changes"]!.Select(static change => (string)change!)];
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>When it was stored, by the database's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The account and the machine.</summary>
    public string Author { get; }

    /// <summary>Why; null when nobody said.</summary>
    public string? Comment { get; }

    /// <summary>The group that it is for; null for all.</summary>
    public string? Group { get; }

    /// <summary>The version that it takes back; null for none.</summary>
    public int? Undoes { get; }

    /// <summary>What it changed, a line for each property.</summary>
    public IReadOnlyList<string> Changes { get; }

    /// <summary>The number.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What became of publishing, taking or undoing a version.</summary>
public sealed class IpBlockFleetChange
{
    internal IpBlockFleetChange(JToken json)
    {
        Number = (int)json["version"]!;
        IsChanged = (bool?)(json["stored"] ?? json["changed"]) ?? true;
        Undoes = (int?)json["undoes"];
        LocalChanges = [.. (json["localChanges"] ?? Enumerable.Empty<JToken>()).Select(static change => (string)change!)];
    }

    /// <summary>The version.</summary>
    public int Number { get; }

    /// <summary>False when there was nothing to do.</summary>
    public bool IsChanged { get; }

    /// <summary>The version that was taken back; null for none.</summary>
    public int? Undoes { get; }

    /// <summary>What was changed on this server itself and stays different.</summary>
    public IReadOnlyList<string> LocalChanges { get; }

    /// <summary>The version.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
