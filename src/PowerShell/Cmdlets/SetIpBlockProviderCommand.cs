using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Changes a provider. Only Identity and Kind come through the pipeline, as in Exchange: the rest is what to change.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IpBlockProvider))]
public sealed class SetIpBlockProviderCommand : ProviderChangingCmdlet
{
    /// <summary>Its name now.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    public string Identity { get; set; } = "";

    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The domain that addresses are looked up under.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LookupDomain { get; set; }

    /// <summary>What is shown instead of a lookup domain with a key.</summary>
    [Parameter]
    public string? PublicName { get; set; }

    /// <summary>Whether it is asked.</summary>
    [Parameter]
    public bool Enabled { get; set; }

    /// <summary>Any code that means "listed" is a match.</summary>
    [Parameter]
    public bool AnyMatch { get; set; }

    /// <summary>Codes that share a bit with it are a match; null for none.</summary>
    [Parameter]
    public IPAddress? BitmaskMatch { get; set; }

    /// <summary>Codes that fit one of these are a match: a list, or a hashtable of Add and Remove.</summary>
    [Parameter]
    public object? IPAddressesMatch { get; set; }

    /// <summary>What the codes mean, in words: a list, or a hashtable of Add and Remove.</summary>
    [Parameter]
    public object? ReturnCodes { get; set; }

    /// <summary>Its place among the providers of its kind.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <summary>The template of the reply; null for the default text.</summary>
    [Parameter]
    public string? RejectionResponse { get; set; }

    /// <summary>The status code of the reply.</summary>
    [Parameter]
    public int StatusCode { get; set; }

    /// <summary>The enhanced status code of the reply; null for that which fits the status code.</summary>
    [Parameter]
    public string? EnhancedCode { get; set; }

    /// <summary>Whether a match refuses the client, or is only logged.</summary>
    [Parameter]
    public FilterMode Mode { get; set; }

    /// <summary>What happens when the list gives no answer; null for what the settings say for all.</summary>
    [Parameter]
    public OnFailure? OnFailure { get; set; }

    /// <summary>Whether the list is asked about IPv4 clients.</summary>
    [Parameter]
    public bool IPv4 { get; set; }

    /// <summary>Whether the list is asked about IPv6 clients.</summary>
    [Parameter]
    public bool IPv6 { get; set; }

    /// <summary>How the list is probed.</summary>
    [Parameter]
    public ProbeKind Probe { get; set; }

    /// <summary>What happens when the list suddenly lists clients in good standing.</summary>
    [Parameter]
    public BrakeMode Brake { get; set; }

    /// <summary>A note, such as why it is not enabled.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        var before = (Present is { } settings ? ProviderReport.All(settings, Kind) : []).FirstOrDefault(provider => provider.IsCalled(Identity))?.Settings;
        try
        {
            var properties = ProviderArguments.ForChange(given, before);
            int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
            Submit(ChangeOf(ChangeKind.Alters, Kind, Identity, SettingsEdit.SetProvider(Kind, Identity, properties, priority), Name), "Set");
        }
        catch (ArgumentException bad)
        {
            WriteError(new ErrorRecord(bad, "ProviderInvalid", ErrorCategory.InvalidArgument, Identity));
        }
    }
}
