using System;
using System.Management.Automation;
using System.Net;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Adds a provider; Exchange's Get-IPBlockListProvider and Get-IPAllowListProvider may be piped into it.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IpBlockProvider))]
public sealed class AddIpBlockProviderCommand : ProviderChangingCmdlet
{
    /// <summary>What replies and logs call it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The domain that addresses are looked up under.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string LookupDomain { get; set; } = "";

    /// <summary>What is shown instead of a lookup domain with a key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PublicName { get; set; }

    /// <summary>Whether it is asked.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool Enabled { get; set; } = true;

    /// <summary>Any code that means "listed" is a match.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool AnyMatch { get; set; }

    /// <summary>Codes that share a bit with it are a match.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public IPAddress? BitmaskMatch { get; set; }

    /// <summary>Codes that fit one of these are a match.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? IPAddressesMatch { get; set; }

    /// <summary>What the codes mean, in words.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? ReturnCodes { get; set; }

    /// <summary>Its place among the providers of its kind.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <summary>The template of the reply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RejectionResponse { get; set; }

    /// <summary>The status code of the reply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int StatusCode { get; set; }

    /// <summary>The enhanced status code of the reply.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? EnhancedCode { get; set; }

    /// <summary>Whether a match refuses the client, or is only logged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public FilterMode Mode { get; set; }

    /// <summary>What happens when the list gives no answer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public OnFailure? OnFailure { get; set; }

    /// <summary>Whether the list is asked about IPv4 clients.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool IPv4 { get; set; } = true;

    /// <summary>Whether the list is asked about IPv6 clients.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool IPv6 { get; set; } = true;

    /// <summary>How the list is probed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ProbeKind Probe { get; set; }

    /// <summary>What happens when the list suddenly lists clients in good standing.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public BrakeMode Brake { get; set; }

    /// <summary>A note, such as why it is not enabled.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Comment { get; set; }

    /// <summary>The object that came through the pipeline: its type tells an allow list of Exchange from a block list.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is IpBlockProvider { HasHiddenKey: true } source && string.Equals(LookupDomain, source.LookupDomain, StringComparison.Ordinal))
        {
            WriteError(Record(
                $"The lookup domain of {Name} has a part that is never shown, and so is not in the object; give -LookupDomain, or use Export-IpBlockConfig -IncludeSecrets.",
                "ProviderKeyMissing", ErrorCategory.InvalidArgument, Name));
            return;
        }

        var given = BoundArguments.Of(MyInvocation);
        var ofExchange = InputObject is { } item && ExchangeObject.Is(item.TypeNames);
        var kind = !given.ContainsKey(nameof(Kind)) && ofExchange && ExchangeObject.IsOfAllowList(InputObject!.TypeNames) ? ProviderKind.Allow : Kind;
        var properties = ProviderArguments.ForNew(given);
        if (ofExchange && ProviderArguments.DropWhatAnyMatchMakesMoot(properties))
            WriteVerbose($"{Name}: AnyMatch is true, so BitmaskMatch and IPAddressesMatch, which mean nothing beside it, are left out.");
        int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
        Submit(ChangeOf(ChangeKind.Adds, kind, Name, SettingsEdit.AddProvider(kind, properties, priority)), "Add");
    }
}
