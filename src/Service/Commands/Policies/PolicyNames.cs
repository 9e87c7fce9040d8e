using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Administration.Policies;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Policies;

/// <summary>How commands name a recipient policy.</summary>
internal static class PolicyNames
{
    public static Argument<string> Required(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the policy, not case-sensitive." };
        name.CompletionSources.Add(context => SettingsFile.Load(shell.SettingsPath(context.ParseResult)).Settings?.RecipientPolicies.Select(static policy => new CompletionItem(policy.Name)) ?? []);
        return name;
    }

    /// <summary>The policy of that name; null, after it was said, when there is none.</summary>
    public static PolicyReport? Find(Session session, FilterSettings settings, string name)
    {
        var all = PolicyReport.All(settings, session.SettingsPath, session.Clock);
        var found = all.FirstOrDefault(policy => policy.IsCalled(name));
        if (found is null)
            session.Fail($"there is no recipient policy '{name}'; " + (all.Count == 0 ? "none exists yet; to add one, run ipblock policy add" : "the names are " + string.Join(", ", all.Select(static policy => policy.Settings.Name))));
        return found;
    }
}
