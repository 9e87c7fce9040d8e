using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Changes a list. Only Identity comes through the pipeline: the rest is what to change.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockList))]
public sealed class SetIpBlockListCommand : ListChangingCmdlet, IDynamicParameters
{
    /// <summary>Its name now.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ListNameCompleter))]
    [TextOnly]
    public string Identity { get; set; } = "";

    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Name { get; set; }

    /// <summary>Its place among the lists.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
        Submit(ChangeOf(ChangeKind.Alters, Identity, SettingsEdit.SetList(Identity, PropertyArguments.ForChange(SettingParameters.List, given, before: null), priority), Name), "Set");
    }
}
