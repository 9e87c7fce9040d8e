using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor.Machine;
using IpBlock.Administration.InForce;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Reporting.State;

namespace IpBlock.Administration.Doctor.Lists;

/// <summary>The folder of fetched lists: whether the running service may write there. Where no service runs, nobody is known whose rights would matter.</summary>
internal sealed class FeedFolderCheck : IDoctorCheck
{
    private const int WriteAndSearch = 3;

    public DoctorArea Area => DoctorArea.Lists;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        IReadOnlyList<DoctorFinding> findings = [];
        if (LinuxFile.IsHere && visit.Settings is { } settings && settings.Lists.Any(static list => list is { Enabled: true, Url: not null })
            && LinuxFile.Status(LinuxFile.CurrentFolder, ListPlace.Directory(settings, visit.SettingsPath), follow: true) is { } folder)
        {
            findings = [.. from process in visit.ProcessesHere
                where process.State.Role == ProcessRole.Service && ServiceAccount.Of(process.State.ProcessId)?.May(folder, WriteAndSearch) == false
                select Unwritable(process.Name, ListPlace.Directory(settings, visit.SettingsPath))];
        }

        return Task.FromResult(findings);
    }

    private static DoctorFinding Unwritable(string process, string folder) => new("list.folder", Severity.Warning, folder,
        $"The {process} cannot write to {folder} (feeds.directory) and therefore cannot fetch lists.",
        "Grant the account of the service write access, or set feeds.directory to another folder, such as /var/lib/ipblock.");
}
