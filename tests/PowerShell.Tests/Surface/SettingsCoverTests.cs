using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>A setting that is declared in the engine can be set from here, and is shown.</summary>
public sealed class SettingsCoverTests
{
    private static readonly string[] ListsWithCmdletsOfTheirOwn = ["blockProviders", "allowProviders", "blockList", "allowList", "lists", "exceptions.clients", "exceptions.recipients"];

    [Fact]
    public void Every_property_of_a_provider_is_a_parameter_of_Add_and_Set_and_is_shown()
    {
        var declared = Declared(typeof(ProviderSettings)).Select(static setting => setting.Path).Order().ToList();
        Assert.Equal(declared, ProviderArguments.Properties.Values.Order());
        Assert.All(ProviderArguments.Properties.Keys, static name =>
        {
            Assert.Contains(name, Names("Add-IpBlockProvider"));
            Assert.Contains(name, Names("Set-IpBlockProvider"));
            Assert.NotNull(typeof(IpBlockProvider).GetProperty(name));
        });
    }

    [Fact]
    public void Every_property_of_a_list_is_a_parameter_of_Add_and_Set_and_is_shown()
    {
        var declared = Declared(typeof(ListSettings)).Select(static setting => setting.Path).Order().ToList();
        Assert.Equal(declared, ListArguments.Properties.Values.Order());
        Assert.All(ListArguments.Properties.Keys, static name =>
        {
            Assert.Contains(name, Names("Add-IpBlockList"));
            Assert.Contains(name, Names("Set-IpBlockList"));
            Assert.NotNull(typeof(IpBlockList).GetProperty(name));
        });
    }

    [Fact]
    public void Every_general_setting_is_a_parameter_of_Set_IpBlockConfig_and_is_shown()
    {
        var declared = General(typeof(FilterSettings), "").Except(ListsWithCmdletsOfTheirOwn).Order().ToList();
        Assert.Equal(declared, ConfigArguments.Paths.Values.Order());
        Assert.All(ConfigArguments.Paths.Keys, static name =>
        {
            Assert.Contains(name, Names("Set-IpBlockConfig"));
            Assert.NotNull(typeof(IpBlockConfig).GetProperty(name));
        });
    }

    private static List<string> Names(string cmdlet) => [.. Module.Find(cmdlet).Parameters.Select(static parameter => parameter.Name)];

    private static IEnumerable<string> General(Type type, string prefix) => Declared(type)
        .SelectMany(setting => setting.Type.IsDefined(typeof(SettingObjectAttribute)) ? General(setting.Type, prefix + setting.Path + ".") : [prefix + setting.Path]);

    private static IEnumerable<(string Path, Type Type)> Declared(Type type) => type.GetProperties()
        .Where(static property => property.IsDefined(typeof(SettingAttribute)))
        .Select(static property => (property.GetCustomAttribute<SettingAttribute>()!.Name ?? char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property.PropertyType));
}
