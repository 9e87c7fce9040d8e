using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>Whether the disk has room for the decision log, as large as the settings let it become.</summary>
internal sealed class DiskCheck : IDoctorCheck
{
    private const long Little = 500L << 20;

    private readonly Func<string, long?> _free;

    public DiskCheck()
        : this(FreeAt)
    {
    }

    /// <param name="free">How many bytes this account may still write in a folder; null when that cannot be told.</param>
    internal DiskCheck(Func<string, long?> free) => _free = free;

    public DoctorArea Area => DoctorArea.Machine;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) => Task.FromResult<IReadOnlyList<DoctorFinding>>(
        visit.Settings is { Log.Enabled: true } settings && Look(settings, FilterEngine.LogDirectory(settings, visit.SettingsPath)) is { } finding ? [finding] : []);

    private DoctorFinding? Look(FilterSettings settings, string folder)
    {
        if (_free(Existing(folder)) is not { } free)
            return null;
        var missing = settings.Log.MaxDirectorySize - Used(folder);
        if (free >= Little && free >= missing)
            return null;
        var why = free < Little ? "" : $", and the log can still grow by {Size(missing)} (log.maxDirectorySize)";
        return new DoctorFinding("machine.diskSpace", Severity.Warning, folder, $"The disk that contains {folder} has only {Size(free)} left{why}.",
            "Free disk space, or lower log.maxDirectorySize. When the disk is full, decisions are not logged; mail is still filtered.");
    }

    private static string Existing(string folder)
    {
        var each = Path.GetFullPath(folder);
        while (!Directory.Exists(each) && Path.GetDirectoryName(each) is { Length: > 0 } above)
            each = above;
        return each;
    }

    private static long Used(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(LogFolder.Pattern).Sum(static file => file.Length) : 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return long.MaxValue; // this account may not look, so only what is certain is said
        }
    }

    private static long? FreeAt(string folder)
    {
        try
        {
            return new DriveInfo(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string Size(long bytes) => ByteSize.Format(bytes / (1 << 20) * (1 << 20));
}
