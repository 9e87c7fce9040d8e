using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes providers.</summary>
public abstract class ProviderChangingCmdlet : ChangingCmdlet
{
    /// <summary>Block list, unless something else is said or comes through the pipeline, or allow list.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ProviderKind Kind { get; set; }

    private protected static Change ChangeOf(ChangeKind change, ProviderKind kind, string name, SettingsEdit edit, string? newName = null) => new(
        change,
        "Provider",
        (kind == ProviderKind.Block ? "Block provider " : "Allow provider ") + name,
        name,
        settings => (newName is null ? null : Find(settings, kind, newName)) ?? Find(settings, kind, name),
        edit);

    private static PSObject? Find(FilterSettings settings, ProviderKind kind, string name) =>
        ProviderReport.All(settings, kind).FirstOrDefault(provider => provider.IsCalled(name)) is { } found ? new IpBlockProvider(found).WithSettings() : null;
}

/// <summary>A cmdlet that does one thing to providers that there are.</summary>
public abstract class NamedProvidersCmdlet : ProviderChangingCmdlet
{
    /// <summary>The providers' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [TextOnly]
    public string[] Identity { get; set; } = [];

    private protected abstract string Action { get; }

    private protected virtual ChangeKind Makes => ChangeKind.Alters;

    private protected abstract SettingsEdit EditOf(string name);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Identity)
            Submit(ChangeOf(Makes, Kind, name, EditOf(name)), Action);
    }
}

/// <summary>Removes providers.</summary>
[Cmdlet(VerbsCommon.Remove, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProvider))]
public sealed class RemoveIpBlockProviderCommand : NamedProvidersCmdlet
{
    private protected override string Action => "Remove";

    private protected override ChangeKind Makes => ChangeKind.Removes;

    private protected override SettingsEdit EditOf(string name) => SettingsEdit.RemoveProvider(Kind, name);
}

/// <summary>Has providers asked.</summary>
[Cmdlet(VerbsLifecycle.Enable, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProvider))]
public sealed class EnableIpBlockProviderCommand : NamedProvidersCmdlet
{
    private protected override string Action => "Enable";

    private protected override SettingsEdit EditOf(string name) => SettingsEdit.EnableProvider(Kind, name, enabled: true);
}

/// <summary>Has providers not asked.</summary>
[Cmdlet(VerbsLifecycle.Disable, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProvider))]
public sealed class DisableIpBlockProviderCommand : NamedProvidersCmdlet
{
    private protected override string Action => "Disable";

    private protected override SettingsEdit EditOf(string name) => SettingsEdit.EnableProvider(Kind, name, enabled: false);
}
