using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Logs;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary><c>ipblock log exempt</c>: an exception for what the log says was rejected.</summary>
internal sealed class LogExemptCommand : ChangingCommand
{
    private readonly Argument<string> _what;
    private readonly Option<bool> _network;
    private readonly Option<bool> _name;
    private readonly Option<bool> _recipient;
    private readonly Option<string?> _comment;
    private readonly Option<string?> _expires;

    public LogExemptCommand(Shell shell)
        : base(shell, "exempt", "Make an exception for the client of a decision, or with an option for its network, its host name or the recipient.")
    {
        _what = With(new Argument<string>("LINE|SESSION") { Description = LoggedDecision.Description });
        _network = With(new Option<bool>("--network") { Description = "The client's network instead: /24 of IPv4, /64 of IPv6." });
        _name = With(new Option<bool>("--name") { Description = "The client's host name instead, which is verified at each connection." });
        _recipient = With(new Option<bool>("--recipient") { Description = "The recipient instead: mail to it is accepted from every client." });
        _comment = With(Expiry.Comment());
        _expires = With(Expiry.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        if (!Expiry.TryRead(session, parse.GetValue(_expires), out var expires) || session.Load() is not { } settings)
            return ExitCode.Wrong;
        if (new[] { _network, _name, _recipient }.Count(parse.GetValue) > 1)
            return session.Fail("--network, --name and --recipient are different exceptions; give one of them");
        var found = LoggedDecision.Find(session, settings, parse.GetRequiredValue(_what));
        if (found.Count == 0)
            return ExitCode.Wrong;
        var line = found.LastOrDefault(static line => line.IsRefusal || line.IsReport) ?? found[^1];
        var comment = parse.GetValue(_comment) ?? CommentOf(line);
        if (parse.GetValue(_recipient))
        {
            return line.Recipient.Length == 0 ? session.Fail("the decision is about the connection and names no recipient; give --network, --name or none of them")
                : session.Apply($"Mail to {line.Recipient} is no longer rejected.", SettingsEdit.AddRecipientException(line.Recipient, comment, expires));
        }

        if (line.Client is not { } client)
            return session.Fail("the decision names no client");
        if (parse.GetValue(_name) && line.ClientName.Length == 0)
            return session.Fail("the log has no host name for the client; the mail server does not tell it, or it has none");
        var who = parse.GetValue(_name) ? line.ClientName : parse.GetValue(_network) ? NetworkOf(client) : client.ToString();
        return session.Apply($"The client {who} is no longer rejected.", SettingsEdit.AddClientException(who, comment, expires));
    }

    private static string NetworkOf(Address client) => AddressRange.TryParse(client + (client.IsIPv4 ? "/24" : "/64"), out var network, out _) ? network.ToString() : client.ToString();

    private static string CommentOf(DecisionRecord line) =>
        $"{line.Action} on {line.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" + (line.Provider.Length > 0 ? " by " + line.Provider : line.Rule.Length > 0 ? " by " + line.Rule : "");
}
