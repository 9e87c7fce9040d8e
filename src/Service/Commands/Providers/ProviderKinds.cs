using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>How commands name a provider: its kind and its name.</summary>
internal static class ProviderKinds
{
    public static Option<ProviderKind> Option() => new("--kind")
    {
        Description = "A block list or an allow list; block unless given.",
        HelpName = "block|allow",
        DefaultValueFactory = static _ => ProviderKind.Block,
    };

    public static Argument<string> Name(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The provider's name; upper and lower case are the same." };
        name.CompletionSources.Add(shell.ProviderNames);
        return name;
    }

    public static IReadOnlyList<ProviderSettings> Of(FilterSettings settings, ProviderKind kind) =>
        kind == ProviderKind.Block ? settings.BlockProviders : settings.AllowProviders;

    public static string Word(ProviderKind kind) => kind == ProviderKind.Block ? "block" : "allow";

    /// <summary>The place of a provider, from 0; -1, after it was said, when there is none of this name.</summary>
    public static int Find(Session session, FilterSettings settings, ProviderKind kind, string name)
    {
        var all = Of(settings, kind);
        for (var i = 0; i < all.Count; i++)
        {
            if (string.Equals(all[i].Name, name, System.StringComparison.OrdinalIgnoreCase))
                return i;
        }

        var other = kind == ProviderKind.Block ? ProviderKind.Allow : ProviderKind.Block;
        var isOther = Of(settings, other).Any(provider => string.Equals(provider.Name, name, System.StringComparison.OrdinalIgnoreCase));
        session.Fail($"there is no {Word(kind)} provider '{name}'; "
            + (isOther ? $"it is of the kind {Word(other)}: add --kind {Word(other)}"
                : all.Count == 0 ? "there are none yet: ipblock provider add" : "there are: " + string.Join(", ", all.Select(static provider => provider.Name))));
        return -1;
    }
}
