using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Cmdlets;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>What an administrator can type, by the metadata of the built module.</summary>
public sealed class CmdletTests
{
    private static readonly string[] Writers = ["Add", "Set", "Remove", "Enable", "Disable", "Import", "Export", "Undo"];

    private static readonly HashSet<string> ApprovedVerbs =
        [.. new[] { typeof(VerbsCommon), typeof(VerbsData), typeof(VerbsLifecycle), typeof(VerbsDiagnostic) }.SelectMany(static type => type.GetFields()).Select(static field => field.Name)];

    private static readonly string[] NounsOfExchange =
    [
        "IPBlockListProvider", "IPBlockListProvidersConfig", "IPBlockListEntry", "IPBlockListConfig",
        "IPAllowListProvider", "IPAllowListProvidersConfig", "IPAllowListEntry", "IPAllowListConfig",
    ];

    [Fact]
    public void The_module_has_exactly_these_cmdlets() => Assert.Equal(
        [
            "Add-IpBlockEntry", "Add-IpBlockException", "Add-IpBlockList", "Add-IpBlockProvider", "Add-IpBlockRecipientPolicy",
            "Disable-IpBlockProvider", "Enable-IpBlockProvider", "Export-IpBlockConfig", "Get-IpBlockCatalogEntry", "Get-IpBlockConfig", "Get-IpBlockConfigHistory",
            "Get-IpBlockEntry", "Get-IpBlockException", "Get-IpBlockFleetHistory", "Get-IpBlockFleetMember", "Get-IpBlockList", "Get-IpBlockLog", "Get-IpBlockProvider", "Get-IpBlockRecipientPolicy",
            "Get-IpBlockStatistics", "Get-IpBlockStatus", "Get-IpBlockThreshold", "Import-IpBlockConfig",
            "Publish-IpBlockFleetConfig", "Remove-IpBlockEntry",
            "Remove-IpBlockException", "Remove-IpBlockList", "Remove-IpBlockProvider", "Remove-IpBlockRecipientPolicy", "Set-IpBlockConfig",
            "Set-IpBlockList", "Set-IpBlockProvider", "Set-IpBlockRecipientPolicy", "Set-IpBlockThreshold", "Test-IpBlockAddress",
            "Test-IpBlockHealth", "Test-IpBlockProvider", "Test-IpBlockReplay", "Undo-IpBlockConfigChange",
            "Undo-IpBlockFleetVersion", "Update-IpBlockCatalog", "Update-IpBlockFleetConfig", "Update-IpBlockList",
        ],
        Module.Cmdlets.Select(static cmdlet => cmdlet.Name));

    [Fact]
    public void Verbs_are_approved_and_nouns_are_our_own() => Assert.All(Module.Cmdlets, static cmdlet =>
    {
        Assert.Contains(cmdlet.Verb, ApprovedVerbs);
        Assert.StartsWith("IpBlock", cmdlet.Noun);
        Assert.DoesNotContain(cmdlet.Noun, NounsOfExchange, StringComparer.OrdinalIgnoreCase);
    });

    [Fact]
    public void Who_writes_can_be_asked_and_who_reads_need_not() => Assert.All(Module.Cmdlets, static cmdlet =>
    {
        var writes = Writers.Contains(cmdlet.Verb);

        // What is fetched is handed out in any case.
        Assert.Equal(writes || cmdlet.Verb is "Update" or "Publish", cmdlet.Asks);
        Assert.Equal(writes, cmdlet.Parameters.Any(static parameter => parameter.Name == "PassThru" && parameter.Type == typeof(SwitchParameter)));
        if (writes)
            Assert.Equal(cmdlet.Verb is "Remove" or "Import" ? ConfirmImpact.High : ConfirmImpact.Medium, cmdlet.Impact);
    });

    [Fact]
    public void Where_text_is_meant_a_hashtable_is_refused_and_does_not_become_the_name_of_its_type() => Assert.Empty(
        typeof(IpBlockCmdlet).Assembly.GetTypes()
            .Where(static type => typeof(IpBlockCmdlet).IsAssignableFrom(type))
            .SelectMany(static type => type.GetProperties())
            .Where(static property => property.IsDefined(typeof(ParameterAttribute), inherit: false) && (property.PropertyType == typeof(string) || property.PropertyType == typeof(string[])))
            .Where(static property => !property.IsDefined(typeof(TextOnlyAttribute), inherit: false) && !property.IsDefined(typeof(RangeTextAttribute), inherit: false))
            .Select(static property => property.DeclaringType!.Name + "." + property.Name).Distinct());

    [Fact]
    public void Every_cmdlet_says_what_it_hands_out_and_takes_another_settings_file() => Assert.All(Module.Cmdlets, static cmdlet =>
    {
        Assert.NotEmpty(cmdlet.Outputs);
        Assert.Equal(typeof(string), cmdlet["SettingsPath"].Type);
        Assert.False(cmdlet["SettingsPath"].IsMandatory);
    });

