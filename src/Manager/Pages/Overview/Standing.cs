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
            return new Standing("Mail is not filtered", "No service or agent is running with these settings. The mail server accepts all mail.", "critical");
        if (running.Find(static state => !state.Settings.AreInForce) is not null)
            return new Standing("Mail is not filtered", "A process has never had valid settings.", "critical");
        if (running.TrueForAll(static state => !state.Settings.Enabled))
            return new Standing("Filtering is off", "Every client is accepted, and no provider is queried.", "critical");
        if (running.Exists(static state => !state.Settings.Enabled) || running.Exists(state => state.Settings.Mode != running[0].Settings.Mode))
            return new Standing("Mail is partly filtered", "The processes do not have the same active settings.", "warning");
        if (running[0].Settings.Mode == FilterMode.Report)
            return new Standing("Report mode: no mail is rejected", "The log shows which clients would have been rejected, and why.", "warning");
        if (running.TrueForAll(static state => state.IsCutOff))
            return new Standing("No provider can be queried", "Until the name servers answer, only your own lists reject clients.", "critical");
        return new Standing(
            "Mail is filtered",
            Processes(running.Count) + (report.Severity == Severity.Well ? ", and there are no problems." : "."),
            report.Severity == Severity.Critical ? "critical" : "well");
    }

    private static string Processes(int count) => count == 1 ? "One process filters" : $"{count} processes filter";
}
