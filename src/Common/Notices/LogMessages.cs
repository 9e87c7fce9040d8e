using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Notices;

/// <summary>
/// The wording of every notice, in one place and with fixed ids: 100 settings, 200 the log, 300 providers, 310 their health, 330 name servers, 335 the fleet, 340 lists in files, 346 the log of the fleet, 350 fetching them, 360 recipient policies, 370 deferred mail, 400 doors, 410 the service, 420 the clients, 430 notifications, 440 what the servers of a fleet tell each other.
/// It knows nothing of what it words: who tells hands in names, texts and counts.
/// The highest ids in use are 104, 205, 306, 324, 339, 345, 349, 354, 361, 371, 403, 418, 420, 432, 443; 434 is the event that a notification is in the Windows event log.
/// </summary>
public static class LogMessages
{
    /// <summary>New settings are in force.</summary>
    public static Notice SettingsLoaded(string path, int providers) =>
        new(100, NoticeLevel.Information, $"Settings of {path} are in force: {providers.ToString(CultureInfo.InvariantCulture)} {(providers == 1 ? "provider" : "providers")} enabled.");

    /// <summary>The settings file was refused; one notice for each error.</summary>
    public static Notice SettingsRefused(string error, bool othersInForce) =>
        new(101, NoticeLevel.Error, error + (othersInForce ? " (the last good settings stay in force)" : " (until this is mended every client is accepted)"));

    /// <summary>Settings could not be taken over for a reason that is not in the file.</summary>
    public static Notice SettingsFailed(Exception reason) =>
        new(102, NoticeLevel.Error, "The settings could not be taken over: " + reason.Message);

    /// <summary>The settings file was broken or gone at the start, and those that were in force before are again.</summary>
    public static Notice SettingsRestored(string settingsPath, string path) =>
        new(103, NoticeLevel.Warning, $"{settingsPath} cannot be used: the settings that were last in force, kept in {path}, are in force again until it is mended.");

    /// <summary>The settings in force cannot be kept for a restart.</summary>
    public static Notice SettingsNotKept(string path, Exception reason) =>
        new(104, NoticeLevel.Warning, $"The settings in force cannot be kept in {path} for a restart with a broken settings file: {reason.Message} Let the account that the mail server or the service runs as write there.");

    /// <summary>The decision log cannot be written.</summary>
    public static Notice LogUnwritable(string directory, Exception reason) =>
        new(200, NoticeLevel.Warning, $"Decisions cannot be logged in {directory}: {reason.Message} Filtering goes on; the next try is in a few seconds.");

    /// <summary>The decision log is being written again.</summary>
    public static Notice LogWritableAgain(string directory, long lost) =>
        new(201, NoticeLevel.Information, $"Decisions are logged in {directory} again; {lost.ToString(CultureInfo.InvariantCulture)} were lost.");

    /// <summary>Decisions come faster than they can be written.</summary>
    public static Notice LogOverrun(long lost) =>
        new(202, NoticeLevel.Warning, $"Decisions come faster than the disk takes them: {lost.ToString(CultureInfo.InvariantCulture)} were not logged.");

    /// <summary>The key with which senders and recipients are to be hashed cannot be read or made.</summary>
    public static Notice NoMailboxKey(string directory, Exception reason) => new(
        205, NoticeLevel.Warning, $"Senders and recipients are left out of the log in {directory}, because the key to hash them with can be neither read nor written: {reason.Message}");

    /// <summary>The decision log was closed before it could be written again.</summary>
    public static Notice LogClosedUnwritten(string directory, long lost) =>
        new(203, NoticeLevel.Warning, $"The log in {directory} was closed; {lost.ToString(CultureInfo.InvariantCulture)} decisions could not be written to it.");

    /// <summary>What this process does cannot be written down.</summary>
    public static Notice StateUnwritable(string folder, Exception reason) => new(
        204,
        NoticeLevel.Warning,
        $"The state of this process cannot be written in {folder}: {reason.Message} Filtering goes on, but ipblock status reports the process as not running. Let the account that the mail server or the service runs as write there.");

    /// <summary>A list answered with an error code.</summary>
    public static Notice ProviderRefused(string name, bool isAllowList, string code, string why) =>
        new(300, NoticeLevel.Warning, $"Provider {name} answered {code}, which is no listing and {(isAllowList ? "allows" : "refuses")} nobody: {why}.");

