using System;
using IpBlock.Addresses;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>By what columns decisions are put together, and what a group is called.</summary>
internal static class GroupColumns
{
    public static string Key(FleetLogGrouping grouping) => grouping switch
    {
        FleetLogGrouping.Provider => "d.provider",
        FleetLogGrouping.Rule => "d.rule",
        FleetLogGrouping.Policy => "d.policy",
        FleetLogGrouping.Endpoint => "d.local_end",
        FleetLogGrouping.Recipient => "lower(d.recipient)",
        FleetLogGrouping.Sender => "lower(d.sender)",
        FleetLogGrouping.Client => "d.client",
        FleetLogGrouping.Network => "network(set_masklen(d.client, case family(d.client) when 4 then 24 else 48 end))",
        FleetLogGrouping.Server => "d.member",
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    /// <summary>The name of a group <c>k</c>, made once for each.</summary>
    public static string Shown(FleetLogGrouping grouping) => grouping switch
    {
        FleetLogGrouping.Client or FleetLogGrouping.Network => "host(k.key)",
        FleetLogGrouping.Server => "m.name",
        _ => "k.key",
    };

    public static string Join(FleetLogGrouping grouping) => grouping == FleetLogGrouping.Server ? "join ipblock.member m on m.id = k.key" : "";

    /// <summary>Its number in <c>ipblock.day_top</c>.</summary>
    public static short What(FleetLogGrouping grouping) => grouping switch
    {
        FleetLogGrouping.Network => 1,
        FleetLogGrouping.Recipient => 2,
        FleetLogGrouping.Client => 3,
        FleetLogGrouping.Sender => 4,
        FleetLogGrouping.Provider => 5,
        FleetLogGrouping.Rule => 6,
        FleetLogGrouping.Policy => 7,
        FleetLogGrouping.Endpoint => 8,
        FleetLogGrouping.Server => 9,
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    /// <summary>True when an index finds the decisions of one name: <see cref="Bounds"/> and <see cref="Named"/>. The others have few names.</summary>
    public static bool HasIndex(FleetLogGrouping grouping) =>
        grouping is FleetLogGrouping.Network or FleetLogGrouping.Recipient or FleetLogGrouping.Client or FleetLogGrouping.Sender;

    /// <summary>The first and the last key of the group whose name is that of <c>s</c>, as <c>low</c> and <c>high</c>.</summary>
    public static string Bounds(FleetLogGrouping grouping) => grouping switch
    {
        FleetLogGrouping.Network => "s.name::inet as low, host(broadcast(set_masklen(s.name::inet, case family(s.name::inet) when 4 then 24 else 48 end)))::inet as high",
        FleetLogGrouping.Client => "s.name::inet as low, s.name::inet as high",
        FleetLogGrouping.Recipient or FleetLogGrouping.Sender => "s.name as low, s.name as high",
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    /// <summary>That a decision <c>d</c> is of the group with the bounds of <c>a</c>, as an index finds it.</summary>
    public static string Named(FleetLogGrouping grouping) => grouping switch
    {
        FleetLogGrouping.Network => "d.client between a.low and a.high",
        FleetLogGrouping.Client => "d.client = a.low",
        FleetLogGrouping.Recipient => "lower(d.recipient) = a.low",
        FleetLogGrouping.Sender => "lower(d.sender) = a.low",
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    /// <summary>The same in the words of this program.</summary>
    public static string NameOf(FleetLogGrouping grouping, string name)
    {
        if (grouping is not (FleetLogGrouping.Client or FleetLogGrouping.Network) || !Address.TryParse(name, out var address))
            return name;
        return grouping == FleetLogGrouping.Client ? address.ToString() : address + (address.IsIPv4 ? "/24" : "/48");
    }
}
