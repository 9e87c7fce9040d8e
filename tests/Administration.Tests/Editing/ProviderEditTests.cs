using System;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Xunit;
using static IpBlock.Administration.Tests.Editing.EditedFile;

namespace IpBlock.Administration.Tests.Editing;

public sealed class ProviderEditTests
{
    private const string ThreeProviders = """
        // made by hand
        {
            "enabled" : true, // stays

            /* our lists */
            "blockProviders": [
                // the paid one
                { "name": "One", "lookupDomain": "one.test", "anyMatch": true }, // ticket 1
                {
                    "lookupDomain": "two.test",  "name": "Two",
                    "anyMatch": true // any
                },

                // the last resort
                { "name": "Three", "lookupDomain": "three.test", "anyMatch": true }
            ]
        }

        """;

    [Fact]
    public void A_first_provider_makes_the_file()
    {
        using var file = new EditedFile();
        Assert.Equal(
            """
            {
              "blockProviders": [
                {
                  "name": "One",
                  "lookupDomain": "one.test",
                  "ipAddressesMatch": [ "127.0.0.2", "127.0.0.4" ],
                  "statusCode": 450
                }
              ]
            }

            """,
            file.After(SettingsEdit.AddProvider(ProviderKind.Block, Properties(
                ("statusCode", 450), ("ipAddressesMatch", new[] { "127.0.0.2", "127.0.0.4" }), ("lookupDomain", "one.test"), ("publicName", null), ("name", "One")))));
    }

    [Fact]
    public void A_provider_that_is_added_leaves_the_rest_as_it_is()
    {
        using var file = new EditedFile(ThreeProviders);
        var added = """{ "name": "New", "lookupDomain": "New.test", "anyMatch": true }""";
        var expected = ThreeProviders.Replace(
            "\"three.test\", \"anyMatch\": true }", "\"three.test\", \"anyMatch\": true },\n        " + added, StringComparison.Ordinal);
        Assert.Equal(expected, file.After(SettingsEdit.AddProvider(ProviderKind.Block, Provider("New"))));
    }

    [Theory]
    [InlineData(1, "New One Two Three")]
    [InlineData(2, "One New Two Three")]
    [InlineData(3, "One Two New Three")]
    [InlineData(4, "One Two Three New")]
    [InlineData(99, "One Two Three New")]
    [InlineData(null, "One Two Three New")]
    public void A_provider_that_takes_a_priority_pushes_the_older_one_down(int? priority, string order)
    {
        using var file = new EditedFile(ThreeProviders);
        file.After(SettingsEdit.AddProvider(ProviderKind.Block, Provider("New"), priority));
        Assert.Equal(order, Order(file));
    }

    [Fact]
    public void A_provider_moves_with_the_comments_that_are_about_it()
    {
        using var file = new EditedFile(ThreeProviders);
        Assert.Equal(
            """
            // made by hand
            {
                "enabled" : true, // stays

                /* our lists */
                "blockProviders": [
                    // the last resort
                    { "name": "Three", "lookupDomain": "three.test", "anyMatch": true },
                    // the paid one
                    { "name": "One", "lookupDomain": "one.test", "anyMatch": true }, // ticket 1

                    {
                        "lookupDomain": "two.test",  "name": "Two",
                        "anyMatch": true // any
                    }
                ]
            }

            """,
            file.After(SettingsEdit.MoveProvider(ProviderKind.Block, "three", 1)));
    }

    private static string Order(EditedFile file) => string.Join(' ', file.Editor.Read().Settings!.BlockProviders.Select(provider => provider.Name));
}
