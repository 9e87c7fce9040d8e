using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>The clock: behind times that this machine has written itself, or kept right by nobody that the kernel knows of.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    // A file server's clock may run a little ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly Func<bool?> _isKept;

    public ClockCheck()
        : this(KernelClock.IsKept)
    {
    }

    /// <param name="isKept">Whether something keeps the clock right; null when that cannot be told.</param>
    internal ClockCheck(Func<bool?> isKept) => _isKept = isKept;

    public DoctorArea Area => DoctorArea.Machine;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) => Task.FromResult<IReadOnlyList<DoctorFinding>>([.. Look(visit)]);

    private IEnumerable<DoctorFinding> Look(DoctorVisit visit)
    {
        var now = visit.Clock.UtcNow;
        if (Written(visit.SettingsPath) is { } written && written - now > Ahead)
            yield return new DoctorFinding("machine.clockBehind", Severity.Warning, "",
                $"The clock of this server shows {Times.Local(now)}, but {visit.SettingsPath} was written at {Times.Local(written)}. The clock is slow, or was fast earlier. "
                    + "Entries and lists expire at the wrong time, and times in the log are wrong.", "Set the clock, and synchronize it with a time service such as chrony.");
        else if (_isKept() == false)
            yield return new DoctorFinding("machine.clockUnkept", Severity.Well, "",
                "The clock is not synchronized by a time service.", "Install chrony or systemd-timesyncd, unless the clock of this virtual machine is set by its host.");
    }

    private static DateTimeOffset? Written(string path)
    {
        try
        {
            return File.Exists(path) ? new DateTimeOffset(File.GetLastWriteTimeUtc(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
