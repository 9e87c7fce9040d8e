using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Settings;

namespace IpBlock.Fleet.Members;

/// <summary>What is not as it should be with a server, in words.</summary>
public static class MemberTroubles
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>A server that has not been heard of for so long is silent: it reports each 30 seconds, and in the worst case after a minute's pause.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromMinutes(3);

    /// <summary>False for an administrator, and for who has not joined yet.</summary>
    public static bool IsExpectedToReport(FleetMemberStatus member) => member is { IsAdministrator: false, Joined: not null };

    /// <summary>A sentence each; none for an administrator, and for who has not joined yet.</summary>
    public static IEnumerable<string> Of(FleetMemberStatus member)
    {
        if (!IsExpectedToReport(member))
            yield break;
        if (member.Silence is not { } silence || silence > Quiet)
            yield return "no contact yet; check that its ipblock service is running and can reach the database";
        if (member.Error is { } error)
            yield return error;
        if (member.LocalChanges is { Count: > 0 } changes)
        {
            var more = changes.Count > 1 ? $" and {(changes.Count - 1).ToString(CultureInfo.InvariantCulture)} more" : "";
            yield return $"changed on the server itself: {changes[0]}{more}. On that server, run ipblock fleet push, or ipblock fleet pull with --theirs, --ours or --merge";
        }

        if (member.ClockAhead.Duration() > ClockTolerance)
        {
            var difference = Duration.Format(TimeSpan.FromSeconds(Math.Round(member.ClockAhead.Duration().TotalSeconds)));
            yield return $"its clock is {difference} {(member.ClockAhead > TimeSpan.Zero ? "ahead of" : "behind")} the database's";
        }

        if (member.Way is "timer")
            yield return "notifications from the database do not reach it; a possible cause is PgBouncer with transaction pooling. It checks for new versions every 30 seconds";
    }
}
