using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Notices;

/// <summary>
/// The wording of every notice, in one place and with fixed ids: 100 settings, 200 the log, 300 providers, 310 their health, 330 name servers, 335 the fleet, 340 lists in files, 346 the log of the fleet, 350 fetching them, 360 recipient policies, 370 deferred mail, 400 doors, 410 the service, 420 the clients, 430 notifications, 440 what the servers of a fleet tell each other.
/// It knows nothing of what it words: who tells hands in names, texts and counts.
/// The highest ids in use are 104, 205, 306, 324, 339, 345, 349, 354, 361, 371, 403, 418, 420, 432, 443; 434 is the event that a notification is in the Windows event log.
/// </summary>
public static partial class LogMessages
{
    /// <summary>New settings are in force.</summary>
    public static Notice SettingsLoaded(string path, int providers) =>
        new(100, NoticeLevel.Information, $"The settings of {path} are active: {providers.ToString(CultureInfo.InvariantCulture)} {(providers == 1 ? "provider" : "providers")} enabled.");

    /// <summary>The settings file was refused; one notice for each error.</summary>
    public static Notice SettingsRefused(string error, bool othersInForce) =>
        new(101, NoticeLevel.Error, error + (othersInForce ? " (the last valid settings remain active)" : " (every client is accepted until this is corrected)"));

    /// <summary>Settings could not be taken over for a reason that is not in the file.</summary>
    public static Notice SettingsFailed(Exception reason) =>
        new(102, NoticeLevel.Error, "The settings could not be applied: " + reason.Message);

    /// <summary>The settings file was broken or gone at the start, and those that were in force before are again.</summary>
    public static Notice SettingsRestored(string settingsPath, string path) =>
        new(103, NoticeLevel.Warning, $"{settingsPath} cannot be used. The last active settings, saved in {path}, are used until it is corrected.");

    /// <summary>The settings in force cannot be kept for a restart.</summary>
    public static Notice SettingsNotKept(string path, Exception reason) =>
        new(104, NoticeLevel.Warning, $"The active settings cannot be saved in {path} for a restart with an invalid settings file: {reason.Message} Grant write access to the account of the mail server or the service.");

    /// <summary>The decision log cannot be written.</summary>
    public static Notice LogUnwritable(string directory, Exception reason) =>
        new(200, NoticeLevel.Warning, $"Decisions cannot be logged in {directory}: {reason.Message} Filtering continues. Logging is retried in a few seconds.");

    /// <summary>The decision log is being written again.</summary>
    public static Notice LogWritableAgain(string directory, long lost) =>
        new(201, NoticeLevel.Information, $"Decisions are logged again in {directory}. {lost.ToString(CultureInfo.InvariantCulture)} were lost.");

    /// <summary>Decisions come faster than they can be written.</summary>
    public static Notice LogOverrun(long lost) =>
        new(202, NoticeLevel.Warning, $"Decisions arrive faster than the disk can write them: {lost.ToString(CultureInfo.InvariantCulture)} were not logged.");

    /// <summary>The key with which senders and recipients are to be hashed cannot be read or made.</summary>
    public static Notice NoMailboxKey(string directory, Exception reason) => new(
        205, NoticeLevel.Warning, $"Senders and recipients are omitted from the log in {directory}, because the key for hashing them can be neither read nor created: {reason.Message}");

    /// <summary>The decision log was closed before it could be written again.</summary>
    public static Notice LogClosedUnwritten(string directory, long lost) =>
        new(203, NoticeLevel.Warning, $"The log in {directory} was closed; {lost.ToString(CultureInfo.InvariantCulture)} decisions were not written to it.");

    /// <summary>What this process does cannot be written down.</summary>
    public static Notice StateUnwritable(string folder, Exception reason) => new(
        204,
        NoticeLevel.Warning,
        $"The state of this process cannot be written to {folder}: {reason.Message} Filtering continues, but ipblock status reports the process as not running. Grant write access to the account of the mail server or the service.");

    /// <summary>A list answered with an error code.</summary>
    public static Notice ProviderRefused(string name, bool isAllowList, string code, string why) =>
        new(300, NoticeLevel.Warning, $"Provider {name} answered {code}, which is an error code and not a listing; no client is {(isAllowList ? "allowed" : "rejected")} because of it: {why}.");

