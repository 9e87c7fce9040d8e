using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using IpBlock.PowerShell.Arguments;
using Xunit;

namespace IpBlock.PowerShell.Tests.Surface;

public sealed class FormatTests
{
    private static readonly XElement[] Views = [.. XDocument.Load(Path.Combine(Module.Folder, "IpBlock.format.ps1xml")).Descendants("View")];

    [Fact]
    public void Every_view_is_of_a_type_that_exists_and_shows_properties_that_it_has()
    {
        Assert.NotEmpty(Views);
        Assert.All(Views, static view =>
        {
            var type = typeof(IpBlockProvider).Assembly.GetType(view.Descendants("TypeName").Single().Value, throwOnError: true)!;
            var names = view.Descendants("PropertyName").Select(static property => property.Value);
            Assert.All(names, name => Assert.True(type.GetProperty(name) is not null || IsSetting(type, name), name));
        });
    }

    [Fact]
    public void A_table_has_as_many_headers_as_columns() => Assert.All(
        Views.Where(static view => view.Element("TableControl") is not null),
        static view => Assert.Equal(view.Descendants("TableColumnHeader").Count(), view.Descendants("TableColumnItem").Count()));

    // In less than twelve columns no word has room.
    [Fact]
    public void A_table_leaves_its_last_column_room_in_a_window_of_80_columns() => Assert.Empty(Views
        .Where(static view => view.Element("TableControl") is not null && view.Descendants("TableColumnHeader").Last().Element("Width") is null && WidthOf(view) > 80 - 12)
        .Select(static view => $"{view.Element("Name")!.Value} takes {WidthOf(view)}"));

    private static int WidthOf(XElement view) =>
        view.Descendants("Width").Sum(static width => int.Parse(width.Value, CultureInfo.InvariantCulture)) + view.Descendants("TableColumnHeader").Count() - 1;

    private static bool IsSetting(Type type, string property)
    {
        var settings = type == typeof(IpBlockList) ? SettingParameters.List : type == typeof(IpBlockProvider) ? SettingParameters.Provider : type == typeof(IpBlockRecipientPolicy) ? SettingParameters.Policy : [];
        return settings.Any(setting => setting.Name == property);
    }
}
