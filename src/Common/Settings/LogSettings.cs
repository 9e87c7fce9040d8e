using System;

namespace IpBlock.Settings;

/// <summary>The log of decisions.</summary>
[SettingObject("the log settings")]
public sealed class LogSettings
{
    /// <summary>False: decisions are not logged.</summary>
    [Setting("Whether decisions are logged. On, because the first question about a refused message is who refused it.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Where; null for a folder <c>log</c> beside the settings file. A relative one counts from the folder of the settings file.</summary>
    [Setting("The folder of the log files. A relative one counts from the folder of the settings file.", Default = "`log` beside the settings file", Min = "1", Max = "1000", IsPath = true)]
    public string? Directory { get; init; }

    /// <summary>A file that reaches this many bytes is closed and the next one begun.</summary>
    [Setting("A log file that reaches this size is closed and the next one begun. 10MB opens in any editor.", Min = "64KB", Max = "1GB")]
    public long MaxFileSize { get; init; } = 10L << 20;

    /// <summary>The oldest files are deleted when the folder holds more bytes than this.</summary>
    [Setting("The oldest log files are deleted when all together are larger than this. 400MB hold about 1.5 million decisions with what each of five lists said, as many as 250MB, the size of Exchange's own logs, held without that.", Min = "64KB", Max = "100GB")]
    public long MaxDirectorySize { get; init; } = 400L << 20;

    /// <summary>Files older than this are deleted.</summary>
    [Setting("Log files older than this are deleted. 30 days, because complaints come weeks later.", Min = "1d", Max = "3650d")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether accepted connections are logged too.</summary>
    [Setting("Whether accepted connections are logged too. On, so that \"why did this come through\" has an answer; turn it off where the log grows too fast.")]
    public bool Accepted { get; init; } = true;

    /// <summary>How senders and recipients are logged.</summary>
    [Setting("How senders and recipients stand in the log. `full`: as they are. `hashed`: as a hash with a key of this server, by which ipblock log --recipient still finds one that you name. `omitted`: not at all; then nobody can be told what became of his mail. Full, because that is the question that a log is there for.")]
    public LoggedMailboxes Mailboxes { get; init; } = LoggedMailboxes.Full;

    /// <summary>What of the log goes up to the database of the fleet that this server belongs to.</summary>
    [Setting("What the service of a server that belongs to a fleet uploads of the log: `off`, `full`, or `withoutMailboxes`: all but senders and recipients. Off, because whoever administers the fleet can read it then.")]
    public FleetLog Fleet { get; init; } = FleetLog.Off;

    /// <summary>Decisions older than this are deleted from the database of the fleet.</summary>
    [Setting("Decisions that are older are deleted from the database of the fleet, in whole days. Counts for all servers, from the newest version that is for all.", Min = "1d", Max = "3650d")]
    public TimeSpan FleetMaxAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How many bytes of its log a server may upload in a day.</summary>
    [Setting("What one server may upload in a day of UTC; what is beyond waits for the next day. 4GB are more than ten million decisions, and a server in wrong hands must not fill the database. Counts as `fleetMaxAge`.", Min = "1MB", Max = "1000GB")]
    public long FleetMaxPerDay { get; init; } = 4L << 30;
}