    /// <summary>A list did not answer in time.</summary>
    public static Notice ProviderLate(string name) =>
        new(301, NoticeLevel.Warning, $"Provider {name} did not answer in time. The verdict was made without it. If this continues, run ipblock provider test, and disable the provider if it is no longer in operation.");

    /// <summary>The name servers gave no answer about a list.</summary>
    public static Notice ProviderFailed(string name, string status) =>
        new(302, NoticeLevel.Warning, $"The name servers returned no answer for provider {name} ({status}). The verdict was made without it. Check the name servers and the lookup domain.");

    /// <summary>A list is in force whose zone is closed, emptied, parked, renamed or made for something else.</summary>
    public static Notice ProviderZone(string name, string zone, string what) => new(303, NoticeLevel.Warning, $"Provider {name} queries {zone}: {what}.");

    /// <summary>The file of zones beside the settings cannot be used.</summary>
    public static Notice ZonesRefused(string path, string why) => new(
        305,
        NoticeLevel.Warning,
        $"The table of zones that must not be queried cannot be read from {path}: {why}. The built-in table is used. Update the catalogue, or remove the file.");

    /// <summary>The file of zones beside the settings is in force.</summary>
    public static Notice ZonesLoaded(string path, int rows) => new(
        306,
        NoticeLevel.Information,
        $"The table of zones that must not be queried is active: {Text(rows)} {(rows == 1 ? "entry" : "entries")} from {path}, in addition to the built-in table.");

    /// <summary>A list that was suspended is asked again.</summary>
    public static Notice ProviderWell(string name, TimeSpan lasted) => new(310, NoticeLevel.Information, $"Provider {name} is healthy again and is queried again{After(lasted)}.");

    /// <summary>A list is slow no longer.</summary>
    public static Notice ProviderQuick(string name) => new(310, NoticeLevel.Information, $"Provider {name} answers at normal speed again.");

    /// <summary>A list is slow.</summary>
    public static Notice ProviderSlow(string name, string answered, string nextStep) => new(311, NoticeLevel.Warning, $"Provider {name} answers slowly{In(answered)}. {nextStep}");

    /// <summary>A list is suspended, because it does not answer.</summary>
    public static Notice ProviderSilent(string name, bool isAllowList, string answered, string nextStep) =>
        new(312, NoticeLevel.Warning, $"Provider {name} does not answer{In(answered)} and is suspended; {Without(isAllowList)}. {nextStep}");

    /// <summary>A list is suspended, because it refuses to answer.</summary>
    public static Notice ProviderRefuses(string name, bool isAllowList, string answered, string nextStep) =>
        new(313, NoticeLevel.Warning, $"Provider {name} refuses to answer{In(answered)} and is suspended; {Without(isAllowList)}. {nextStep}");

    /// <summary>A list is suspended, because it lists everybody.</summary>
    public static Notice ProviderListsWorld(string name, bool isAllowList, string answered, string nextStep)
    {
        var harmless = isAllowList ? "so it does not exempt any client from the block lists" : "so it does not reject any client";
        return new(314, NoticeLevel.Error, $"Provider {name} lists an address that no list may list{In(answered)} and is suspended, {harmless}; {Without(isAllowList)}. {nextStep}");
    }

    /// <summary>A list is suspended, because it lists nobody any more.</summary>
    public static Notice ProviderEmptied(string name, bool isAllowList, string answered, string nextStep) =>
        new(315, NoticeLevel.Warning, $"Provider {name} no longer lists any address{In(answered)} and is suspended; {Without(isAllowList)}. {nextStep}");

    /// <summary>A list is suspended, because there is none under its lookup domain.</summary>
    public static Notice ProviderGone(string name, bool isAllowList, string answered, string nextStep) =>
        new(316, NoticeLevel.Warning, $"Provider {name} no longer exists{In(answered)} and is suspended; {Without(isAllowList)}. {nextStep}");

    /// <summary>No list can be asked.</summary>
    public static Notice NameServersDown(string servers, string why) =>
        new(317, NoticeLevel.Error, $"No provider answers: {why}. The name servers ({servers}) or the Internet connection are down; the providers are not the cause. Connections do not wait. Check the name servers first.");

    /// <summary>The lists can be asked again.</summary>
    public static Notice NameServersBack(TimeSpan lasted) =>
        new(318, NoticeLevel.Information, $"The providers can be queried again{After(lasted)}.");

