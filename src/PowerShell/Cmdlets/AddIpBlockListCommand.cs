using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Adds a list: a file that somebody keeps, or one that is fetched.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockList))]
public sealed class AddIpBlockListCommand : ListChangingCmdlet, IDynamicParameters
{
    /// <summary>What replies and logs call it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string Name { get; set; } = "";

    /// <summary>Its place among the lists.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
        Submit(ChangeOf(ChangeKind.Adds, Name, SettingsEdit.AddList(PropertyArguments.ForNew(SettingParameters.NewList, given), priority)), "Add");
    }
}
