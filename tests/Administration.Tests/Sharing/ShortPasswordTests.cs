using System;
using IpBlock.Administration.Sharing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

/// <summary>Passwords that also stand elsewhere in a settings file: in property names, in punctuation, in comments.</summary>
public sealed class ShortPasswordTests
{
    [Theory]
    [InlineData("user")]
    [InlineData("password")]
    [InlineData(",")]
    [InlineData("e")]
    [InlineData(":")]
    [InlineData("{")]
    public void A_password_that_stands_in_property_names_or_punctuation_changes_nothing_else(string password)
    {
        var file = FileWith(password, "");
        var hidden = KeysInSettings.Hide(file, static (_, _) => "hidden");
        Assert.Empty(SettingsFile.Parse(hidden, "hidden").Errors);
        Assert.Equal(file, KeysInSettings.Reveal(hidden, (value, _) => value == "hidden" ? password : null));
    }

    [Theory]
    [InlineData("e", "/* note the hour */ // mail user, \"e\"")]
    [InlineData("*", "/* * / ** stars **/ // /* * */")]
    [InlineData("/", "/* a / b /*/ // http://example")]
    [InlineData("*/", "/* * / */ // */ x")]
    public void A_comment_stays_one_whatever_is_taken_out_of_it(string password, string comment)
    {
        var hidden = KeysInSettings.Hide(FileWith(password, comment), static (_, _) => "hidden");
        Assert.Empty(SettingsFile.Parse(hidden, "hidden").Errors);
        Assert.Empty(SharedSettings.Between(FileWith("hidden", ""), hidden, null).Changes);
    }

    [Fact]
    public void A_domain_that_is_no_domain_is_taken_out_of_a_comment_and_leaves_it_a_comment()
    {
        const string File = """{ "blockProviders": [ { "name": "Bad", "lookupDomain": "e e" } ] /* *e e/ e */ }""";
        var hidden = KeysInSettings.Hide(File, static (_, _) => "x");
        Assert.EndsWith("/* * / e */ }", hidden, StringComparison.Ordinal);
    }

    [Fact]
    public void Slashes_in_a_property_name_are_no_comment()
    {
        const string File = """{ "notify": { "email": { "password": "note" } }, "a // note \" /* note": 1, 'b // note': 2 }""";
        Assert.Contains("""
            "a // note \" /* note": 1, 'b // note': 2 }
            """, KeysInSettings.Hide(File, static (_, _) => "x"), StringComparison.Ordinal);
    }

    private static string FileWith(string password, string comment) => $$"""
        {
          "notify": {
            "email": { "server": "mail.example", "user": "ipblock", "password": "{{password}}" } {{comment}}
          }
        }
        """;
}
