using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary><c>ipblock log</c>.</summary>
internal sealed class LogCommand : LeafCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly LogQueryOptions _query;
    private readonly Option<int?> _last;
    private readonly Option<bool> _follow;
    private readonly Option<bool> _local;
    private readonly FleetLogOptions _fleet;

    public LogCommand(Shell shell)
        : base(shell, "log", "Print the decisions, oldest first; with --json one object per line.")
    {
        _query = new LogQueryOptions(shell, this);
        _last = With(new Option<int?>("-n", "--last") { Description = "The maximum number of decisions: only the last ones. Fast, even if the log is large.", HelpName = "NUMBER" });
        _follow = With(new Option<bool>("--follow", "-f") { Description = "Continue with new decisions until interrupted." });
        _local = With(new Option<bool>("--local") { Description = "Print local times instead of UTC." });
        _fleet = new FleetLogOptions(this);
        Subcommands.Add(new LogWhyCommand(shell));
        Subcommands.Add(new LogExemptCommand(shell));
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (parse.GetValue(_last) < 1)
            return session.Fail("-n must be 1 or more");
        if (_query.Read(session, parse) is not { } query)
            return ExitCode.Wrong;
        var text = new LogText(parse.GetValue(_local));
        if (_fleet.AreGiven(parse))
        {
            return parse.GetValue(_follow)
                ? session.Fail("--follow reads the log of this server, but the servers of a fleet upload their logs every 30 seconds; specify only one of --follow and --fleet")
                : await FleetLogText.PrintAsync(session, query, _query.Provider(parse), _fleet.Server(parse), parse.GetValue(_last), text, stop).ConfigureAwait(false);
        }

        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var directory = FilterEngine.LogDirectory(settings, session.SettingsPath);
        if (!Directory.Exists(directory) && !parse.GetValue(_follow))
            return session.Fail($"{directory} does not exist: there are no decisions yet, or log.enabled is false");
        var reader = new DecisionLogReader(directory);
        if (parse.GetValue(_last) is not { } last)
        {
            Print(session, query.Read(reader), text);
        }
        else
        {
            Print(session, query.ReadLast(reader, last), text);
            if (parse.GetValue(_follow))
                reader.SkipToEnd();
        }

        while (parse.GetValue(_follow))
        {
            await session.Clock.Delay(Pause, stop).ConfigureAwait(false);
            Print(session, query.Read(reader), text);
        }

        return ExitCode.Fine;
    }

    private static void Print(Session session, IEnumerable<DecisionRecord> decisions, LogText text)
    {
        foreach (var record in decisions)
        {
            if (session.Json)
                JsonObject.WriteLine(session.Out, json => LogJson.Write(json, record));
            else
                session.Out.WriteLine(text.Line(record));
        }

        session.Out.Flush();
    }
}
