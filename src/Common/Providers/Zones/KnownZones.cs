using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Providers.Zones;

/// <summary>The table of zones that should not be asked. It is read from the program's own <c>zones.json</c> when somebody asks, and once.</summary>
public static class KnownZones
{
    private static readonly Lazy<Dictionary<string, KnownZone>> Table = new(Index);

    /// <summary>All rows, as they stand in the table.</summary>
    public static IReadOnlyList<KnownZone> All { get; } = Read();

    /// <summary>
    /// What is known of a lookup domain: of its own name, or of the zone nearest above it, so that a customer's key in front changes nothing. Null when
    /// nothing is known.
    /// </summary>
    public static KnownZone? Of(string domain)
    {
        if (domain is null)
            throw new ArgumentNullException(nameof(domain));
        var name = domain.TrimEnd('.').ToLowerInvariant();
        for (var start = 0; start >= 0 && start < name.Length; start = NextLabel(name, start))
        {
            if (Table.Value.TryGetValue(name.Substring(start), out var zone))
                return zone;
        }

        return null;
    }

    private static int NextLabel(string name, int start) => name.IndexOf('.', start) is var dot and >= 0 ? dot + 1 : -1;

    private static Dictionary<string, KnownZone> Index()
    {
        var table = new Dictionary<string, KnownZone>(StringComparer.Ordinal);
        foreach (var row in All)
        {
            foreach (var zone in row.Zones)
                table.Add(zone, row);
        }

        return table;
    }

    private static List<KnownZone> Read()
    {
        using var stream = typeof(KnownZones).Assembly.GetManifestResourceStream("IpBlock.zones.json")!;
        using var reader = new JsonTextReader(new StreamReader(stream)) { DateParseHandling = DateParseHandling.None };
        var rows = new List<KnownZone>();
        foreach (var row in (JArray)JObject.Load(reader)["zones"]!)
        {
            var zones = new List<string>();
            foreach (var zone in row["zones"]!)
                zones.Add((string)zone!);
            var state = (ZoneState)Enum.Parse(typeof(ZoneState), (string)row["state"]!, ignoreCase: true);
            var (does, advice, source) = ((string)row["does"]!, (string)row["advice"]!, (string)row["source"]!);
            rows.Add(new KnownZone(zones, state, (string?)row["since"], (string?)row["newZone"], does, advice, source));
        }

        return rows;
    }
}
