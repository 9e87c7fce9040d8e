using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Import;
using IpBlock.Administration.InForce;
using IpBlock.Files;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>Who may read and change the settings file, by owner and mode; on Windows nothing is looked at.</summary>
internal sealed class RightsCheck : IDoctorCheck
{
    private const int OthersRead = 4;
    private const int OthersWrite = 2;
    private const int OthersSearch = 1;

    public DoctorArea Area => DoctorArea.Machine;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        var path = UnixFile.RealPath(visit.SettingsPath);
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(path is not null && Status(path) is { } file ? [.. Of(file, path, visit.Settings)] : []);
    }

    private static IEnumerable<DoctorFinding> Of(FileStatus file, string path, FilterSettings? settings)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        var isReachable = Folders(folder).All(static each => Status(each) is not { } status || (status.Rights & OthersSearch) != 0);
        if (isReachable && (file.Rights & OthersWrite) != 0)
            yield return DoctorFinding.Warning("machine.settingsWritable", path, $"Every account on this server can change {path}.", $"chmod o-w {path}");
        else if (isReachable && IsOpen(folder))
            yield return DoctorFinding.Warning("machine.settingsWritable", path, $"Every account on this server can write to {folder} and replace {path}.", $"chmod o-w {folder}");
        if (isReachable && (file.Rights & OthersRead) != 0 && settings is not null && LeftOutKeys.Of(settings) is { Count: > 0 } keys)
            yield return DoctorFinding.Warning("machine.settingsReadable", path,
                $"Every account on this server can read {path}, which contains keys or passwords: {string.Join(", ", keys)}.", $"chmod o-r {path}");
    }

    // With the sticky bit, as in /tmp, only the owner of a file may replace it.
    private static bool IsOpen(string folder) => Status(folder) is { } status && (status.Rights & OthersWrite) != 0 && (status.Mode & 0x200) == 0;

    private static IEnumerable<string> Folders(string folder)
    {
        for (var each = folder; each is { Length: > 0 }; each = Path.GetDirectoryName(each))
            yield return each;
    }

    private static FileStatus? Status(string path) => LinuxFile.IsHere ? LinuxFile.Status(LinuxFile.CurrentFolder, path, follow: true) : null;
}
