using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Fleet;
using IpBlock.Fleet.Members;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Fleet;

/// <summary>What is known of a member, in words.</summary>
internal static class FleetStatusText
{
    public static IReadOnlyList<Cell> Row(FleetMemberStatus member) =>
    [
        member.Name,
        member.Group,
        member.IsAdministrator || member.Joined is null ? "" : Version(member),
        State(member),
        member.Since is { } since && member.InForce ? PointInTime.Format(Whole(since)) : "",
        member.Silence is { } silence ? Duration.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Round(silence.TotalSeconds)))) + " ago" : "",
        member.Program,
    ];

    /// <summary>What is not as it should be, a sentence each.</summary>
    public static IEnumerable<string> Trouble(FleetMemberStatus member, FleetHealth? health) =>
        health?.OddOne(member.Name) is { } odd && MemberTroubles.IsExpectedToReport(member) ? MemberTroubles.Of(member).Append(odd) : MemberTroubles.Of(member);

    public static void Write(JsonObject json, FleetMemberStatus member, FleetHealth? health) => json
        .Set("name", member.Name)
        .Set("administrator", member.IsAdministrator)
        .Set("group", member.Group)
        .Set("joined", member.Joined is { } joined ? PointInTime.Format(Whole(joined)) : null)
        .Set("wanted", member.Wanted)
        .Set("version", member.Version)
        .Set("inForce", member.InForce)
        .Set("since", member.Since is { } since ? PointInTime.Format(Whole(since)) : null)
        .Set("heardOfSecondsAgo", member.Silence is { } silence ? (long)silence.TotalSeconds : -1)
        .Set("error", member.Error)
        .Set("localChanges", member.LocalChanges)
        .Set("clockAheadSeconds", (long)member.ClockAhead.TotalSeconds)
        .Set("way", member.Way)
        .Set("program", member.Program)
        .Set("host", member.Host)
        .Set("troubles", Trouble(member, health));

    private static Cell State(FleetMemberStatus member) => member switch
    {
        { Joined: null } => Cell.Dim("invited until " + PointInTime.Format(Whole(member.Expires))),
        { IsAdministrator: true } => Cell.Dim("administrator"),
        { Silence: null } => Cell.Yellow("no contact"),
        { Silence: { } silence } when silence > MemberTroubles.Quiet => Cell.Red("silent"),
        { Error: not null } => Cell.Red("refused"),
        _ when member.Version < member.Wanted => Cell.Yellow("behind"),
        { LocalChanges.Count: > 0 } => Cell.Yellow("changed locally"),
        { Wanted: 0 } => "no version yet",
        { InForce: false } => Cell.Yellow("taken"),
        _ => Cell.Green("active"),
    };

    private static string Version(FleetMemberStatus member)
    {
        var version = member.Version.ToString(CultureInfo.InvariantCulture);
        return member.Version == member.Wanted ? version : version + " of " + member.Wanted.ToString(CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset Whole(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
