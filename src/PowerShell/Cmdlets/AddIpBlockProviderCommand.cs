using System;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Adds a provider; Exchange's Get-IPBlockListProvider and Get-IPAllowListProvider may be piped into it.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProvider))]
public sealed class AddIpBlockProviderCommand : ProviderChangingCmdlet, IDynamicParameters
{
    /// <summary>What replies and logs call it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string Name { get; set; } = "";

    /// <summary>The domain that addresses are looked up under.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string LookupDomain { get; set; } = "";

    /// <summary>Its place among the providers of its kind.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Priority { get; set; }

    /// <summary>Adds it although its zone lists everybody, is fake, has another name, or lists domains, which otherwise is an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The object that came through the pipeline: its type tells an allow list of Exchange from a block list.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => SettingParameters.ForCall(GetType());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is IpBlockProvider { HasHiddenKey: true } source && string.Equals(LookupDomain, source.LookupDomain, StringComparison.Ordinal))
        {
            WriteError(Record(
                $"The lookup domain of {Name} contains a key, which is never shown and is not in the object. Specify the lookup domain with its key in -LookupDomain, or copy the settings with Export-IpBlockConfig -IncludeSecrets.",
                "ProviderKeyMissing", ErrorCategory.InvalidArgument, Name));
            return;
        }

        if (InputObject?.BaseObject is IpBlockCatalogEntry { NeedsKey: true } entry && string.Equals(LookupDomain, entry.LookupDomain, StringComparison.Ordinal))
        {
            WriteError(Record(
                $"The list requires your key in place of {{key}}: specify -LookupDomain '{LookupDomain}' with the key." + (entry.SignUpPage is { } page ? " To get one: " + page : ""),
                "ProviderKeyMissing", ErrorCategory.InvalidArgument, Name));
            return;
        }

        if (!Force && ZoneCheck.WhyNot(LookupDomain, SiteZones.Read(SettingsFilePath).Table) is { } why)
        {
            WriteError(Record($"{Name}: {why}. To add it anyway, use -Force.", "ProviderZone", ErrorCategory.InvalidArgument, Name));
            return;
        }

        var given = BoundArguments.Of(MyInvocation);
        var ofExchange = InputObject is { } item && ExchangeObject.Is(item.TypeNames);
        var kind = !given.ContainsKey(nameof(Kind)) && ofExchange && ExchangeObject.IsOfAllowList(InputObject!.TypeNames) ? ProviderKind.Allow : Kind;
        var properties = PropertyArguments.ForNew(SettingParameters.NewProvider, given);
        if (ofExchange && PropertyArguments.DropWhatAnyMatchMakesMoot(properties))
            WriteVerbose($"{Name}: AnyMatch is true, so BitmaskMatch and IPAddressesMatch, which cannot be combined with it, are omitted.");
        int? priority = given.ContainsKey(nameof(Priority)) ? Priority : null;
        Submit(ChangeOf(ChangeKind.Adds, kind, Name, SettingsEdit.AddProvider(kind, properties, priority)), "Add");
    }
}
