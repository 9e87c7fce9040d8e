using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Service.Terminal;

/// <summary>What all commands of one run share: the surroundings and the global options.</summary>
internal sealed class Shell(Surroundings surroundings)
{
    public Surroundings Surroundings { get; } = surroundings;

    public Option<string?> Settings { get; } = new("--settings")
    {
        Description = "The settings file. Default: IPBLOCK_SETTINGS, otherwise the default path.",
        HelpName = "PATH",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON for scripts instead of tables.", Recursive = true };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "Disable colors, like the environment variable NO_COLOR.", Recursive = true };

    /// <summary>For the commands that change the settings: see <see cref="ChangingCommand"/>.</summary>
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show the properties that would change, without changing them." };

    public string SettingsPath(ParseResult parse) =>
        parse.GetValue(Settings) ?? (Surroundings.Environment(SettingsPathVariable) is { Length: > 0 } path ? path : IpBlock.Settings.SettingsPath.Default);

    /// <summary>Completes a word with the providers' names; silent when there are no settings.</summary>
    public System.Collections.Generic.IEnumerable<CompletionItem> ProviderNames(CompletionContext context)
    {
        var settings = SettingsFile.Load(SettingsPath(context.ParseResult)).Settings;
        return settings is null
            ? []
            : settings.BlockProviders.Concat(settings.AllowProviders).Select(static provider => new CompletionItem(provider.Name));
    }

    private const string SettingsPathVariable = IpBlock.Settings.SettingsPath.Variable;
}
