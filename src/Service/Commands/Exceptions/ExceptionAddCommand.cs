using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Exceptions;

/// <summary><c>ipblock exception add CLIENT|RECIPIENT</c>: with an @ it is a recipient.</summary>
internal sealed class ExceptionAddCommand : ChangingCommand
{
    private readonly Argument<string> _who;
    private readonly Option<string?> _comment;
    private readonly Option<string?> _expires;
    private readonly Option<bool> _force;

    public ExceptionAddCommand(Shell shell)
        : base(shell, "add", "Never reject a client, or mail to a recipient.")
    {
        _who = With(new Argument<string>("WHO")
        {
            Description = "A client: 192.0.2.1, 192.0.2.0/24 or the host name *.partner.example. A recipient: user@example.com, *@example.com or postmaster@*.",
        });
        _comment = With(Expiry.Comment());
        _expires = With(Expiry.Option());
        _force = With(Expiry.Force());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        if (!Expiry.TryRead(session, parse.GetValue(_expires), out var expires))
            return ExitCode.Wrong;
        var who = parse.GetRequiredValue(_who);
        var comment = parse.GetValue(_comment);
        return who.Contains('@')
            ? session.Apply($"Mail to {who} is no longer rejected.", SettingsEdit.AddRecipientException(who, comment, expires))
            : session.Apply($"The client {who} is no longer rejected.", SettingsEdit.AddClientException(who, comment, expires, parse.GetValue(_force)));
    }
}
