using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>The manual and the declarations in the code say the same, in both directions.</summary>
public sealed class SettingsManualTests
{
    private const string Page = "docs/settings.md";

    private static readonly string[] Manual = WrittenFile.Read(Page).Split('\n');

    [Fact]
    public void The_tables_are_written_from_the_declarations() => WrittenFile.Keep(
        Page,
        SettingsReference.Topics.Aggregate(
            WrittenFile.Read(Page),
            static (page, topic) => ManualTables.WithRows(page, "## " + topic.Title, topic.Rows.Select(static row => row.ToString()))));

    [Fact]
    public void The_manual_describes_no_object_that_does_not_exist()
    {
        var described = Manual.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).Where(title => Rows(title).Any());
        Assert.Equal(SettingsReference.Topics.Select(topic => topic.Title), described);
    }

    [Fact]
    public void The_examples_are_good_settings()
    {
        var examples = Examples().ToList();
        Assert.Equal(6, examples.Count);
        Assert.Empty(SettingsFile.Parse(examples[0], "example").Errors);
        Assert.Empty(SettingsFile.Parse(examples[1], "example").Errors);
        Assert.Empty(SettingsFile.Parse("{ \"blockProviders\": [" + examples[2] + "] }", "example").Errors);
        Assert.Empty(SettingsFile.Parse("{ \"exceptions\": " + examples[3] + " }", "example").Errors);
        Assert.Empty(SettingsFile.Parse(examples[4], "example").Errors);
        Assert.Empty(SettingsFile.Parse(examples[5], "example").Errors);
    }

    [Fact]
    public void Every_limit_can_be_read_and_holds_for_the_default()
    {
        foreach (var property in SettingObject.Tree(typeof(FilterSettings)).SelectMany(schema => schema.Properties).Where(property => property.MaxText is not null))
        {
            var numeric = property.Type != typeof(string);
            Assert.True(!numeric || (property.Min is not null && property.Max is not null), property.Name);
            if (property.Default is not null && !property.IsList)
                Assert.Null(Limits.Violated(property, property.Default));
        }
    }

    [Fact]
    public void Every_default_that_the_manual_names_can_be_written_into_the_file()
    {
        var names = SettingsReference.Topics[0].Rows.Where(row => row.Default.StartsWith('`'));
        foreach (var row in names)
        {
            var value = row.Default.Trim('`');
            var json = value[0] is '[' or '{' || bool.TryParse(value, out _) ? value : '"' + value + '"';
            Assert.Empty(SettingsFile.Parse($$"""{ "{{row.Name}}": {{json}} }""", "default").Errors);
        }
    }

    private static IEnumerable<string> Rows(string title) => Manual
        .SkipWhile(line => line != "## " + title)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private static IEnumerable<string> Examples()
    {
        var parts = string.Join('\n', Manual).Split("```");
        return parts.Where((part, index) => index % 2 == 1 && part.StartsWith("json\n", StringComparison.Ordinal)).Select(part => part[5..]);
    }
}