    /// <summary>A list lists clients in good standing.</summary>
    public static Notice ProviderBraked(string name, bool isOnlyReported, string why) => new(319, NoticeLevel.Error, isOnlyReported
        ? $"Provider {name} appears to be faulty: {why}. Its listings are reported and do not reject mail until it no longer lists these clients. If the listings are correct, set its brake to report."
        : $"Provider {name} appears to be faulty: {why}. It continues to reject these clients, because its brake is set to report.");

    /// <summary>A list is itself again.</summary>
    public static Notice ProviderReleased(string name) =>
        new(320, NoticeLevel.Information, $"Provider {name} no longer lists known good clients and rejects mail again.");

    /// <summary>What is known of the lists cannot be kept.</summary>
    public static Notice HealthUnwritable(string folder, Exception reason) =>
        new(321, NoticeLevel.Warning, $"The health of the providers cannot be saved in {folder}: {reason.Message} Until this is corrected, it is lost at each restart.");

    /// <summary>The watch over the lists met an error of its own.</summary>
    public static Notice HealthFailed(Exception reason) =>
        new(322, NoticeLevel.Error, $"An error occurred in the health monitoring of the providers; mail is still filtered: {reason}");

    /// <summary>A list leaves so many questions open that no more are asked.</summary>
    public static Notice ProviderBacklog(string name) => new(
        323,
        NoticeLevel.Warning,
        $"Provider {name} has many unanswered queries. Most connections are not checked against it and do not wait for it, so that the other providers continue to work. Normal queries resume when it answers again.");

    /// <summary>There was more to ask than this process can.</summary>
    public static Notice ResolverOverloaded(long lookups) => new(
        330,
        NoticeLevel.Error,
        $"{Text(lookups)} lookups could not be sent: this server has no free socket or buffer. The clients were not checked against all lists. The lists and the name servers are not the cause. Raise the limit of open files (LimitNOFILE), or find the program that uses too many of them.");

    /// <summary>An error of our own was caught at the edge.</summary>
    public static Notice ResolverFault(long faults, Exception last) =>
        new(331, NoticeLevel.Error, $"{Text(faults)} errors occurred in DNS lookups. Each affected at most one lookup, and mail is still filtered. Report the last one: {last}");

    /// <summary>The name servers of the system cannot be read.</summary>
    public static Notice NameServersUnknown(string why, bool othersInUse) => new(
        332,
        NoticeLevel.Error,
        $"The name servers of this server cannot be determined: {why} {(othersInUse ? "The previous ones are used" : "Until then no provider is queried; rules that need no lookup are active")}. IpBlock retries every two seconds.");

    /// <summary>The system has other name servers.</summary>
    public static Notice NameServersChanged(string servers) =>
        new(333, NoticeLevel.Information, $"The name servers of this server are now {servers}. They are used from now on.");

    /// <summary>The name servers take the lists' answers away.</summary>
    public static Notice AnswersStripped(string servers, string raw) => new(
        334,
        NoticeLevel.Error,
        $"The name servers ({servers}) remove addresses in 127.0.0.0/8 from answers (protection against DNS rebinding), so no client appears to be listed: {raw}. Exclude the lookup domains from this protection (dnsmasq: rebind-domain-ok=/<domain>/, unbound: private-domain: \"<domain>\"), or use other name servers.");

    /// <summary>A list's file has been read.</summary>
    public static Notice ListLoaded(string name, string path, int entries, int badLines, string? firstBadLine)
    {
        var bad = badLines == 0 ? "" : $" {Text(badLines)} invalid lines were skipped; the first is {firstBadLine}.";
        return new(340, NoticeLevel.Information, $"List {name} is active with {Text(entries)} entries from {path}.{bad}");
    }

    /// <summary>A list's file cannot be used.</summary>
    public static Notice ListRefused(string name, string path, string why, bool othersInForce) =>
        new(341, NoticeLevel.Error, $"List {name} cannot be used. {path}: {why}. {(othersInForce ? "The previous version remains active" : "Until this is corrected, the list contains no address")}.");

    /// <summary>A list's file is not there.</summary>
    public static Notice ListMissing(string name, string path, bool isFetched, bool othersInForce) => new(
        342,
        NoticeLevel.Warning,
        $"List {name}: the file {path} " + (othersInForce ? "no longer exists. The previous version remains active until the next restart. Restore the file, or remove the list."
            : isFetched ? "does not exist yet, so the list contains no address. The service fetches it; to fetch it now, run ipblock lists update."
            : "does not exist, so the list contains no address. Create the file, or correct its path."));

