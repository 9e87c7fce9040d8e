using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Checking;

/// <summary>Many clients, a line for each in the order in which they were given, as soon as it is known.</summary>
internal sealed class CheckedClients(Session session, Func<Address, Task<CheckReport>> ask, IReadOnlyList<string> differences)
{
    // Lists count what they are asked: more at a time would look like a mail server's rush, and is no faster behind a usual name server.
    private const int AtATime = 20;
    private int _done;

    /// <summary>The exit code: 1 when one of them is refused, else 3 when nothing is known of one of them.</summary>
    public async Task<int> RunAsync(IReadOnlyList<Address> clients, CancellationToken stop)
    {
        var waiting = new Queue<Task<CheckReport>>();
        var (refused, unknown) = (false, false);
        for (var next = 0; next < clients.Count || waiting.Count > 0;)
        {
            while (next < clients.Count && waiting.Count < AtATime)
                waiting.Enqueue(ask(clients[next++]));
            var report = await waiting.Dequeue().WaitAsync(stop).ConfigureAwait(false);
            Print(report);
            session.Progress(++_done, clients.Count);
            refused |= CheckCommand.CodeOf(report) == ExitCode.Listed;
            unknown |= report.NobodyAnswered;
        }

        return refused ? ExitCode.Listed : unknown ? ExitCode.NoDns : ExitCode.Fine;
    }

    private void Print(CheckReport report)
    {
        if (session.Json)
        {
            JsonObject.WriteLine(session.Out, json => CheckJson.Write(json, report, differences));
            return;
        }

        session.ClearProgress();
        var words = report.NobodyAnswered ? "unknown" : report.Outcome.ToString().ToLowerInvariant();
        var why = report.NobodyAnswered ? "no list has answered" : report.RecipientException is { } exception ? $"the recipient is exempt by {exception.Recipient}" : report.Decider;
        var kept = (report.Verdict.Reported is null ? "" : " (report only)") + (report.AsListed is null ? "" : " (simulated)");
        session.Out.WriteLine($"{report.Verdict.Client,-15}  {words,-7}  {why}{kept}");
    }
}
