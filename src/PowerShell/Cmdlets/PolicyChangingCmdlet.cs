using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Policies;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes recipient policies.</summary>
public abstract class PolicyChangingCmdlet : ChangingCmdlet
{
    private protected Change ChangeOf(ChangeKind change, string name, SettingsEdit edit, string? newName = null)
    {
        var path = SettingsFilePath;
        return new Change(
            change, "RecipientPolicy", "Recipient policy " + name, name, settings => (newName is null ? null : Find(settings, path, newName)) ?? Find(settings, path, name), edit);
    }

    private static PSObject? Find(FilterSettings settings, string path, string name) =>
        PolicyReport.All(settings, path, Clock.System).FirstOrDefault(policy => policy.IsCalled(name)) is { } found ? new IpBlockRecipientPolicy(found).WithSettings() : null;
}

/// <summary>Removes recipient policies from the settings; files of their recipients stay.</summary>
[Cmdlet(VerbsCommon.Remove, "IpBlockRecipientPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockRecipientPolicy))]
public sealed class RemoveIpBlockRecipientPolicyCommand : PolicyChangingCmdlet
{
    /// <summary>The policies' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    [TextOnly]
    public string[] Identity { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Identity)
            Submit(ChangeOf(ChangeKind.Removes, name, SettingsEdit.RemovePolicy(name)), "Remove");
    }
}
