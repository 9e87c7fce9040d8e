using System.CommandLine;
using System.Globalization;
using System.Linq;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider list</c>.</summary>
internal sealed class ProviderListCommand : QuickCommand
{
    private readonly Option<ProviderKind> _kind;

    public ProviderListCommand(Shell shell)
        : base(shell, "list", "List the providers in the order of their priority.") => _kind = With(ProviderKinds.Option());

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var kind = parse.GetValue(_kind);
        var providers = ProviderKinds.Of(settings, kind);
        var health = session.Health(settings);
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, providers.Index(), (json, item) => ProviderReport.Write(json, item.Item, kind, item.Index + 1, health.Of(item.Item, kind)));
            return ExitCode.Fine;
        }

        var table = new TextTable("#", "Name", "Lookup domain", "Enabled", "State", "Matches");
        foreach (var (i, provider) in providers.Index())
        {
            var enabled = provider.Enabled ? Cell.Green("yes") : Cell.Yellow("no");
            table.Row((i + 1).ToString(CultureInfo.InvariantCulture), provider.Name, provider.LookupDomain.PublicName, enabled, ProviderState.Short(provider, health.Of(provider, kind)), ProviderReport.Matches(provider));
        }

        if (providers.Count > 0)
            table.Print(session);
        else
            session.Out.WriteLine($"No {ProviderKinds.Word(kind)} providers. Well-known ones: ipblock catalog list");
        return ExitCode.Fine;
    }
}