    /// <summary>A list has become too old.</summary>
    public static Notice ListSilent(string name, string refreshed) => new(
        343,
        NoticeLevel.Warning,
        $"List {name} has not been refreshed since {refreshed}, which is longer than its expiresAfter. It lists no address until it is refreshed.");

    /// <summary>A list that was too old has been refreshed.</summary>
    public static Notice ListHoldsAgain(string name) => new(344, NoticeLevel.Information, $"List {name} has been refreshed and is active again.");

    /// <summary>The lists' files could not be looked at for a reason that is not in them.</summary>
    public static Notice ListsFailed(Exception reason) => new(345, NoticeLevel.Error, "The lists could not be checked for changes; the current versions remain active: " + reason.Message);

    /// <summary>A list has been fetched.</summary>
    public static Notice FeedUpdated(string name, int entries) => new(350, NoticeLevel.Information, $"List {name} has been fetched: {Text(entries)} entries.");

    /// <summary>A list could not be fetched.</summary>
    public static Notice FeedFailed(string name, string why, string nextTry) =>
        new(351, NoticeLevel.Warning, $"List {name} could not be fetched: {why}. The existing version is kept. The next attempt is at {nextTry}.");

    /// <summary>A new version of a list was not taken over.</summary>
    public static Notice FeedHeld(string name, string why, string path) =>
        new(352, NoticeLevel.Error, $"A new version of list {name} is held back: {why}. The old version remains active. Examine {path}; to activate it, run ipblock lists update '{name}' --accept");

    /// <summary>A list that could not be fetched, or was held back, is well again.</summary>
    public static Notice FeedWellAgain(string name) => new(353, NoticeLevel.Information, $"List {name} is fetched successfully again.");

    /// <summary>Fetched lists cannot be kept.</summary>
    public static Notice FeedsUnwritable(string directory, Exception reason) =>
        new(354, NoticeLevel.Error, $"Lists cannot be fetched because {directory} cannot be written: {reason.Message} Grant write access to the account of the service, or set feeds.directory to another folder.");

    /// <summary>The recipients of a policy's file are in force.</summary>
    public static Notice RecipientsLoaded(string policy, string path, int recipients, string? firstBadLine)
    {
        var bad = firstBadLine is null ? "" : $" Invalid lines were skipped; the first is {firstBadLine}.";
        return new(360, NoticeLevel.Information, $"Recipient policy {policy} is active for {Text(recipients)} recipients from {path}.{bad}");
    }

    /// <summary>The file of a policy cannot be used.</summary>
    public static Notice RecipientsRefused(string policy, string path, string why, bool othersInForce) =>
        new(
            361,
            NoticeLevel.Error,
            $"The recipients of policy {policy} cannot be read from {path}: {why}. {(othersInForce ? "The previous recipients remain active" : "Until this is corrected, the file adds no recipients")}.");

    /// <summary>The file of deferred mail is damaged.</summary>
    public static Notice DeferredMailBroken(string path, string why) =>
        new(370, NoticeLevel.Warning, $"{path} cannot be used: {why}. A new file is created; mail that was deferred before may be deferred again.");

    /// <summary>Deferred mail cannot be kept on disk.</summary>
    public static Notice DeferredMailNotKept(string folder, Exception reason) =>
        new(
            371,
            NoticeLevel.Warning,
            $"The record of deferred mail cannot be saved in {folder}: {reason.Message} Until this is corrected, it is kept in memory only and is lost at a restart.");

    /// <summary>A door is up.</summary>
    public static Notice DoorOpened(string door, string version) =>
        new(400, NoticeLevel.Information, $"{door} {version} is ready.");

    /// <summary>A door met an error; the client was accepted.</summary>
    public static Notice DoorFailed(string where, Exception reason) =>
        new(401, NoticeLevel.Error, $"An error occurred in {where}, and a client was accepted without filtering: {reason}");

    /// <summary>The Windows service has ended by an error that nobody has foreseen.</summary>
    public static Notice ServiceDied(Exception reason) =>
        new(324, NoticeLevel.Error, $"The service ended because of an error; Windows restarts it: {reason}");

    /// <summary>A door could not start; every client is accepted.</summary>
    public static Notice DoorNotOpened(string door, Exception reason) =>
        new(402, NoticeLevel.Error, $"{door} could not start, and every client is accepted: {reason}");

