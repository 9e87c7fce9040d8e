using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Exceptions;

/// <summary><c>ipblock exception remove CLIENT|RECIPIENT</c>.</summary>
internal sealed class ExceptionRemoveCommand : ChangingCommand
{
    private readonly Argument<string> _who;

    public ExceptionRemoveCommand(Shell shell)
        : base(shell, "remove", "Remove an exception.") =>
        _who = With(new Argument<string>("WHO") { Description = "The client or recipient, as shown by exception list." });

    protected override int Run(Session session, ParseResult parse)
    {
        var who = parse.GetRequiredValue(_who);
        return session.Apply(
            $"Removed the exception for {who}.",
            who.Contains('@') ? SettingsEdit.RemoveRecipientException(who) : SettingsEdit.RemoveClientException(who));
    }
}
