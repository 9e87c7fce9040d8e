using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell;

/// <summary>A server or an administrator of the fleet.</summary>
public sealed class IpBlockFleetMember
{
    internal IpBlockFleetMember(JToken json)
    {
        Name = (string)json["name"]!;
        IsAdministrator = (bool)json["administrator"]!;
        Group = (string?)json["group"];
        Version = (int)json["version"]!;
        Wanted = (int)json["wanted"]!;
        InForce = (bool)json["inForce"]!;
        Since = (string?)json["since"] is { } since ? DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) : null;
        Troubles = [.. json["troubles"]!.Select(static trouble => (string)trouble!)];
        Program = (string?)json["program"];
        HostName = (string?)json["host"];
    }

    /// <summary>Its name in the fleet.</summary>
    public string Name { get; }

    /// <summary>True for who may change the settings.</summary>
    public bool IsAdministrator { get; }

    /// <summary>The group of the server; null for none.</summary>
    public string? Group { get; }

    /// <summary>The version of the settings that it has; 0 for none.</summary>
    public int Version { get; }

    /// <summary>The version that it should have.</summary>
    public int Wanted { get; }

    /// <summary>True when the running service says that this version decides.</summary>
    public bool InForce { get; }

    /// <summary>Since when; null when it does not.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>What is not as it should be, a sentence each.</summary>
    public IReadOnlyList<string> Troubles { get; }

    /// <summary>Its program with the version.</summary>
    public string? Program { get; }

    /// <summary>Its host name.</summary>
    public string? HostName { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
