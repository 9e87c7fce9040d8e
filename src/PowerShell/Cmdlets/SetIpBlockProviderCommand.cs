using System;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Changes a provider. Only Identity and Kind come through the pipeline, as in Exchange: the rest is what to change.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProvider))]
public sealed class SetIpBlockProviderCommand : ProviderChangingCmdlet, IDynamicParameters
{
    /// <summary>Its name now.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [TextOnly]
    public string Identity { get; set; } = "";

    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Name { get; set; }

    /// <summary>Its place among the providers of its kind.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        var before = (Present is { } settings ? ProviderReport.All(settings, Kind) : []).FirstOrDefault(provider => provider.IsCalled(Identity))?.Settings;
        try
        {
            var properties = PropertyArguments.ForChange(SettingParameters.Provider, given, before);
            MatchRule.Complete(properties);
            int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
            Submit(ChangeOf(ChangeKind.Alters, Kind, Identity, SettingsEdit.SetProvider(Kind, Identity, properties, priority), Name), "Set");
        }
        catch (ArgumentException bad)
        {
            WriteError(new ErrorRecord(bad, "ProviderInvalid", ErrorCategory.InvalidArgument, Identity));
        }
    }
}
