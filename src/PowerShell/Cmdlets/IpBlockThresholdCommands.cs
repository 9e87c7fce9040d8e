using System;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows what a sum of scores comes to: for everybody, or by a recipient policy.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockThreshold", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockThreshold))]
public sealed class GetIpBlockThresholdCommand : IpBlockCmdlet
{
    /// <summary>The recipient policies whose thresholds are wanted; those for everybody when none is given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    [TextOnly]
    public string[]? RecipientPolicy { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ReadSettings() is not { } settings)
            return;
        if (RecipientPolicy is null)
            WriteObject(IpBlockThreshold.Of(settings, null));
        foreach (var name in RecipientPolicy ?? [])
        {
            if (settings.RecipientPolicies.FirstOrDefault(policy => string.Equals(policy.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
                WriteObject(IpBlockThreshold.Of(settings, found));
            else
                WriteError(Record($"There is no recipient policy '{name}'.", "RecipientPolicyNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}

/// <summary>Changes what a sum of scores comes to: for everybody, or by a recipient policy. Each threshold is a parameter.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockThreshold", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockThreshold))]
public sealed class SetIpBlockThresholdCommand : ChangingCmdlet, IDynamicParameters
{
    /// <summary>The recipient policy whose thresholds are changed; those for everybody when none is given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    [TextOnly]
    public string? RecipientPolicy { get; set; }

    private protected override ErrorWords Words => SettingParameters.ThresholdWords;

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var properties = PropertyArguments.ForChange(SettingParameters.Thresholds, BoundArguments.Of(MyInvocation), before: null);
        var edits = RecipientPolicy is null
            ? properties.Select(static one => SettingsEdit.Set(one.Key, (string?)one.Value)).ToArray()
            : [SettingsEdit.SetPolicy(RecipientPolicy, properties)];
        var what = RecipientPolicy is null ? "General thresholds" : "Thresholds of the recipient policy " + RecipientPolicy;
        Submit(new Change(ChangeKind.Alters, RecipientPolicy is null ? "Threshold" : "RecipientPolicy", what, RecipientPolicy ?? SettingsFilePath, Find, edits), "Set");
    }

    private IpBlockThreshold? Find(FilterSettings settings)
    {
        if (RecipientPolicy is null)
            return IpBlockThreshold.Of(settings, null);
        var policy = settings.RecipientPolicies.FirstOrDefault(policy => string.Equals(policy.Name, RecipientPolicy, StringComparison.OrdinalIgnoreCase));
        return policy is null ? null : IpBlockThreshold.Of(settings, policy);
    }
}
