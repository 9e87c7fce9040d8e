using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary>What the logs of all servers say, in text and JSON.</summary>
internal static class FleetLogText
{
    private const int ServerWidth = 12;

    /// <summary>The decisions, oldest first, each with its server.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> PrintAsync(Session session, LogQuery query, string? provider, string? server, int? last, LogText text, CancellationToken stop) => FleetLogOptions.ReadAsync(
        session,
        async reader =>
        {
            await foreach (var decision in reader.ReadAsync(FilterOf(query, provider, server), last, stop).ConfigureAwait(false))
            {
                if (session.Json)
                    JsonObject.WriteLine(session.Out, json => LogJson.Write(json.Set("server", decision.Server), decision.Record));
                else
                    session.Out.WriteLine(decision.Server.PadRight(ServerWidth) + "  " + text.Line(decision.Record));
            }

            session.Out.Flush();
        },
        stop);

    /// <summary>How many decisions there were, by outcome, list and server.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> CountAsync(Session session, DateTimeOffset? since, string? server, CancellationToken stop) => FleetLogOptions.ReadAsync(
        session,
        async reader =>
        {
            var sums = await reader.SumsAsync(since ?? DateTimeOffset.UnixEpoch, server, stop).ConfigureAwait(false);
            var servers = (await reader.ServersAsync(stop).ConfigureAwait(false)).FindAll(one => server is null || string.Equals(one.Name, server, StringComparison.OrdinalIgnoreCase));
            if (session.Json)
                JsonObject.Write(session.Out, json => Write(json, sums, servers));
            else
                Print(session, sums, servers);
        },
        stop);

    /// <summary>What the decisions since then say of the lists.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<ListComparison?> CompareAsync(Session session, DateTimeOffset since, string? server, CancellationToken stop)
    {
        var comparison = new ListComparison();
        var code = await FleetLogOptions.ReadAsync(
            session,
            async reader =>
            {
                foreach (var usage in await reader.UsageAsync(since, server, stop).ConfigureAwait(false))
                    comparison.Add(usage);
                await session.WaitForAsync(AddAllAsync(), "Reading the log of the fleet").ConfigureAwait(false);

                async Task<bool> AddAllAsync()
                {
                    await foreach (var decision in reader.ReadAsync(new FleetLogFilter { Since = since, Server = server }, null, stop).ConfigureAwait(false))
                        comparison.Add(decision.Record);
                    return true;
                }
            },
            stop).ConfigureAwait(false);
        return code == ExitCode.Fine ? comparison : null;
    }

    /// <summary>Judges the decisions of all servers again; null after the reason was said why that cannot be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<ReplayReport?> ReplayAsync(
        Session session, Replay replay, LogQuery query, string? server, Func<string, bool>? provider, Action read, CancellationToken stop)
    {
        var report = new ReplayReport();
        var code = await FleetLogOptions.ReadAsync(
            session,
            async reader =>
            {
                await foreach (var decision in reader.ReadAsync(FilterOf(query, provider: null, server), null, stop).ConfigureAwait(false))
                {
                    read();
                    report.Judge(replay, decision.Record, provider);
                }
            },
            stop).ConfigureAwait(false);
        return code == ExitCode.Fine ? report : null;
    }

    private static FleetLogFilter FilterOf(LogQuery query, string? provider, string? server)
    {
        IEnumerable<DecisionOutcome> refused = query.OnlyRefusals ? [DecisionOutcome.Rejected, DecisionOutcome.Deferred] : [];
        IEnumerable<DecisionOutcome> reported = query.OnlyReports ? [DecisionOutcome.Reported] : [];
        return new FleetLogFilter
        {
            Since = query.Since,
            Until = query.Until,
            Server = server,
            Clients = query.Clients,
            Recipient = query.Recipient,
            Sender = query.Sender,
            Provider = provider,
            Rule = query.Rule,
            Reason = query.Reason,
            Session = query.Session,
            Outcomes = query.OnlyRefusals || query.OnlyReports ? [.. refused, .. reported] : null,
        };
    }

    private static void Print(Session session, List<FleetHour> sums, List<FleetLogServer> servers)
    {
        var all = sums.Sum(static sum => sum.Decisions);
        if (all == 0)
        {
            session.Out.WriteLine("No decisions. The setting log.fleet controls what servers upload.");
            return;
        }

        var table = new TextTable("What", "Count", "", "Rejected")
            .Row("decisions", Number(all), "", Number(Refused(sums)))
            .Row("only reported", Number(Of(sums, DecisionOutcome.Reported)), Share(Of(sums, DecisionOutcome.Reported), all), "")
            .Row("marked", Number(Of(sums, DecisionOutcome.Marked)), Share(Of(sums, DecisionOutcome.Marked), all), "");
        foreach (var provider in By(sums, static sum => sum.Provider).Where(static group => group.Key.Length > 0))
            table.Row("provider " + provider.Key, Number(provider.Value.Sum(static sum => sum.Decisions)), Share(provider.Value.Sum(static sum => sum.Decisions), all), Number(Refused(provider.Value)));
        foreach (var server in By(sums, static sum => sum.Server))
            table.Row("server " + server.Key, Number(server.Value.Sum(static sum => sum.Decisions)), Share(server.Value.Sum(static sum => sum.Decisions), all), Number(Refused(server.Value)));
        table.Print(session);
        foreach (var server in servers)
        {
            foreach (var trouble in Trouble(server))
                session.Out.WriteLine($"{server.Name}: {trouble}");
        }
    }

    /// <summary>What is missing of the log of a server, a sentence each.</summary>
    private static IEnumerable<string> Trouble(FleetLogServer server)
    {
        if (server.Pending > 1 << 20)
            yield return $"at its last contact, {Number(server.Pending >> 20)} MB of its log had not been uploaded";
        if (server.LostFiles > 0)
            yield return $"{Number(server.LostFiles)} files of its log ({Number(server.LostBytes >> 10)} KB) were deleted before they were uploaded";
        if (server.PassedOver > 0)
            yield return $"{Number(server.PassedOver)} decisions were not stored, because they are older than log.fleetMaxAge, or dated more than a day ahead";
    }

    private static void Write(JsonObject json, List<FleetHour> sums, List<FleetLogServer> servers) => json
        .Set("decisions", sums.Sum(static sum => sum.Decisions)).Set("refused", Refused(sums))
        .Set("reported", Of(sums, DecisionOutcome.Reported)).Set("marked", Of(sums, DecisionOutcome.Marked))
        .Set("providers", By(sums, static sum => sum.Provider).Where(static group => group.Key.Length > 0), Write)
        .Set("servers", servers, (inner, server) => inner
            .Set("name", server.Name)
            .Set("count", sums.Where(sum => string.Equals(sum.Server, server.Name, StringComparison.Ordinal)).Sum(static sum => sum.Decisions))
            .Set("refused", Refused(sums.Where(sum => string.Equals(sum.Server, server.Name, StringComparison.Ordinal))))
            .Set("newest", server.Newest?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Set("uploadedSecondsAgo", server.Silence is { } silence ? (long)silence.TotalSeconds : -1)
            .Set("pendingBytes", server.Pending).Set("lostFiles", server.LostFiles).Set("lostBytes", server.LostBytes).Set("notTaken", server.PassedOver));

    private static void Write(JsonObject json, KeyValuePair<string, List<FleetHour>> group) => json
        .Set("name", group.Key).Set("count", group.Value.Sum(static sum => sum.Decisions)).Set("refused", Refused(group.Value));

    private static IEnumerable<KeyValuePair<string, List<FleetHour>>> By(IEnumerable<FleetHour> sums, Func<FleetHour, string> key) => sums
        .GroupBy(key, StringComparer.OrdinalIgnoreCase)
        .Select(static group => KeyValuePair.Create(group.Key, group.ToList()))
        .OrderByDescending(static group => group.Value.Sum(static sum => sum.Decisions)).ThenBy(static group => group.Key, StringComparer.Ordinal);

    private static long Of(IEnumerable<FleetHour> sums, DecisionOutcome outcome) => sums.Where(sum => sum.Outcome == outcome).Sum(static sum => sum.Decisions);

    private static long Refused(IEnumerable<FleetHour> sums) => sums.Where(static sum => sum.Outcome is DecisionOutcome.Rejected or DecisionOutcome.Deferred).Sum(static sum => sum.Decisions);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(long part, long all) => (100.0 * part / all).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
