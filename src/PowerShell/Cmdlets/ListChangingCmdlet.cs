using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Lists;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes lists in files.</summary>
public abstract class ListChangingCmdlet : ChangingCmdlet
{
    private protected Change ChangeOf(ChangeKind change, string name, SettingsEdit edit, string? newName = null)
    {
        var path = SettingsFilePath;
        return new Change(change, "List", "List " + name, name, settings => (newName is null ? null : Find(settings, path, newName)) ?? Find(settings, path, name), edit);
    }

    // Its file is not read: this is about the settings.
    private static PSObject? Find(FilterSettings settings, string path, string name) =>
        ListReport.OfSettings(settings, path, name, Clock.System) is { } found ? new IpBlockList(found).WithSettings() : null;
}

/// <summary>Removes lists from the settings; their files stay.</summary>
[Cmdlet(VerbsCommon.Remove, "IpBlockList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockList))]
public sealed class RemoveIpBlockListCommand : ListChangingCmdlet
{
    /// <summary>The lists' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListNameCompleter))]
    [TextOnly]
    public string[] Identity { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Identity)
            Submit(ChangeOf(ChangeKind.Removes, name, SettingsEdit.RemoveList(name)), "Remove");
    }
}