    /// <summary>A list did not answer in time.</summary>
    public static Notice ProviderLate(string name) =>
        new(301, NoticeLevel.Warning, $"Provider {name} did not answer in time; the verdict was made without it. If this goes on, test it, and disable it when it is dead.");

    /// <summary>The name servers gave no answer about a list.</summary>
    public static Notice ProviderFailed(string name, string status) =>
        new(302, NoticeLevel.Warning, $"The name servers gave no answer for provider {name} ({status}); the verdict was made without it. Check the name servers and the lookup domain.");

    /// <summary>A list is in force whose zone is closed, emptied, parked, renamed or made for something else.</summary>
    public static Notice ProviderZone(string name, string zone, string what) => new(303, NoticeLevel.Warning, $"Provider {name} asks {zone}: {what}.");

    /// <summary>The file of zones beside the settings cannot be used.</summary>
    public static Notice ZonesRefused(string path, string why) => new(
        305,
        NoticeLevel.Warning,
        $"The zones that should not be asked cannot be read from {path}: {why}. Those of the program hold. Update the catalogue, or remove the file.");

    /// <summary>The file of zones beside the settings is in force.</summary>
    public static Notice ZonesLoaded(string path, int rows) => new(
        306,
        NoticeLevel.Information,
        $"Zones that should not be asked: {Text(rows)} {(rows == 1 ? "entry" : "entries")} of {path} in force, over those of the program.");

    /// <summary>A list that was suspended is asked again.</summary>
    public static Notice ProviderWell(string name, TimeSpan lasted) => new(310, NoticeLevel.Information, $"Provider {name} is well again and is asked again{After(lasted)}.");

    /// <summary>A list is slow no longer.</summary>
    public static Notice ProviderQuick(string name) => new(310, NoticeLevel.Information, $"Provider {name} answers as quickly as it should again.");

    /// <summary>A list is slow.</summary>
    public static Notice ProviderSlow(string name, string answered, string nextStep) => new(311, NoticeLevel.Warning, $"Provider {name} answers slowly{In(answered)}. {nextStep}");

    /// <summary>A list is suspended, because it does not answer.</summary>
    public static Notice ProviderSilent(string name, bool isAllowList, string answered, string nextStep) =>
        new(312, NoticeLevel.Warning, $"Provider {name} does not answer{In(answered)} and is not asked for now; {Without(isAllowList)}. {nextStep}");

    /// <summary>A list is suspended, because it refuses to answer.</summary>
    public static Notice ProviderRefuses(string name, bool isAllowList, string answered, string nextStep) =>
        new(313, NoticeLevel.Warning, $"Provider {name} refuses to answer{In(answered)} and is not asked for now; {Without(isAllowList)}. {nextStep}");

    /// <summary>A list is suspended, because it lists everybody.</summary>
    public static Notice ProviderListsWorld(string name, bool isAllowList, string answered, string nextStep)
    {
        var harmless = isAllowList ? "so that it allows nobody past the block lists" : "so that it refuses nobody";
        return new(314, NoticeLevel.Error, $"Provider {name} lists what no list may list{In(answered)} and is not asked for now, {harmless}; {Without(isAllowList)}. {nextStep}");
    }

    /// <summary>A list is suspended, because it lists nobody any more.</summary>
    public static Notice ProviderEmptied(string name, bool isAllowList, string answered, string nextStep) =>
        new(315, NoticeLevel.Warning, $"Provider {name} lists nobody any more{In(answered)} and is not asked for now; {Without(isAllowList)}. {nextStep}");

    /// <summary>A list is suspended, because there is none under its lookup domain.</summary>
    public static Notice ProviderGone(string name, bool isAllowList, string answered, string nextStep) =>
        new(316, NoticeLevel.Warning, $"Provider {name} does not exist any more{In(answered)} and is not asked for now; {Without(isAllowList)}. {nextStep}");

    /// <summary>No list can be asked.</summary>
    public static Notice NameServersDown(string servers, string why) =>
        new(317, NoticeLevel.Error, $"No list answers: {why}. The name servers ({servers}) or the line to the Internet are down; no list is to blame. Connections do not wait for it. Check the name servers first.");

    /// <summary>The lists can be asked again.</summary>
    public static Notice NameServersBack(TimeSpan lasted) =>
        new(318, NoticeLevel.Information, $"The lists can be asked again{After(lasted)}.");

