using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Files;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>Whether systemd starts the service when the machine starts. Looked at by the files alone, and only for the settings that the unit uses.</summary>
internal sealed class UnitCheck : IDoctorCheck
{
    private const string UnitSettings = "/etc/ipblock/ipblock.json";
    private const string Enabled = "/etc/systemd/system/multi-user.target.wants/ipblock.service";

    private static readonly string[] Units =
        ["/etc/systemd/system/ipblock.service", "/usr/lib/systemd/system/ipblock.service", "/lib/systemd/system/ipblock.service"];

    public DoctorArea Area => DoctorArea.Machine;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        var isHere = string.Equals(visit.SettingsPath, visit.Place(UnitSettings), StringComparison.Ordinal) && Directory.Exists(visit.Place("/run/systemd/system"));
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(isHere && Units.Any(unit => IsThere(visit.Place(unit))) && !IsThere(visit.Place(Enabled))
            ? [new DoctorFinding("machine.unitDisabled", Severity.Warning, "ipblock.service",
                "The service ipblock does not start automatically, so no client is filtered after the next restart of this server.", "systemctl enable ipblock")]
            : []);
    }

    // A link that leads nowhere, seen from here, is there all the same.
    private static bool IsThere(string path) => File.Exists(path) || LinuxFile.IsHere && LinuxFile.Status(LinuxFile.CurrentFolder, path) is not null;
}
