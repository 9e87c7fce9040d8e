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
        : base(shell, "show", "Show all about one provider.")
    {
        _name = With(ProviderKinds.Name(shell));
        _kind = With(ProviderKinds.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var kind = parse.GetValue(_kind);
        if (session.Load() is not { } settings || ProviderKinds.Find(session, settings, kind, parse.GetRequiredValue(_name)) is not (>= 0 and var place))
            return ExitCode.Wrong;
        var provider = ProviderKinds.Of(settings, kind)[place];
        var health = session.Health(settings).Of(provider, kind);
        if (session.Json)
            JsonObject.Write(session.Out, json => ProviderReport.Write(json, provider, kind, place + 1, health));
        else
            ProviderReport.Print(session, provider, kind, place + 1, health);
        return ExitCode.Fine;
    }
}