    /// <summary>A list lists clients in good standing.</summary>
    public static Notice ProviderBraked(string name, bool isOnlyReported, string why) => new(319, NoticeLevel.Error, isOnlyReported
        ? $"Provider {name} looks as if it had gone bad: {why}. Its listings are only reported, and refuse nobody, until it is itself again. If they are right, set its brake to report."
        : $"Provider {name} looks as if it had gone bad: {why}. It goes on refusing them, because its brake is set to report.");

    /// <summary>A list is itself again.</summary>
    public static Notice ProviderReleased(string name) =>
        new(320, NoticeLevel.Information, $"Provider {name} lists clients in good standing no longer and may refuse again.");

    /// <summary>What is known of the lists cannot be kept.</summary>
    public static Notice HealthUnwritable(string folder, Exception reason) =>
        new(321, NoticeLevel.Warning, $"The state of the lists cannot be kept in {folder}: {reason.Message} Until that is mended a restart forgets which lists are dead.");

    /// <summary>The watch over the lists met an error of its own.</summary>
    public static Notice HealthFailed(Exception reason) =>
        new(322, NoticeLevel.Error, $"An error in the watch over the lists; mail is filtered all the same: {reason}");

    /// <summary>A list leaves so many questions open that no more are asked.</summary>
    public static Notice ProviderBacklog(string name) => new(
        323,
        NoticeLevel.Warning,
        $"Provider {name} leaves many questions unanswered: most connections are not checked against it and do not wait for it, so that the other lists go on working. It is asked as before when it answers again.");

    /// <summary>There was more to ask than this process can.</summary>
    public static Notice ResolverOverloaded(long lookups) => new(
        330,
        NoticeLevel.Error,
        $"{Text(lookups)} lookups could not be made: this server has no socket or room left for them, and those clients were not checked against all lists. No list and no name server is to blame. Raise the limit of open files (LimitNOFILE), or look what holds so many.");

    /// <summary>An error of our own was caught at the edge.</summary>
    public static Notice ResolverFault(long faults, Exception last) =>
        new(331, NoticeLevel.Error, $"{Text(faults)} errors in asking name servers; each cost one lookup at the most and mail is filtered all the same. Please report the last: {last}");

    /// <summary>The name servers of the system cannot be read.</summary>
    public static Notice NameServersUnknown(string why, bool othersInUse) => new(
        332,
        NoticeLevel.Error,
        $"The name servers of this machine cannot be found out: {why} {(othersInUse ? "Those that were known are asked" : "Until they are, no list is asked; rules that need no lookup are in force")}. It is tried again every two seconds.");

    /// <summary>The system has other name servers.</summary>
    public static Notice NameServersChanged(string servers) =>
        new(333, NoticeLevel.Information, $"The name servers of this machine are now {servers}; they are asked from now on.");

    /// <summary>The name servers take the lists' answers away.</summary>
    public static Notice AnswersStripped(string servers, string raw) => new(
        334,
        NoticeLevel.Error,
        $"The name servers ({servers}) take addresses in 127.0.0.0/8 out of answers (protection against DNS rebinding), so that nobody is listed: {raw}. Except the lookup domains from it (dnsmasq: rebind-domain-ok=/<domain>/, unbound: private-domain: \"<domain>\"), or ask other name servers.");

    /// <summary>The fleet's database answers.</summary>
    public static Notice FleetReached(string name, bool hears) => hears
        ? new(335, NoticeLevel.Information, $"This server follows its fleet as {name}: new versions of the settings reach it at once.")
        : new(
            335,
            NoticeLevel.Warning,
            $"This server follows its fleet as {name}, but notifications do not reach it (PgBouncer with transaction pooling in front of the database?). New versions of the settings are looked for every 30 seconds.");

    /// <summary>The fleet's database cannot be used.</summary>
    public static Notice FleetUnreachable(string why) =>
        new(336, NoticeLevel.Warning, $"The fleet cannot be followed: {why.TrimEnd('.')}. Mail is filtered with the settings that are here, and it is tried again.");

    /// <summary>A version of the fleet's settings was taken.</summary>
    public static Notice FleetVersionTaken(int version, string author, string? comment) =>
        new(337, NoticeLevel.Information, $"Version {version.ToString(CultureInfo.InvariantCulture)} of the fleet's settings by {author} was taken{(comment is null ? "" : $": {comment}")}.");

    /// <summary>A version of the fleet's settings was not taken.</summary>
    public static Notice FleetVersionRefused(int version, string why) =>
        new(338, NoticeLevel.Error, $"Version {version.ToString(CultureInfo.InvariantCulture)} of the fleet's settings was not taken, and the settings stay as they are: {why.TrimEnd('.')}.");

