using System.CommandLine;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider show NAME</c>.</summary>
internal sealed class ProviderShowCommand : QuickCommand
{
    private readonly Argument<string> _name;
    private readonly Option<ProviderKind> _kind;

    public ProviderShowCommand(Shell shell)
        : base(shell, "show", "Show the details of a provider.")
    {
        _name = With(ProviderKinds.Name(shell));
        _kind = With(ProviderKinds.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var kind = parse.GetValue(_kind);
        if (session.Load() is not { } settings || ProviderKinds.Find(session, settings, kind, parse.GetRequiredValue(_name)) is not { } report)
            return ExitCode.Wrong;
        if (session.Json)
            JsonObject.Write(session.Out, json => ProviderJson.Write(json, report));
        else
            ProviderText.Print(session, report);
        return ExitCode.Fine;
    }
}
