using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.PowerShell.Tests.Arguments;

public sealed class PropertyArgumentsTests
{
    private static readonly ProviderSettings Before = SettingsFile.Parse(
        """{ "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "ipAddressesMatch": [ "127.0.0.2", "127.0.0.3" ] } ] }""", "test.json").Settings!.BlockProviders[0];

    [Fact]
    public void An_object_of_Exchange_becomes_properties_of_the_settings()
    {
        var properties = PropertyArguments.ForNew(SettingParameters.NewProvider, new Dictionary<string, object?>
        {
            ["Name"] = "bl",
            ["LookupDomain"] = "bl.test",
            ["Enabled"] = true,
            ["AnyMatch"] = false,
            ["BitmaskMatch"] = IPAddress.Parse("127.0.0.4"),
            ["IPAddressesMatch"] = new[] { "127.0.0.2 " },
            ["RejectionResponse"] = "",
            ["Priority"] = 3,
            ["Verbose"] = true,
        });

        Assert.Equal(["anyMatch", "bitmaskMatch", "enabled", "ipAddressesMatch", "lookupDomain", "name"], properties.Keys.Order());
        Assert.Equal("127.0.0.4", properties["bitmaskMatch"]);
        Assert.Equal(["127.0.0.2"], (string[])properties["ipAddressesMatch"]!);
        Assert.Equal(true, properties["enabled"]);
    }

    [Fact]
    public void What_Exchange_leaves_empty_is_left_out() => Assert.Empty(PropertyArguments.ForNew(SettingParameters.NewProvider, new Dictionary<string, object?>
    {
        ["BitmaskMatch"] = null,
        ["IPAddressesMatch"] = Array.Empty<string>(),
        ["RejectionResponse"] = null,
        ["OnFailure"] = null,
    }));

    [Fact]
    public void Null_takes_a_property_of_a_provider_back_to_its_default()
    {
        var properties = PropertyArguments.ForChange(SettingParameters.Provider, new Dictionary<string, object?> { ["BitmaskMatch"] = null, ["IPAddressesMatch"] = null, ["RejectionResponse"] = "" }, Before);
        Assert.Equal(["bitmaskMatch", "ipAddressesMatch", "rejectionResponse"], properties.Keys.Order());
        Assert.All(properties.Values, Assert.Null);
    }

    [Fact]
    public void A_hashtable_adds_to_the_codes_there_are_and_removes_from_them()
    {
        var table = new Hashtable { ["add"] = new[] { "127.0.0.4", "127.0.0.2" }, ["Remove"] = "127.0.0.3" };
        var properties = PropertyArguments.ForChange(SettingParameters.Provider, new Dictionary<string, object?> { ["IPAddressesMatch"] = table }, Before);
        Assert.Equal(["127.0.0.2", "127.0.0.4"], (string[])properties["ipAddressesMatch"]!);
    }

    [Theory]
    [InlineData(OnFailure.Defer, "defer")]
    [InlineData(OnFailure.Accept, "accept")]
    public void A_choice_is_written_as_the_file_writes_it(OnFailure choice, string written) =>
        Assert.Equal(written, PropertyArguments.ForNew(SettingParameters.NewProvider, new Dictionary<string, object?> { ["OnFailure"] = choice })["onFailure"]);

    [Fact]
    public void Beside_AnyMatch_other_rules_of_Exchange_are_dropped()
    {
        var any = new Dictionary<string, object?> { ["anyMatch"] = true, ["bitmaskMatch"] = "0.0.0.4", ["ipAddressesMatch"] = new[] { "127.0.0.2" } };
        Assert.True(PropertyArguments.DropWhatAnyMatchMakesMoot(any));
        Assert.Equal(["anyMatch"], any.Keys);
        Assert.False(PropertyArguments.DropWhatAnyMatchMakesMoot(any));

        var selective = new Dictionary<string, object?> { ["anyMatch"] = false, ["bitmaskMatch"] = "0.0.0.4" };
        Assert.False(PropertyArguments.DropWhatAnyMatchMakesMoot(selective));
        Assert.Equal(2, selective.Count);
    }
}