    /// <summary>The settings of this server differ from the fleet's because they were changed here.</summary>
    public static Notice FleetLocalChanges(int count, string first, int version) => new(
        339,
        NoticeLevel.Warning,
        $"{Text(count)} settings of this server differ from version {version.ToString(CultureInfo.InvariantCulture)} of its fleet, the first is {first}. No newer version is taken until you choose: ipblock fleet push, or pull with --theirs, --ours or --merge.");

    /// <summary>A list is well here, and most other servers of the fleet say that it is not.</summary>
    public static Notice FleetDoubtsList(string list, int unfit, int others) => new(
        440,
        NoticeLevel.Information,
        $"{Text(unfit)} of {Text(others)} other servers of the fleet do not ask {list}, which is well here. It is probed now; it is suspended only if this server's own probes fail as well.");

    /// <summary>This server alone cannot use a list.</summary>
    public static Notice FleetOdd(string why) => new(441, NoticeLevel.Error, $"This server compared with its fleet: {why}.");

    /// <summary>That is over.</summary>
    public static Notice FleetOddNoMore() => new(442, NoticeLevel.Information, "This server uses the same lists as the others of its fleet again.");

    /// <summary>Health and evidence cannot be shared with the fleet.</summary>
    public static Notice FleetSharesNot(string why) => new(
        443,
        NoticeLevel.Warning,
        $"The health of the lists and evidence about clients are not shared with the fleet: {why.TrimEnd('.')}. Each server goes by what it sees itself; the settings come as usual, and it is tried again.");

    /// <summary>A list's file has been read.</summary>
    public static Notice ListLoaded(string name, string path, int entries, int badLines, string? firstBadLine)
    {
        var bad = badLines == 0 ? "" : $" {Text(badLines)} lines are not understood and left out, the first is {firstBadLine}.";
        return new(340, NoticeLevel.Information, $"List {name} is in force with {Text(entries)} entries of {path}.{bad}");
    }

    /// <summary>A list's file cannot be used.</summary>
    public static Notice ListRefused(string name, string path, string why, bool othersInForce) =>
        new(341, NoticeLevel.Error, $"List {name} cannot be used as it is in {path}: {why}. {(othersInForce ? "What it was before stays in force" : "Until this is mended it lists nobody")}.");

    /// <summary>A list's file is not there.</summary>
    public static Notice ListMissing(string name, string path, bool isFetched, bool othersInForce) => new(
        342,
        NoticeLevel.Warning,
        $"List {name} has no file {path}" + (othersInForce ? " any more. What it was before stays in force until the next restart. Put the file back, or remove the list."
            : isFetched ? " yet, so it lists nobody. The service fetches it, or: ipblock lists update." : ", so it lists nobody. Put the file there, or mend its path."));

    /// <summary>A list has become too old.</summary>
    public static Notice ListSilent(string name, string refreshed) => new(
        343,
        NoticeLevel.Warning,
        $"List {name} has not been refreshed since {refreshed}, longer than its expiresAfter: it lists nobody until it is.");

    /// <summary>A list that was too old has been refreshed.</summary>
    public static Notice ListHoldsAgain(string name) => new(344, NoticeLevel.Information, $"List {name} has been refreshed and is in force again.");

    /// <summary>The lists' files could not be looked at for a reason that is not in them.</summary>
    public static Notice ListsFailed(Exception reason) => new(345, NoticeLevel.Error, "The lists could not be looked at; they stay as they were: " + reason.Message);

    /// <summary>The decision log goes up to the fleet's database.</summary>
    public static Notice FleetLogUploaded(string folder, bool withoutMailboxes) => new(
        346, NoticeLevel.Information, $"The decision log in {folder} is uploaded to the database of the fleet{(withoutMailboxes ? ", without senders and recipients" : "")}.");

    /// <summary>The decision log cannot go up.</summary>
    public static Notice FleetLogWaits(string folder, string why) => new(
        347, NoticeLevel.Warning, $"The decision log in {folder} cannot be uploaded to the database of the fleet: {why.TrimEnd('.')}. Its files wait there, and it is tried again.");

    /// <summary>Files of the log are gone before they went up.</summary>
    public static Notice FleetLogLost(string folder, int files, long bytes) => new(
        348,
        NoticeLevel.Warning,
        $"{Text(files)} {(files == 1 ? "file" : "files")} of the decision log with {Text((int)Math.Min(int.MaxValue, (bytes + 1023) / 1024))} KB were deleted in {folder} before they were uploaded to the database of the fleet. "
        + "Their decisions are missing there. Raise log.maxDirectorySize or log.maxAge if the database is away for long.");

