using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Adds a recipient policy: mail for its recipients is judged by another measure.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockRecipientPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockRecipientPolicy))]
public sealed class AddIpBlockRecipientPolicyCommand : PolicyChangingCmdlet, IDynamicParameters
{
    /// <summary>What the log and the cmdlets call it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string Name { get; set; } = "";

    /// <summary>Its place among the policies.</summary>
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
        Submit(ChangeOf(ChangeKind.Adds, Name, SettingsEdit.AddPolicy(PropertyArguments.ForNew(SettingParameters.NewPolicy, given), priority)), "Add");
    }
}
