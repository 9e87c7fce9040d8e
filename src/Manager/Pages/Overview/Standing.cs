using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Overview;

/// <summary>Whether mail is filtered, in one line: of what the processes have in force, not of what the settings file says.</summary>
/// <param name="Title">The line.</param>
/// <param name="Detail">One more.</param>
/// <param name="Kind">How it looks: <c>well</c>, <c>warning</c> or <c>critical</c>.</param>
public sealed record Standing(string Title, string Detail, string Kind)
{
    /// <summary>By the processes that run.</summary>
    public static Standing Of(StatusReport report)
    {
        var running = report.Processes.Where(static process => process is { IsRunning: true, FiltersMail: true }).Select(static process => process.State).ToList();
        if (running.Count == 0)
            return new Standing("Mail is not filtered", "No service and no agent runs with these settings. The mail server lets all mail through.", "critical");
        if (running.Find(static state => !state.Settings.AreInForce) is not null)
            return new Standing("Mail is not filtered", "A process has never had settings that were good.", "critical");
        if (running.TrueForAll(static state => !state.Settings.Enabled))
            return new Standing("Filtering is off", "Every client is accepted, and nobody is asked.", "critical");
        if (running.Exists(static state => !state.Settings.Enabled) || running.Exists(state => state.Settings.Mode != running[0].Settings.Mode))
            return new Standing("Mail is filtered in part", "The processes do not all have the same settings in force.", "warning");
        if (running[0].Settings.Mode == FilterMode.Report)
            return new Standing("Report mode: nobody is rejected", "The log says who would have been rejected, and why.", "warning");
        if (running.TrueForAll(static state => state.IsCutOff))
            return new Standing("No provider can be asked", "Until the name servers answer, only your own lists reject clients.", "critical");
        return new Standing(
            "Mail is filtered",
            Processes(running.Count) + (report.Severity == Severity.Well ? ", and all is well." : "."),
            report.Severity == Severity.Critical ? "critical" : "well");
    }

    private static string Processes(int count) => count == 1 ? "One process filters" : $"{count} processes filter";
}