    /// <summary>Decisions are dated later than the database of the fleet takes them.</summary>
    public static Notice FleetLogAhead(string folder, int decisions) => new(
        349,
        NoticeLevel.Warning,
        $"{Text(decisions)} decisions in {folder} are dated later than tomorrow by the clock of the fleet's database, and were not uploaded. Set the clock of this server.");

    /// <summary>A list has been fetched.</summary>
    public static Notice FeedUpdated(string name, int entries) => new(350, NoticeLevel.Information, $"List {name} has been fetched: {Text(entries)} entries.");

    /// <summary>A list could not be fetched.</summary>
    public static Notice FeedFailed(string name, string why, string nextTry) =>
        new(351, NoticeLevel.Warning, $"List {name} could not be fetched: {why}. What there is of it stays; the next try is at {nextTry}.");

    /// <summary>A new version of a list was not taken over.</summary>
    public static Notice FeedHeld(string name, string why, string path) =>
        new(352, NoticeLevel.Error, $"A new version of list {name} is held back: {why}. The old one stays. Look at {path}; to take it: ipblock lists update '{name}' --accept");

    /// <summary>A list that could not be fetched, or was held back, is well again.</summary>
    public static Notice FeedWellAgain(string name) => new(353, NoticeLevel.Information, $"List {name} is fetched as it should be again.");

    /// <summary>Fetched lists cannot be kept.</summary>
    public static Notice FeedsUnwritable(string directory, Exception reason) =>
        new(354, NoticeLevel.Error, $"Lists cannot be fetched because {directory} cannot be written: {reason.Message} Let the service write there, or set feeds.directory to where it may.");

    /// <summary>The recipients of a policy's file are in force.</summary>
    public static Notice RecipientsLoaded(string policy, string path, int recipients, string? firstBadLine)
    {
        var bad = firstBadLine is null ? "" : $" Lines that are not understood are left out; the first is {firstBadLine}.";
        return new(360, NoticeLevel.Information, $"Recipient policy {policy} is in force for {Text(recipients)} recipients of {path}.{bad}");
    }

    /// <summary>The file of a policy cannot be used.</summary>
    public static Notice RecipientsRefused(string policy, string path, string why, bool othersInForce) =>
        new(
            361,
            NoticeLevel.Error,
            $"The recipients of policy {policy} cannot be read from {path}: {why}. {(othersInForce ? "Those it had before stay" : "Until this is corrected, the file adds none")}.");

    /// <summary>The file of deferred mail is damaged.</summary>
    public static Notice DeferredMailBroken(string path, string why) =>
        new(370, NoticeLevel.Warning, $"{path} cannot be used: {why}. A new file is started; mail that was deferred before may be deferred once more.");

    /// <summary>Deferred mail cannot be kept on disk.</summary>
    public static Notice DeferredMailNotKept(string folder, Exception reason) =>
        new(
            371,
            NoticeLevel.Warning,
            $"Deferred mail cannot be kept in {folder}: {reason.Message} Until this is corrected, it is kept in memory only, and a restart loses it.");

    /// <summary>A door is up.</summary>
    public static Notice DoorOpened(string door, string version) =>
        new(400, NoticeLevel.Information, $"{door} {version} is ready.");

    /// <summary>A door met an error; the client was accepted.</summary>
    public static Notice DoorFailed(string where, Exception reason) =>
        new(401, NoticeLevel.Error, $"An error in {where} let a client through unfiltered: {reason}");

    /// <summary>The Windows service has ended by an error that nobody has foreseen.</summary>
    public static Notice ServiceDied(Exception reason) =>
        new(324, NoticeLevel.Error, $"The service has ended because of an error; Windows starts it again: {reason}");

    /// <summary>A door could not start; every client is accepted.</summary>
    public static Notice DoorNotOpened(string door, Exception reason) =>
        new(402, NoticeLevel.Error, $"{door} could not start, and every client is accepted: {reason}");

    /// <summary>Notices came faster than they could be written.</summary>
    public static Notice NoticesLost(int count) =>
        new(403, NoticeLevel.Warning, $"{Text(count)} notices were lost: they came faster than they could be written. Look whether the disk, the event log or the journal is slow or full.");

    /// <summary>The service listens for mail servers, or for whoever watches over it.</summary>
    public static Notice DoorListens(string door, string where) =>
        new(410, NoticeLevel.Information, $"The {door} door listens at {where}.");

