using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Fleet;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Sharing;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Servers;

/// <summary>A server of the fleet as the page shows it.</summary>
/// <param name="Member">What it has reported.</param>
/// <param name="Log">How far its log is uploaded; null when it uploads none, or that is not known.</param>
/// <param name="Odd">The lists that this server alone cannot use, in a sentence; null when there is none.</param>
/// <param name="Answers">What each list has answered it; empty when it does not vote.</param>
public sealed record ServerStanding(FleetMemberStatus Member, FleetLogServer? Log, string? Odd, IReadOnlyList<ServerAnswer> Answers)
{
    private const long Much = 1 << 20;

    /// <summary>The servers that have joined, with their logs.</summary>
    public static IReadOnlyList<ServerStanding> Of(IEnumerable<FleetMemberStatus> members, IReadOnlyList<FleetLogServer> logs, FleetHealth? health) =>
    [
        .. from member in members
           where MemberTroubles.IsExpectedToReport(member)
           select new ServerStanding(
               member,
               logs.FirstOrDefault(log => string.Equals(log.Name, member.Name, StringComparison.Ordinal)),
               health?.OddOne(member.Name),
               [.. (health?.Answers ?? []).Where(answer => string.Equals(answer.Server, member.Name, StringComparison.Ordinal))]),
    ];

    /// <summary>How the lists are for it, in few words.</summary>
    public string Lists => Answers.Count(static answer => answer is { IsFresh: true, IsUnfit: true }) switch
    {
        _ when !Answers.Any(static answer => answer.IsFresh) => "not known",
        0 => "all healthy",
        1 => "1 unhealthy",
        var count => string.Create(CultureInfo.InvariantCulture, $"{count} unhealthy"),
    };

    /// <summary>The word for how it stands, and the kind of badge.</summary>
    public (string Word, string Kind) State => Member switch
    {
        { Silence: null } => ("No contact", "critical"),
        { Silence: { } silence } when silence > MemberTroubles.Quiet => ("Silent", "critical"),
        { Error: not null } => ("Refused", "critical"),
        _ when Member.Version < Member.Wanted => ("Behind", "warning"),
        { LocalChanges.Count: > 0 } => ("Changed locally", "warning"),
        { Wanted: 0 } => ("No version yet", "none"),
        { InForce: false } => ("Taken", "warning"),
        _ => ("Active", "well"),
    };

    /// <summary>Its version, and the one that it should have where that is another.</summary>
    public string Version => Member.Version == Member.Wanted
        ? Member.Version.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Member.Version} of {Member.Wanted}");

    /// <summary>How long ago it reported.</summary>
    public string HeardOf => Ago(Member.Silence);

    /// <summary>What is not as it should be, a sentence each.</summary>
    public IEnumerable<string> Troubles => MemberTroubles.Of(Member).Concat(Odd is { } odd ? [odd] : []).Concat(LogTroubles);

    private IEnumerable<string> LogTroubles
    {
        get
        {
            if (Log?.Pending > Much)
                yield return string.Create(CultureInfo.InvariantCulture, $"at its last contact, {Log.Pending >> 20:N0} MB of its log had not been uploaded");
            if (Log?.LostFiles > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{Log.LostFiles:N0} files of its log ({Log.LostBytes >> 10:N0} KB) were deleted before they were uploaded");
        }
    }

    private static string Ago(TimeSpan? silence) => silence is { } time ? Duration.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Round(time.TotalSeconds)))) + " ago" : "never";
}
