using System;
using System.Collections.Generic;
using System.IO;

namespace IpBlock.Providers.Zones;

/// <summary>The program's own table of zones that should not be asked. It is read from <c>zones.json</c> in the program when somebody asks, and once.</summary>
public static class KnownZones
{
    private static readonly Lazy<ZoneTable> Table = new(Read);

    /// <summary>The table.</summary>
    public static ZoneTable BuiltIn => Table.Value;

    /// <summary>All rows, as they stand in the table.</summary>
    public static IReadOnlyList<KnownZone> All => BuiltIn.All;

    /// <summary>What it says of a lookup domain (<see cref="ZoneTable.Of"/>); null when it says nothing.</summary>
    public static KnownZone? Of(string domain) => BuiltIn.Of(domain);

    private static ZoneTable Read()
    {
        using var stream = typeof(KnownZones).Assembly.GetManifestResourceStream("IpBlock.zones.json")!;
        using var reader = new StreamReader(stream);
        var (rows, why) = ZoneRows.Parse(reader.ReadToEnd());
        return rows is null ? throw new InvalidOperationException(why) : new ZoneTable(rows);
    }
}