    /// <summary>The service could not listen where the settings say.</summary>
    public static Notice CannotListen(Exception reason) =>
        new(411, NoticeLevel.Error, $"The service could not start: {reason.Message} Give it another address under service in the settings, or end the program that has this one.");

    /// <summary>The service ends because it was told to.</summary>
    public static Notice ServiceStopping() =>
        new(412, NoticeLevel.Information, "The service stops: what has been asked is answered first.");

    /// <summary>A mail server, or somebody else, has sent what is no request.</summary>
    public static Notice ProtocolBroken(string door, string from, string why) =>
        new(413, NoticeLevel.Warning, $"{door} got a request from {from} that it cannot read: {why}. The connection was closed. Is it a mail server, and the right port?");

    /// <summary>There are more connections than the settings allow.</summary>
    public static Notice DoorFull(string door, int limit, bool isForMail) =>
        new(414, NoticeLevel.Warning, $"The {door} door has {limit.ToString(CultureInfo.InvariantCulture)} connections, and those idle longest are closed for new ones.{(isForMail ? " If mail servers have that many processes, raise service.maxConnections." : "")}");

    /// <summary>The service met an error of its own.</summary>
    public static Notice ServiceFailed(string where, Exception reason, bool isDeferred) =>
        new(415, NoticeLevel.Error, $"An error in {where}; the client was {(isDeferred ? "asked to come again" : "let through unfiltered")}: {reason}");

    /// <summary>All connections that the limit of open files allows are taken.</summary>
    public static Notice NoPlaces(int places) =>
        new(416, NoticeLevel.Warning, $"{Text(places)} connections are open, as many as the limit of open files allows, and those idle longest are closed for new ones. If mail servers have that many processes, raise the limit (LimitNOFILE in the systemd unit).");

    /// <summary>The kernel could not hand over a connection; it waits.</summary>
    public static Notice CannotAccept(string where, Exception reason) =>
        new(417, NoticeLevel.Error, $"A connection at {where} could not be accepted, and waits: {reason.Message}. The machine or the process is out of open files or memory.");

    /// <summary>Something that runs by itself failed; it runs again.</summary>
    public static Notice TaskFailed(string task, Exception reason) =>
        new(418, NoticeLevel.Error, $"An error in {task}, which goes on: {reason}");

    /// <summary>All clients have private addresses: the filter sees none from the internet.</summary>
    public static Notice OnlyPrivateClients(Address client, int connections) => new(
        420,
        NoticeLevel.Warning,
        $"The last {Text(connections)} connections all came from private networks, this one from {client}, so nothing was filtered. If mail from the internet comes in here, a load balancer, NAT or container proxy"
            + " hides the clients: pass their addresses on (PROXY protocol, or host networking for a container). A server that only takes mail of its own site needs no filter.");

    /// <summary>Notifications cannot be sent on one way.</summary>
    public static Notice NotifyFailed(string channel, string problem) => new(
        430, NoticeLevel.Warning, $"Notifications by {channel} fail: {problem}. They are kept for three days and tried again. To try at once: ipblock notify test");

    /// <summary>Notifications can be sent again.</summary>
    public static Notice NotifyWellAgain(string channel) => new(431, NoticeLevel.Information, $"Notifications by {channel} are sent again.");

    /// <summary>What has been told of cannot be kept.</summary>
    public static Notice NotifyNotKept(string folder, Exception reason) =>
        new(432, NoticeLevel.Warning, $"Notifications cannot be kept in {folder}: {reason.Message} Until this is corrected, none may be sent, or some twice after a restart.");

    // Without an allow list more is refused, without a block list less.
    private static string Without(bool isAllowList) => isAllowList ? "clients on it are checked against the block lists like all others" : "mail goes on without it";

    private static string In(string answered) => answered.Length > 0 ? $" ({answered})" : "";

    private static string After(TimeSpan lasted)
    {
        if (lasted < TimeSpan.FromSeconds(1))
            return "";
        var text = lasted < TimeSpan.FromMinutes(2) ? $"{Number(lasted.TotalSeconds)} seconds"
            : lasted < TimeSpan.FromHours(2) ? $"{Number(lasted.TotalMinutes)} minutes"
            : lasted < TimeSpan.FromDays(2) ? $"{Number(lasted.TotalHours)} hours" : $"{Number(lasted.TotalDays)} days";
        return " after " + text;
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