    /// <summary>Notices came faster than they could be written.</summary>
    public static Notice NoticesLost(int count) =>
        new(403, NoticeLevel.Warning, $"{Text(count)} notices were lost because they could not be written fast enough. Check whether the disk, the event log or the journal is slow or full.");

    /// <summary>The service listens for mail servers, or for whoever watches over it.</summary>
    public static Notice DoorListens(string door, string where) =>
        new(410, NoticeLevel.Information, $"The {door} service listens on {where}.");

    /// <summary>The service could not listen where the settings say.</summary>
    public static Notice CannotListen(Exception reason) =>
        new(411, NoticeLevel.Error, $"The service could not start: {reason.Message} Set another address under service in the settings, or stop the program that uses this address.");

    /// <summary>The service ends because it was told to.</summary>
    public static Notice ServiceStopping() =>
        new(412, NoticeLevel.Information, "The service is stopping. It first answers the pending requests.");

    /// <summary>A mail server, or somebody else, has sent what is no request.</summary>
    public static Notice ProtocolBroken(string door, string from, string why) =>
        new(413, NoticeLevel.Warning, $"{door} received an invalid request from {from}: {why}. The connection was closed. Check that the client is a mail server and uses the correct port.");

    /// <summary>There are more connections than the settings allow.</summary>
    public static Notice DoorFull(string door, int limit, bool isForMail) =>
        new(414, NoticeLevel.Warning, $"The {door} service has {limit.ToString(CultureInfo.InvariantCulture)} connections, the limit. The connections that have been idle longest are closed, so that new ones can be accepted.{(isForMail ? " If the mail servers need so many connections, raise service.maxConnections." : "")}");

    /// <summary>The service met an error of its own.</summary>
    public static Notice ServiceFailed(string where, Exception reason, bool isDeferred) =>
        new(415, NoticeLevel.Error, $"An error occurred in {where}; the client was {(isDeferred ? "deferred" : "accepted without filtering")}: {reason}");

    /// <summary>All connections that the limit of open files allows are taken.</summary>
    public static Notice NoPlaces(int places) =>
        new(416, NoticeLevel.Warning, $"{Text(places)} connections are open, as many as the limit of open files allows. The connections that have been idle longest are closed, so that new ones can be accepted. If the mail servers need so many connections, raise the limit (LimitNOFILE in the systemd unit).");

    /// <summary>The kernel could not hand over a connection; it waits.</summary>
    public static Notice CannotAccept(string where, Exception reason) =>
        new(417, NoticeLevel.Error, $"A connection to {where} could not be accepted yet: {reason.Message}. This server or the process has reached its limit of open files, or has no free memory.");

    /// <summary>Something that runs by itself failed; it runs again.</summary>
    public static Notice TaskFailed(string task, Exception reason) =>
        new(418, NoticeLevel.Error, $"An error occurred in {task}; the task continues: {reason}");

    /// <summary>All clients have private addresses: the filter sees none from the internet.</summary>
    public static Notice OnlyPrivateClients(Address client, int connections) => new(
        420,
        NoticeLevel.Warning,
        $"The last {Text(connections)} connections came from private networks (the last from {client}), so no client was filtered. If this server receives mail from the Internet, a load balancer, NAT or container proxy"
            + " hides the client addresses: forward them (PROXY protocol, or host networking for a container). A server that receives only internal mail needs no filter.");

    /// <summary>Notifications cannot be sent on one way.</summary>
    public static Notice NotifyFailed(string channel, string problem) => new(
        430, NoticeLevel.Warning, $"Notifications by {channel} fail: {problem}. They are kept for three days and retried. To retry now, run ipblock notify test");

    /// <summary>Notifications can be sent again.</summary>
    public static Notice NotifyWellAgain(string channel) => new(431, NoticeLevel.Information, $"Notifications by {channel} are sent again.");

    /// <summary>What has been told of cannot be kept.</summary>
    public static Notice NotifyNotKept(string folder, Exception reason) =>
        new(432, NoticeLevel.Warning, $"Notifications cannot be saved in {folder}: {reason.Message} Until this is corrected, notifications may be lost, or sent twice after a restart.");

    // Without an allow list more is refused, without a block list less.
    private static string Without(bool isAllowList) => isAllowList ? "clients on it are checked against the block lists like any other client" : "mail is filtered without it";

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
