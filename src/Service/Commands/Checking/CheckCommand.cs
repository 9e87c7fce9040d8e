using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Checking;

/// <summary><c>ipblock check ADDRESS...</c>.</summary>
internal sealed class CheckCommand : LeafCommand
{
    private const string FromInput = "-";
    private readonly Argument<string[]> _addresses;
    private readonly Option<string?> _recipient;
    private readonly Option<string?> _helo;
    private readonly Option<int> _localPort;
    private readonly Option<bool> _authenticated;
    private readonly Option<string?> _asListed;

    public CheckCommand(Shell shell)
        : base(shell, "check", "Check how a client is handled, and why: each rule in order, each list, the verdict and the reply. With several clients, one line for each.")
    {
        _addresses = With(new Argument<string[]>("ADDRESS")
        {
            Description = "The client's IPv4 or IPv6 address; separate several addresses with spaces; - reads addresses from standard input, one per line.",
            Arity = ArgumentArity.OneOrMore,
        });
        _recipient = With(new Option<string?>("--recipient") { Description = "The recipient of the message: the result shows whether it is exempt and which recipient policy applies.", HelpName = "ADDRESS" });
        _helo = With(new Option<string?>("--helo") { Description = "The HELO or EHLO name of the client, for the HELO rule.", HelpName = "NAME" });
        _localPort = With(new Option<int>("--local-port") { Description = "The port of this server to which the client connects.", HelpName = "PORT" });
        _authenticated = With(new Option<bool>("--authenticated") { Description = "Check as an authenticated client." });
        _asListed = With(new Option<string?>("--as-listed")
        {
            Description = "Check as if all block providers, or this provider, listed the client: shows the rejection that would be sent. "
                + "No list is queried; the answers are simulated.",
            HelpName = "PROVIDER",
            Arity = ArgumentArity.ZeroOrOne,
        });
        _asListed.CompletionSources.Add(shell.ProviderNames);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var port = parse.GetValue(_localPort);
        if (port is < 0 or > 65535)
            return session.Fail("--local-port must be a number from 1 to 65535");
        var words = parse.GetRequiredValue(_addresses);
        if (words.FirstOrDefault(static word => word.Length > 1 && word[0] == '-') is { } option)
            return session.Fail(ParseErrors.UnknownOption(parse, option));
        var (clients, wrong) = Read(session, words);
        if (clients.Count == 0)
            return wrong ? ExitCode.Wrong : session.Fail("there is no address on standard input");
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        // Decided by the files as they are now: what the mail server does may be another thing.
        var differences = session.InForce(settings).Differences().ToList();
        using var resolver = new StubResolver(FilterEngine.OptionsFor(settings), session.Clock);
        MadeUpAnswers? made = null;
        if (parse.GetResult(_asListed) is not null && (made = MadeUpAnswers.TryMake(settings, parse.GetValue(_asListed), resolver, out var why)) is null)
            return session.Fail("--as-listed: " + why);
        using var check = new AddressCheck(settings, session.SettingsPath, resolver, session.Clock, made);
        Task<CheckReport> Ask(Address client) =>
            check.RunAsync(new FilterRequest(client) { LocalPort = port, IsAuthenticated = parse.GetValue(_authenticated) }, parse.GetValue(_recipient), parse.GetValue(_helo));
        var code = clients.Count == 1 && words is not [FromInput]
            ? Print(session, differences, await session.WaitForAsync(Ask(clients[0]), "Querying the lists for " + clients[0]).ConfigureAwait(false))
            : await new CheckedClients(session, Ask, differences).RunAsync(clients, stop).ConfigureAwait(false);
        return wrong ? ExitCode.Wrong : code;
    }

    /// <summary>What one report says to a script.</summary>
    public static int CodeOf(CheckReport report) =>
        report.NobodyAnswered ? ExitCode.NoDns : report.Outcome is VerdictAction.Accept or VerdictAction.Mark ? ExitCode.Fine : ExitCode.Listed;

    private static int Print(Session session, IReadOnlyList<string> differences, CheckReport report)
    {
        if (session.Json)
            JsonObject.Write(session.Out, json => CheckJson.Write(json, report, differences));
        else
            CheckText.Print(session, report, differences);
        return CodeOf(report);
    }

    // What is no address is named, and the others are checked all the same.
    private static (List<Address> Clients, bool Wrong) Read(Session session, string[] words)
    {
        var clients = new List<Address>();
        var wrong = false;
        foreach (var word in words.SelectMany(word => string.Equals(word, FromInput, StringComparison.Ordinal) ? Lines(session) : [word]))
        {
            if (Address.TryParse(word, out var client))
            {
                clients.Add(client);
                continue;
            }

            session.Fail($"'{word}' is not an IP address");
            wrong = true;
        }

        return (clients, wrong);
    }

    private static IEnumerable<string> Lines(Session session)
    {
        while (session.In.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: > 0 } word && word[0] != '#')
                yield return word;
        }
    }
}
