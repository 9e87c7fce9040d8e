using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary><c>ipblock log</c>.</summary>
internal sealed class LogCommand : LeafCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Option<bool> _follow;
    private readonly Option<string?> _since;
    private readonly Option<string?> _provider;
    private readonly Option<string?> _address;
    private readonly Option<bool> _refused;

    public LogCommand(Shell shell)
        : base(shell, "log", "Print the decisions, oldest first; with --json an object on each line.")
    {
        _follow = With(new Option<bool>("--follow", "-f") { Description = "Go on with what is decided from now on, until it is interrupted." });
        _since = With(SinceOption.Create());
        _provider = With(new Option<string?>("--provider") { Description = "Only what this provider decided.", HelpName = "NAME" });
        _provider.CompletionSources.Add(shell.ProviderNames);
        _address = With(new Option<string?>("--address") { Description = "Only clients of this address or range.", HelpName = "ADDRESS" });
        _refused = With(new Option<bool>("--refused") { Description = "Only what was refused." });
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!SinceOption.TryRead(session, parse.GetValue(_since), out var since))
            return ExitCode.Wrong;
        AddressRange? clients = null;
        if (parse.GetValue(_address) is { } text)
        {
            if (!AddressRange.TryParse(text, out var range, out var reason))
                return session.Fail(reason!);
            clients = range;
        }

        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var provider = parse.GetValue(_provider);
        var query = new LogQuery
        {
            Since = since,
            Clients = clients,
            Provider = provider is null ? null : name => string.Equals(name, provider, StringComparison.OrdinalIgnoreCase),
            OnlyRefusals = parse.GetValue(_refused),
        };
        var directory = FilterEngine.LogDirectory(settings, session.SettingsPath);
        if (!Directory.Exists(directory) && !parse.GetValue(_follow))
            return session.Fail($"{directory} does not exist: nothing has been decided yet, or log.enabled is false");
        var reader = new DecisionLogReader(directory);
        Print(session, query.Read(reader));
        while (parse.GetValue(_follow))
        {
            await session.Clock.Delay(Pause, stop).ConfigureAwait(false);
            Print(session, query.Read(reader));
        }

        return ExitCode.Fine;
    }

    private static void Print(Session session, IEnumerable<DecisionRecord> decisions)
    {
        foreach (var record in decisions)
        {
            if (session.Json)
                JsonObject.WriteLine(session.Out, json => Write(json, record));
            else
                session.Out.WriteLine(Line(record));
        }

        session.Out.Flush();
    }

    private static string Line(DecisionRecord record)
    {
        var time = record.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var client = record.Client?.ToString() ?? record.RemoteEndpoint;
        var why = record.Rule.Length == 0 ? "" : "  " + record.Rule + (record.Provider.Length > 0 ? " " + record.Provider : "");
        return $"{time}  {record.Action,-16}  {client,-15}{why}"
            + (record.ReturnCodes.Length > 0 ? "  " + record.ReturnCodes : "")
            + (record.Recipient.Length > 0 ? "  to " + record.Recipient : "")
            + (record.Missing.Length > 0 ? "  without " + record.Missing : "");
    }

    // Every column of the log under its name, and what can be told from several.
    private static void Write(JsonObject json, DecisionRecord record)
    {
        for (var i = 0; i < LogColumns.All.Count; i++)
        {
            var name = char.ToLowerInvariant(LogColumns.All[i].Name[0]) + LogColumns.All[i].Name[1..];
            if (string.Equals(name, "milliseconds", StringComparison.Ordinal))
                json.Set(name, record.Milliseconds);
            else
                json.Set(name, string.Equals(name, "timestamp", StringComparison.Ordinal) ? record.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : record[i]);
        }

        json.Set("client", record.Client?.ToString()).Set("refused", record.IsRefusal).Set("reported", record.IsReport);
    }
}
