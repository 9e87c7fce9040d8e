using System;
using System.Globalization;

namespace IpBlock.Notices;

// What happens between this server and its fleet.
public static partial class LogMessages
{
    /// <summary>The fleet's database answers.</summary>
    public static Notice FleetReached(string name, bool hears) => hears
        ? new(335, NoticeLevel.Information, $"This server follows its fleet as {name}: it receives new versions of the settings immediately.")
        : new(
            335,
            NoticeLevel.Warning,
            $"This server follows its fleet as {name}, but notifications from the database do not reach it. A possible cause is PgBouncer with transaction pooling between this server and the database. This server checks for new versions of the settings every 30 seconds.");

    /// <summary>The fleet's database cannot be used.</summary>
    public static Notice FleetUnreachable(string why) =>
        new(336, NoticeLevel.Warning, $"The database of the fleet cannot be used: {why.TrimEnd('.')}. Mail is filtered with the current settings. IpBlock retries.");

    /// <summary>A version of the fleet's settings was taken.</summary>
    public static Notice FleetVersionTaken(int version, string author, string? comment) =>
        new(337, NoticeLevel.Information, $"Version {version.ToString(CultureInfo.InvariantCulture)} of the fleet's settings by {author} was applied{(comment is null ? "" : $": {comment}")}.");

    /// <summary>A version of the fleet's settings was not taken.</summary>
    public static Notice FleetVersionRefused(int version, string why) =>
        new(338, NoticeLevel.Error, $"Version {version.ToString(CultureInfo.InvariantCulture)} of the fleet's settings was not applied, and the settings are unchanged: {why.TrimEnd('.')}.");

    /// <summary>The settings of this server differ from the fleet's because they were changed here.</summary>
    public static Notice FleetLocalChanges(int count, string first, int version) => new(
        339,
        NoticeLevel.Warning,
        $"{Text(count)} settings of this server differ from version {version.ToString(CultureInfo.InvariantCulture)} of its fleet; the first is {first}. No newer version is applied until you decide: run ipblock fleet push, or ipblock fleet pull with --theirs, --ours or --merge.");

    /// <summary>A list is well here, and most other servers of the fleet say that it is not.</summary>
    public static Notice FleetDoubtsList(string list, int unfit, int others) => new(
        440,
        NoticeLevel.Information,
        $"{Text(unfit)} of {Text(others)} other servers of the fleet have suspended {list}, which is healthy on this server. It is probed now, and suspended only if the probes of this server also fail.");

    /// <summary>This server alone cannot use a list.</summary>
    public static Notice FleetOdd(string why) => new(441, NoticeLevel.Error, $"This server differs from its fleet: {why}.");

    /// <summary>That is over.</summary>
    public static Notice FleetOddNoMore() => new(442, NoticeLevel.Information, "This server can use the same lists as the other servers of its fleet again.");

    /// <summary>Health and evidence cannot be shared with the fleet.</summary>
    public static Notice FleetSharesNot(string why) => new(
        443,
        NoticeLevel.Warning,
        $"The health of the providers and the data about known good clients are not shared with the fleet: {why.TrimEnd('.')}. Each server uses its own data. Settings are still received. IpBlock retries.");

    /// <summary>The decision log goes up to the fleet's database.</summary>
    public static Notice FleetLogUploaded(string folder, bool withoutMailboxes) => new(
        346, NoticeLevel.Information, $"The decision log in {folder} is uploaded to the database of the fleet{(withoutMailboxes ? ", without senders and recipients" : "")}.");

    /// <summary>The decision log cannot go up.</summary>
    public static Notice FleetLogWaits(string folder, string why) => new(
        347, NoticeLevel.Warning, $"The decision log in {folder} cannot be uploaded to the database of the fleet: {why.TrimEnd('.')}. The files remain there, and IpBlock retries.");

    /// <summary>Files of the log are gone before they went up.</summary>
    public static Notice FleetLogLost(string folder, int files, long bytes) => new(
        348,
        NoticeLevel.Warning,
        $"{Text(files)} {(files == 1 ? "file" : "files")} of the decision log ({Text((int)Math.Min(int.MaxValue, (bytes + 1023) / 1024))} KB) in {folder} "
        + (files == 1 ? "was deleted before it was uploaded to the database of the fleet. Its" : "were deleted before they were uploaded to the database of the fleet. Their")
        + " decisions are missing from the database. If the database is unavailable for a long time, raise log.maxDirectorySize or log.maxAge.");

    /// <summary>Decisions are dated later than the database of the fleet takes them.</summary>
    public static Notice FleetLogAhead(string folder, int decisions) => new(
        349,
        NoticeLevel.Warning,
        $"{Text(decisions)} decisions in {folder} are dated more than a day ahead of the clock of the fleet's database and were not uploaded. Correct the clock of this server.");
}
