using System;

namespace IpBlock.Settings;

/// <summary>The log of decisions.</summary>
[SettingObject("the log settings")]
public sealed class LogSettings
{
    /// <summary>False: decisions are not logged.</summary>
    [Setting("Whether decisions are logged. On by default, so that you can find out why a message was rejected.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Where; null for a folder <c>log</c> beside the settings file. A relative one counts from the folder of the settings file.</summary>
    [Setting("The folder of the log files. A relative path starts at the folder of the settings file.", Default = "`log` in the folder of the settings file", Min = "1", Max = "1000", IsPath = true)]
    public string? Directory { get; init; }

    /// <summary>A file that reaches this many bytes is closed and the next one begun.</summary>
    [Setting("The maximum size of a log file; when it is reached, a new file is started. Any editor can open 10MB.", Min = "64KB", Max = "1GB")]
    public long MaxFileSize { get; init; } = 10L << 20;

    /// <summary>The oldest files are deleted when the folder holds more bytes than this.</summary>
    [Setting("The maximum size of all log files; the oldest are deleted first. 400MB hold about 1.5 million decisions with the answers of five lists.", Min = "64KB", Max = "100GB")]
    public long MaxDirectorySize { get; init; } = 400L << 20;

    /// <summary>Files older than this are deleted.</summary>
    [Setting("Log files older than this are deleted. 30 days by default, because complaints often arrive weeks later.", Min = "1d", Max = "3650d")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether accepted connections are logged too.</summary>
    [Setting("Whether accepted connections are also logged. On by default, so that you can find out why a message was accepted; turn it off if the log grows too fast.")]
    public bool Accepted { get; init; } = true;

    /// <summary>How senders and recipients are logged.</summary>
    [Setting("How senders and recipients are logged. `full`: unchanged. `hashed`: as a hash with a key of this server; ipblock log --recipient can still find an address that you enter. `omitted`: not at all; then you cannot find the decision about a message. Full by default, so that you can answer questions about a message.")]
    public LoggedMailboxes Mailboxes { get; init; } = LoggedMailboxes.Full;

    /// <summary>What of the log goes up to the database of the fleet that this server belongs to.</summary>
    [Setting("What the service of a server in a fleet uploads from the log: `off`, `full`, or `withoutMailboxes` (everything except senders and recipients). Off by default, because the administrators of the fleet can read it.")]
    public FleetLog Fleet { get; init; } = FleetLog.Off;

    /// <summary>Decisions older than this are deleted from the database of the fleet.</summary>
    [Setting("How long decisions are kept in the database of the fleet, in whole days; older decisions are deleted. Applies to all servers: the value in the newest version for all servers is used.", Min = "1d", Max = "3650d")]
    public TimeSpan FleetMaxAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How many bytes of its log a server may upload in a day.</summary>
    [Setting("The maximum that one server uploads in a day (UTC); the rest is uploaded the next day. 4GB are more than ten million decisions. The limit prevents a compromised server from filling the database. Applies to all servers, like `fleetMaxAge`.", Min = "1MB", Max = "1000GB")]
    public long FleetMaxPerDay { get; init; } = 4L << 30;
}
