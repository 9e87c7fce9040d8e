using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.Doctor.Machine;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>All checks of the doctor, on a machine that a test describes in place of the one on which it runs.</summary>
internal static class Machine
{
    private const long RoomEnough = 10L << 30;
    private const int FilesEnough = 65536;

    public static IReadOnlyList<IDoctorCheck> Checks => ChecksOn(static _ => RoomEnough, static () => true, static _ => FilesEnough);

    public static IReadOnlyList<IDoctorCheck> ChecksOn(Func<string, long?> free, Func<bool?> isClockKept, Func<int, int?> openFiles) =>
    [
        .. HealthDoctor.AllChecks().Where(static check => check is not (DiskCheck or ClockCheck or OpenFilesCheck)),
        new DiskCheck(free), new ClockCheck(isClockKept), new OpenFilesCheck(openFiles),
    ];
}
