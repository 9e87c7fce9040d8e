using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary><c>ipblock report</c>.</summary>
internal sealed class ReportCommand : LeafCommand
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly Option<string?> _since;
    private readonly Option<string?> _provider;
    private readonly FleetLogOptions _fleet;

    public ReportCommand(Shell shell)
        : base(shell, "report", "Compare the lists: clients that only one list knows, clients that each list would reject, speed and reliability.")
    {
        _since = With(SinceOption.Create(" Default: 7d."));
        _provider = With(new Option<string?>("--provider") { Description = "Only this provider.", HelpName = "NAME" });
        _provider.CompletionSources.Add(shell.ProviderNames);
        _fleet = new FleetLogOptions(this);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!SinceOption.TryRead(session, parse.GetValue(_since), out var since) || session.Load() is not { } settings)
            return ExitCode.Wrong;
        var from = since ?? session.Clock.UtcNow - Week;
        var compared = _fleet.AreGiven(parse)
            ? await FleetLogText.CompareAsync(session, from, _fleet.Server(parse), stop).ConfigureAwait(false)
            : await session.WaitForAsync(
                Task.Run(() => new LogQuery { Since = from }.Compare(DecisionLogReader.For(settings, session.SettingsPath)), stop), "Reading the decision log").ConfigureAwait(false);
        if (compared is null)
            return ExitCode.Wrong;
        IReadOnlyList<ListStatistics> lists = compared.Compare(settings);
        if (parse.GetValue(_provider) is { } name)
        {
            lists = [.. lists.Where(list => string.Equals(list.Name, name, StringComparison.OrdinalIgnoreCase))];
            if (lists.Count == 0)
                return session.Fail($"there is no provider '{name}' in the settings or in the log of this period");
        }

        if (session.Json)
            JsonObject.Write(session.Out, json => ReportJson.Write(json, compared, from, settings.Lookup, lists));
        else
            ReportText.Print(session, compared, settings, lists);
        return ExitCode.Fine;
    }
}
