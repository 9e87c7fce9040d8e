using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>What the cmdlets hand out, and what becomes of it.</summary>
public sealed class OutputTests
{
    private static readonly HashSet<string> Views = [.. XDocument.Load(Path.Combine(Module.Folder, "IpBlock.format.ps1xml")).Descendants("TypeName").Select(static name => name.Value)];

    // ConvertTo-Json writes an enumeration as a number, in Windows PowerShell always, and Export-Csv could not be told either.
    [Fact]
    public void No_property_is_an_enumeration() => Assert.Empty(
        Reachable().SelectMany(static type => type.GetProperties(), static (type, property) => (type, property))
            .Where(static one => (Nullable.GetUnderlyingType(one.property.PropertyType) ?? one.property.PropertyType).IsEnum)
            .Select(static one => one.type.Name + "." + one.property.Name));

    // PowerShell shows objects of four properties and fewer as a table of its own, whose columns it cuts. The settings are more: they are added to the object.
    [Fact]
    public void What_PowerShell_would_show_as_a_table_has_a_view_of_ours() => Assert.Empty(
        Reachable().Where(static type => type.Namespace == "IpBlock.PowerShell" && type != typeof(IpBlockConfig) && type.GetProperties().Length <= 4).Select(static type => type.FullName!).Except(Views));

    [Fact]
    public void Every_cmdlet_has_the_address_of_the_manual() => Assert.Equal(
        Module.Cmdlets.Count,
        typeof(IpBlockProvider).Assembly.GetExportedTypes().Select(static type => CmdletSurface.Attribute(type, typeof(System.Management.Automation.CmdletAttribute)))
            .Count(static cmdlet => cmdlet is not null && CmdletSurface.Named(cmdlet, "HelpUri") is IpBlock.PowerShell.Manual.Address));

    // The types of the outputs, and those of their properties, all the way down.
    private static HashSet<Type> Reachable()
    {
        var found = new HashSet<Type>();
        var left = new Stack<Type>(Module.Cmdlets.SelectMany(static cmdlet => cmdlet.Outputs));
        while (left.TryPop(out var type))
        {
            if (type.IsGenericType)
                type.GetGenericArguments().ToList().ForEach(left.Push);
            else if (type.Namespace?.StartsWith("IpBlock", StringComparison.Ordinal) == true && !type.IsEnum && found.Add(type))
                type.GetProperties().Select(static property => property.PropertyType).ToList().ForEach(left.Push);
        }

        return found;
    }
}
