using System;
using System.CommandLine;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary>Which decisions of the log are wanted, as options.</summary>
internal sealed class LogQueryOptions
{
    private readonly Option<string?> _since;
    private readonly Option<string?> _until;
    private readonly Option<string?> _provider;
    private readonly Option<string?> _address;
    private readonly Option<string?> _recipient;
    private readonly Option<string?> _sender;
    private readonly Option<string?> _rule;
    private readonly Option<string?> _reason;
    private readonly Option<string?> _session;
    private readonly Option<bool> _refused;
    private readonly Option<bool> _reported;

    public LogQueryOptions(Shell shell, Command command)
    {
        _since = With(SinceOption.Create());
        _until = With(new Option<string?>("--until") { Description = "Only decisions before this time, in the same format.", HelpName = "WHEN" });
        _provider = With(new Option<string?>("--provider") { Description = "Only decisions of this provider.", HelpName = "NAME" });
        _provider.CompletionSources.Add(shell.ProviderNames);
        _address = With(new Option<string?>("--address") { Description = "Only clients with this address or in this network.", HelpName = "ADDRESS" });
        _recipient = With(new Option<string?>("--recipient") { Description = "Only mail to this recipient: user@example.com or *@example.com.", HelpName = "ADDRESS" });
        _sender = With(new Option<string?>("--sender") { Description = "Only mail from this sender, in the same format.", HelpName = "ADDRESS" });
        _rule = With(new Option<string?>("--rule") { Description = "Only decisions of this rule: BlockProvider, BlockList, Helo, Score ...", HelpName = "RULE" });
        _reason = With(new Option<string?>("--reason") { Description = "Only decisions with this text in the reason, reply or return codes.", HelpName = "TEXT" });
        _session = With(new Option<string?>("--session") { Description = "Only decisions of the session with this ID.", HelpName = "ID" });
        _refused = With(new Option<bool>("--refused") { Description = "Only rejected or deferred mail." });
        _reported = With(new Option<bool>("--reported") { Description = "Only mail that would have been rejected or deferred, but was only reported." });

        T With<T>(T option) where T : Option
        {
            command.Options.Add(option);
            return option;
        }
    }

    /// <summary>The name of the provider; null for all.</summary>
    public string? Provider(ParseResult parse) => parse.GetValue(_provider);

    /// <summary>The query; null, after the reason was said, when an option cannot be read.</summary>
    public LogQuery? Read(Session session, ParseResult parse)
    {
        if (!SinceOption.TryRead(session, parse.GetValue(_since), out var since) || !SinceOption.TryRead(session, parse.GetValue(_until), out var until, "--until"))
            return null;
        AddressRange? clients = null;
        if (parse.GetValue(_address) is { } text)
        {
            if (!AddressRange.TryParse(text, out var range, out var reason))
            {
                session.Fail("--address: " + reason);
                return null;
            }

            clients = range;
        }

        var provider = parse.GetValue(_provider);
        return new LogQuery
        {
            Since = since,
            Until = until,
            Clients = clients,
            Provider = provider is null ? null : name => string.Equals(name, provider, StringComparison.OrdinalIgnoreCase),
            Recipient = parse.GetValue(_recipient),
            Sender = parse.GetValue(_sender),
            Rule = parse.GetValue(_rule),
            Reason = parse.GetValue(_reason),
            Session = parse.GetValue(_session),
            OnlyRefusals = parse.GetValue(_refused),
            OnlyReports = parse.GetValue(_reported),
        };
    }
}
