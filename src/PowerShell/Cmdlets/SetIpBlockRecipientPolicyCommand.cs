using System;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Changes a recipient policy. Only Identity comes through the pipeline: the rest is what to change.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockRecipientPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockRecipientPolicy))]
public sealed class SetIpBlockRecipientPolicyCommand : PolicyChangingCmdlet, IDynamicParameters
{
    /// <summary>Its name now.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    [TextOnly]
    public string Identity { get; set; } = "";

    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Name { get; set; }

    /// <summary>Its place among the policies.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        var before = Present?.RecipientPolicies.FirstOrDefault(policy => string.Equals(policy.Name, Identity, StringComparison.OrdinalIgnoreCase));
        try
        {
            var properties = PropertyArguments.ForChange(SettingParameters.Policy, given, before);
            int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
            Submit(ChangeOf(ChangeKind.Alters, Identity, SettingsEdit.SetPolicy(Identity, properties, priority), Name), "Set");
        }
        catch (ArgumentException bad)
        {
            WriteError(new ErrorRecord(bad, "RecipientPolicyInvalid", ErrorCategory.InvalidArgument, Identity));
        }
    }
}
