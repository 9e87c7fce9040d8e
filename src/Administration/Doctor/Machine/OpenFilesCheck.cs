using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Files;
using IpBlock.Reporting.State;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>How many files the running service may have open, which is less than the connections that its settings let it hold.</summary>
internal sealed class OpenFilesCheck : IDoctorCheck
{
    private readonly Func<int, int?> _limit;

    public OpenFilesCheck()
        : this(LimitOf)
    {
    }

    /// <param name="limit">The limit of a process; null when that cannot be told.</param>
    internal OpenFilesCheck(Func<int, int?> limit) => _limit = limit;

    public DoctorArea Area => DoctorArea.Machine;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) => Task.FromResult<IReadOnlyList<DoctorFinding>>(
        visit.Settings is { Service.MaxConnections: var wanted } ? [.. visit.ProcessesHere.Select(process => Look(process, wanted)).OfType<DoctorFinding>()] : []);

    private DoctorFinding? Look(RunningProcess process, int wanted) =>
        process.State.Role == ProcessRole.Service && _limit(process.State.ProcessId) is { } limit && limit - KeptBack(limit) < wanted
            ? new DoctorFinding("machine.openFiles", Severity.Warning, process.Name,
                $"The {process.Name} can have {Times.Count(limit, "file", "files")} open, but service.maxConnections is {wanted.ToString("N0", CultureInfo.InvariantCulture)}: "
                    + "the service closes idle connections of mail servers before service.maxConnections is reached.",
                "Raise LimitNOFILE of the unit (ulimit -n), or lower service.maxConnections.")
            : null;

    // As the service does: the rest is for lists, logs and name servers (docs/service.md, Limits).
    private static int KeptBack(int limit) => Math.Min(1024, Math.Max(limit / 4, Math.Min(448, limit / 2)));

    private static int? LimitOf(int processId)
    {
        try
        {
            return LinuxFile.IsHere ? Parse(File.ReadAllLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/limits")) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is another account's
        }
    }

    // "Max open files            1024                 524288               files", of which the first number holds; or unlimited.
    private static int? Parse(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal)) ?? Name;
        var words = line.Substring(Name.Length).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