    [Theory]
    [InlineData("Add-IpBlockProvider", "Name", typeof(string))]
    [InlineData("Add-IpBlockProvider", "LookupDomain", typeof(string))]
    [InlineData("Add-IpBlockProvider", "Enabled", typeof(bool))]
    [InlineData("Add-IpBlockProvider", "AnyMatch", typeof(bool))]
    [InlineData("Add-IpBlockProvider", "BitmaskMatch", typeof(IPAddress))]
    [InlineData("Add-IpBlockProvider", "IPAddressesMatch", typeof(string[]))]
    [InlineData("Add-IpBlockProvider", "Priority", typeof(int))]
    [InlineData("Add-IpBlockProvider", "RejectionResponse", typeof(string))]
    [InlineData("Add-IpBlockProvider", "Kind", typeof(ProviderKind))]
    [InlineData("Add-IpBlockEntry", "IPRange", typeof(string[]))]
    [InlineData("Add-IpBlockEntry", "IPAddress", typeof(string[]))]
    [InlineData("Add-IpBlockEntry", "ExpirationTime", typeof(DateTime))]
    [InlineData("Add-IpBlockEntry", "Comment", typeof(string))]
    [InlineData("Add-IpBlockEntry", "IsMachineGenerated", typeof(bool))]
    [InlineData("Add-IpBlockEntry", "List", typeof(ListKind))]
    [InlineData("Add-IpBlockException", "Client", typeof(string[]))]
    [InlineData("Add-IpBlockException", "Recipient", typeof(string[]))]
    [InlineData("Add-IpBlockList", "Url", typeof(string))]
    [InlineData("Add-IpBlockList", "Kind", typeof(ListKind))]
    [InlineData("Set-IpBlockList", "Identity", typeof(string))]
    [InlineData("Remove-IpBlockList", "Identity", typeof(string[]))]
    [InlineData("Update-IpBlockList", "Identity", typeof(string[]))]
    [InlineData("Set-IpBlockProvider", "Identity", typeof(string))]
    [InlineData("Set-IpBlockProvider", "Kind", typeof(ProviderKind))]
    [InlineData("Set-IpBlockConfig", "BypassedRecipients", typeof(object))]
    [InlineData("Set-IpBlockConfig", "BlockListResponse", typeof(string))]
    [InlineData("Remove-IpBlockProvider", "Identity", typeof(string[]))]
    [InlineData("Remove-IpBlockEntry", "IPRange", typeof(string[]))]
    [InlineData("Test-IpBlockAddress", "IPAddress", typeof(string[]))]
    [InlineData("Test-IpBlockProvider", "Identity", typeof(string[]))]
    public void What_objects_hand_on_is_taken_by_property_name(string cmdlet, string parameter, Type type)
    {
        var declared = Module.Find(cmdlet)[parameter];
        Assert.Equal(type, declared.Type);
        Assert.True(declared.ComesByName);
    }

    [Fact]
    public void Setting_a_provider_takes_only_its_identity_from_the_pipeline() => Assert.Equal(
        ["Identity", "Kind"],
        Module.Find("Set-IpBlockProvider").Parameters.Where(static parameter => parameter.ComesByName || parameter.ComesByValue).Select(static parameter => parameter.Name).Order());

    [Fact]
    public void The_cmdlets_for_one_provider_find_it_by_identity_and_complete_its_name()
    {
        var named = Module.Cmdlets.Where(static cmdlet => cmdlet.Noun == "IpBlockProvider" && cmdlet.Verb != "Add").ToList();
        Assert.Equal(6, named.Count);
        Assert.All(named, static cmdlet =>
        {
            Assert.Equal(0, cmdlet["Identity"].Position);
            Assert.Equal(typeof(ProviderNameCompleter), cmdlet["Identity"].Completer);
            Assert.Equal(cmdlet.Verb == "Set" ? [] : new[] { "Name" }, cmdlet["Identity"].Aliases);
        });
    }

    [Theory]
    [InlineData("Add-IpBlockEntry", "IPRange", "IPAddress")]
    [InlineData("Get-IpBlockEntry", "IPRange", "IPAddress")]
    [InlineData("Add-IpBlockException", "Client", "Recipient")]
    [InlineData("Remove-IpBlockException", "Client", "Recipient")]
    [InlineData("Get-IpBlockException", "Client", "Recipient")]
    public void Two_ways_to_name_the_same_thing_are_two_parameter_sets(string cmdlet, string one, string other)
    {
        Assert.Equal([one], Module.Find(cmdlet)[one].Sets);
        Assert.Equal([other], Module.Find(cmdlet)[other].Sets);
    }

    [Fact]
    public void Exchanges_name_for_the_reply_to_listed_addresses_is_an_alias() =>
        Assert.Equal(["StaticEntryRejectionResponse"], Module.Find("Set-IpBlockConfig")["BlockListResponse"].Aliases);
}
