using System;
using IpBlock.Reporting;
using IpBlock.Service.Metrics;

namespace IpBlock.Service.Hosting;

/// <summary>Where errors go that nobody waits for: of timers, signals and whatever else the runtime calls, where an exception would end the process.</summary>
internal sealed class InternalErrors(ServiceMetrics metrics, Complaints complaints)
{
    /// <summary>Counts the error, and says so now and then.</summary>
    /// <param name="part">Which part of the service met it: one word of a few.</param>
    /// <param name="failure">What it met.</param>
    public void Report(string part, Exception failure)
    {
        metrics.InternalErrors.Add(part);
        complaints.Write("error " + part, () => LogMessages.TaskFailed(part, failure));
    }
}
