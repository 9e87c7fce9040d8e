using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Providers.Zones;
using IpBlock.Service.Commands.Logs;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Replaying;

/// <summary><c>ipblock replay</c>.</summary>
internal sealed class ReplayCommand : LeafCommand
{
    private readonly Option<string?> _with;
    private readonly Option<string?> _since = SinceOption.Create();
    private readonly Option<string?> _until = new("--until") { Description = "Only decisions before this time, in the same format.", HelpName = "WHEN" };
    private readonly Option<string?> _client;
    private readonly Option<string?> _provider;
    private readonly Option<string?> _recipient;
    private readonly Option<int> _top;
    private readonly FleetLogOptions _fleet;

    public ReplayCommand(Shell shell)
        : base(shell, "replay", "Evaluate the logged decisions again with other settings: show which decisions would change, and why.")
    {
        _with = With(new Option<string?>("--with") { Description = "The settings file to try. Default: the active settings, with which no decision should change.", HelpName = "FILE" });
        With(_since);
        With(_until);
        _client = With(new Option<string?>("--client", "--address") { Description = "Only clients with this address or in this range.", HelpName = "ADDRESS" });
        _provider = With(new Option<string?>("--provider") { Description = "Only decisions that this list affects: it contains the client, or is the reason for the old or the new result.", HelpName = "NAME" });
        _provider.CompletionSources.Add(shell.ProviderNames);
        _recipient = With(new Option<string?>("--recipient") { Description = "Only mail for this recipient: user@example.com, or *@example.com.", HelpName = "ADDRESS" });
        _top = With(new Option<int>("--top", "-n") { Description = "The maximum number of lists, clients, recipients and examples to print.", HelpName = "NUMBER", DefaultValueFactory = static _ => 10 });
        _fleet = new FleetLogOptions(this);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (session.Load() is not { } before || Query(session, parse) is not { } query || Candidate(session, parse.GetValue(_with), before) is not { } candidate)
            return ExitCode.Wrong;
        var (settings, path) = candidate;
        var reader = DecisionLogReader.For(before, session.SettingsPath);
        using var replay = new Replay(settings, path, before);
        var provider = parse.GetValue(_provider);
        long count = 0;
        Func<string, bool>? isMeant = provider is null ? null : name => Same(name, provider);
        var work = _fleet.AreGiven(parse)
            ? FleetLogText.ReplayAsync(session, replay, query, _fleet.Server(parse), isMeant, Read, stop)
            : Task.Run(ReplayReport? () => ReplayReport.Of(replay, query, reader, isMeant, Read), stop);
        if (await session.WaitForAsync(work, () => $"Evaluating the logged decisions again: {Interlocked.Read(ref count).ToString("N0", CultureInfo.InvariantCulture)}").ConfigureAwait(false) is not { } report)
            return ExitCode.Wrong;
        var top = Math.Max(parse.GetValue(_top), 0);
        if (session.Json)
            JsonObject.Write(session.Out, json => ReplayJson.Write(json, report, top));
        else
            ReplayText.Print(session, report, top, parse.GetValue(_with) ?? "the active settings");
        return ExitCode.Fine;

        void Read()
        {
            stop.ThrowIfCancellationRequested();
            Interlocked.Increment(ref count);
        }
    }

    // Null after the reason was said.
    private LogQuery? Query(Session session, ParseResult parse)
    {
        if (!SinceOption.TryRead(session, parse.GetValue(_since), out var since) || !SinceOption.TryRead(session, parse.GetValue(_until), out var until, "--until"))
            return null;
        AddressRange clients = default;
        if (parse.GetValue(_client) is not { } address || AddressRange.TryParse(address, out clients, out var reason))
            return new LogQuery { Since = since, Until = until, Clients = parse.GetValue(_client) is null ? null : clients, Recipient = parse.GetValue(_recipient) };
        session.Fail($"--client: {reason}");
        return null;
    }

    private static (FilterSettings Settings, string Path)? Candidate(Session session, string? file, FilterSettings inForce)
    {
        if (file is null)
            return (inForce, session.SettingsPath);
        var load = SettingsFile.Load(file);
        foreach (var error in load.Errors)
            session.Complain(error);
        if (load.Settings is not { } settings)
            return null;
        foreach (var warning in SettingsWarnings.Added(inForce, settings, session.Clock.UtcNow, SiteZones.Read(session.SettingsPath).Table))
            session.Warn(warning);
        return (settings, file);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
