using System.CommandLine;
using System.Linq;
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
        : base(shell, "exempt", "Add an exception for the client of a decision, or for its network, its host name or the recipient.")
    {
        _what = With(new Argument<string>("LINE|SESSION") { Description = LoggedDecision.Description });
        _network = With(new Option<bool>("--network") { Description = "Exempt the client's network instead: /24 for IPv4, /64 for IPv6." });
        _name = With(new Option<bool>("--name") { Description = "Exempt the client's host name instead, which is verified at each connection." });
        _recipient = With(new Option<bool>("--recipient") { Description = "Exempt the recipient instead: mail to this recipient is accepted from every client." });
        _comment = With(Expiry.Comment());
        _expires = With(Expiry.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        if (!Expiry.TryRead(session, parse.GetValue(_expires), out var expires) || session.Load() is not { } settings)
            return ExitCode.Wrong;
        if (new[] { _network, _name, _recipient }.Count(parse.GetValue) > 1)
            return session.Fail("--network, --name and --recipient are different exceptions; specify only one of them");
        var found = LoggedDecision.Find(session, settings, parse.GetRequiredValue(_what));
        if (found.Count == 0)
            return ExitCode.Wrong;
        var line = found.LastOrDefault(static line => line.IsRefusal || line.IsReport) ?? found[^1];
        var scope = ScopeOf(parse);
        if (DecisionException.Of(line, scope) is not { } exception)
            return session.Fail(DecisionException.WhyNot(line, scope) + (scope == ExceptionScope.Recipient ? "; use --network, --name or none of them" : ""));
        return session.Apply(exception.Effect, exception.ToEdit(parse.GetValue(_comment) ?? DecisionException.CommentOf(line), expires));
    }

    private ExceptionScope ScopeOf(ParseResult parse) =>
        parse.GetValue(_recipient) ? ExceptionScope.Recipient
        : parse.GetValue(_name) ? ExceptionScope.Name
        : parse.GetValue(_network) ? ExceptionScope.Network : ExceptionScope.Client;
}
