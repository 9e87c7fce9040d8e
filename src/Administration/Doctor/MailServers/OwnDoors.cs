using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Addresses;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers;

/// <summary>Where this machine's service is reached: where a running one listens, and where the settings say that it does.</summary>
internal sealed class OwnDoors
{
    private OwnDoors(IReadOnlyList<ListenAddress> policy, IReadOnlyList<ListenAddress> milter, bool areInUse) => (Policy, Milter, AreInUse) = (policy, milter, areInUse);

    /// <summary>The policy service; empty when it is turned off.</summary>
    public IReadOnlyList<ListenAddress> Policy { get; }

    /// <summary>The milter; empty when it is turned off.</summary>
    public IReadOnlyList<ListenAddress> Milter { get; }

    /// <summary>True when somebody is connected now to a door that other machines reach: a mail server elsewhere asks. Here, a probe of the port would do as much.</summary>
    public bool AreInUse { get; }

    public static OwnDoors Of(DoctorVisit visit)
    {
        var open = visit.ProcessesHere.Where(static process => process.State.Role == ProcessRole.Service).SelectMany(static process => process.State.Doors).ToList();
        var service = visit.Settings?.Service ?? new ServiceSettings();
        return new OwnDoors(All("policy", service.PolicyListen), All("milter", service.MilterListen), open.Exists(static door =>
            door.Name is "policy" or "milter" && door.Connections > 0 && Parse(door.Address) is { } address && !IsHere(address)));

        IReadOnlyList<ListenAddress> All(string name, IReadOnlyList<ListenAddress> settings) =>
            [.. open.Where(door => string.Equals(door.Name, name, StringComparison.Ordinal)).Select(static door => Parse(door.Address)).OfType<ListenAddress>().Concat(settings).Distinct()];
    }

    /// <summary>True when one of the doors is reached under the address: it is the same, or listens at all addresses of this machine.</summary>
    public static bool Has(IReadOnlyList<ListenAddress> doors, ListenAddress address) => doors.Any(door => door.Path is null && address.Path is null
        ? door.Port == address.Port && (door.Address == address.Address || IsAny(door.Address))
        : string.Equals(door.Path, address.Path, StringComparison.Ordinal));

    /// <summary>True for 127.0.0.1, ::1 and sockets in files: what listens there is of this machine.</summary>
    public static bool IsHere(ListenAddress address) => address.Path is not null || IPAddress.IsLoopback(address.Address.ToIPAddress());

    private static bool IsAny(Address address) => address.ToIPAddress() is var ip && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));

    // As a process writes it down: an address with its port, or the path of a socket.
    private static ListenAddress? Parse(string text) =>
        ListenAddress.TryParse(text.StartsWith("/", StringComparison.Ordinal) ? "unix:" + text : text, out var address, out _) ? address : null;
}
