using System.CommandLine;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy show NAME</c>.</summary>
internal sealed class PolicyShowCommand : QuickCommand
{
    private readonly Argument<string> _name;

    public PolicyShowCommand(Shell shell)
        : base(shell, "show", "Show the details of a recipient policy.") => _name = With(PolicyNames.Required(shell));

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings || PolicyNames.Find(session, settings, parse.GetRequiredValue(_name)) is not { } report)
            return ExitCode.Wrong;
        if (session.Json)
            JsonObject.Write(session.Out, json => PolicyJson.Write(json, report));
        else
            PolicyText.Print(session, report);
        return ExitCode.Fine;
    }
}
