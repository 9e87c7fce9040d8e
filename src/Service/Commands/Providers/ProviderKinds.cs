using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>How commands name a provider: its kind and its name.</summary>
internal static class ProviderKinds
{
    public static Option<ProviderKind> Option() => new("--kind")
    {
        Description = "The kind of list: block or allow. Default: block.",
        HelpName = "block|allow",
        DefaultValueFactory = static _ => ProviderKind.Block,
    };

    public static Argument<string> Name(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the provider, not case-sensitive." };
        name.CompletionSources.Add(shell.ProviderNames);
        return name;
    }

    public static string Word(ProviderKind kind) => kind == ProviderKind.Block ? "block" : "allow";

    /// <summary>The provider of that name, with what is known of it; null, after it was said, when there is none.</summary>
    public static ProviderReport? Find(Session session, FilterSettings settings, ProviderKind kind, string name)
    {
        var all = ProviderReport.All(settings, health: session.Health(settings), inForce: session.InForce(settings)).ToList();
        if (all.Find(report => report.Kind == kind && report.IsCalled(name)) is { } found)
            return found;
        var names = all.Where(report => report.Kind == kind).Select(static report => report.Settings.Name).ToList();
        session.Fail($"there is no {Word(kind)} provider '{name}'; "
            + (all.Find(report => report.IsCalled(name)) is { Kind: var other } ? $"its kind is {Word(other)}: add --kind {Word(other)}"
                : names.Count == 0 ? "none exists yet; to add one, run ipblock provider add" : "the names are " + string.Join(", ", names)));
        return null;
    }
}
