using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Sharing;
using IpBlock.Fleet.Connection;
using Newtonsoft.Json.Linq;

namespace IpBlock.Fleet.Versions;

/// <summary>The version that a server's file was last brought to, kept beside it: what differs from that was changed on the server.</summary>
internal sealed record TakenVersion(int Number, Guid Id, IReadOnlyList<string> Own, string Shared)
{
    private const string File = "fleet-version.json";

    /// <summary>The newest version that an administrator on this machine has made, where that is for other servers only: whoever pushes knows it.</summary>
    public Guid Seen { get; init; }

    /// <summary>The group whose values are in <see cref="Shared"/>; null for no group.</summary>
    public string? Group { get; init; }

    /// <summary>The parts that are the server's own.</summary>
    public OwnParts OwnParts => Parts(Own);

    /// <summary>Where it is kept.</summary>
    public static string PathOf(string settingsPath) => OwnerFile.PathOf(settingsPath, File);

    /// <summary>Null when no version was taken yet, or the file does not say which: then the next one is taken as the first was.</summary>
    /// <exception cref="FleetException">The file cannot be read.</exception>
    public static TakenVersion? Find(string settingsPath)
    {
        if (OwnerFile.Read(PathOf(settingsPath)) is not { } json)
            return null;
        return json["number"] is JValue { Value: long number } && json["id"] is JValue { Value: string id } && Guid.TryParse(id, out var guid)
            && json["own"] is JArray own && json["shared"] is JValue { Value: string shared }
            ? new TakenVersion((int)number, guid, [.. own.Values<string>().OfType<string>()], shared)
            {
                Group = (json["group"] as JValue)?.Value as string,
                Seen = json["seen"] is JValue { Value: string seen } && Guid.TryParse(seen, out var known) ? known : Guid.Empty,
            }
            : null;
    }

    /// <summary>The parts that a version names; those that this program does not know are left out, for they are in no file that it can read.</summary>
    public static OwnParts Parts(IReadOnlyList<string> own)
    {
        if (OwnParts.TryParse(own, out var parts) is null)
            return parts!;
        OwnParts.TryParse(own.Where(static one => OwnParts.TryParse([one], out _) is null), out parts);
        return parts!;
    }

    public void Write(string settingsPath) => OwnerFile.Write(settingsPath, File, new JObject
    {
        ["number"] = Number,
        ["id"] = Id.ToString(),
        ["seen"] = Seen.ToString(),
        ["own"] = new JArray(Own),
        ["group"] = Group,
        ["shared"] = Shared,
    });
}
