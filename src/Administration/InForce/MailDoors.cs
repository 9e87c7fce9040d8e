using System;
using System.Linq;
using IpBlock.Reporting.State;

namespace IpBlock.Administration.InForce;

/// <summary>Whether mail servers can ask a process.</summary>
internal static class MailDoors
{
    private const string ForWatchers = "metrics";

    /// <summary>True for an agent, which Exchange asks, and for a service with a door for mail servers. One without fetches lists and tells of troubles, and filters nothing.</summary>
    public static bool FiltersMail(this ProcessState state) =>
        state.Role != ProcessRole.Service || state.Doors.Any(static door => !string.Equals(door.Name, ForWatchers, StringComparison.Ordinal));
}
