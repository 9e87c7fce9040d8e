using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Checking;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Policies;

/// <summary>Recipients that a policy names in vain, because an earlier one names them too.</summary>
public sealed class PolicyWarningTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a@x.test", "b@x.test", "")]
    [InlineData("a@x.test", "A@X.TEST. b@x.test", "recipientPolicies[1].recipients: A@X.TEST. is in the policy first too, which applies, because it comes first")]
    [InlineData("*@x.test", "a@x.test b@y.test c@x.test", "recipientPolicies[1].recipients: a@x.test and c@x.test are in the policy first too, which applies, because it comes first")]
    [InlineData("*@x.test", "a@x.test b@y.test c@x.test d@x.test", "recipientPolicies[1].recipients: a@x.test and 2 other recipients are in the policy first too, which applies, because it comes first")]
    [InlineData("a@*", "a@x.test b@x.test", "recipientPolicies[1].recipients: a@x.test is in the policy first too, which applies, because it comes first")]
    [InlineData("a@x.test", "a+b@x.test c@x.test", "recipientPolicies[1].recipients: a+b@x.test is in the policy first too, which applies, because it comes first")]
    [InlineData("a+b@x.test", "a@x.test", "")]
    [InlineData("a@x.test", "*@x.test", "")]
    [InlineData("a@*", "*@x.test", "")]
    [InlineData("*@x.test", "a@*", "")]
    [InlineData("*@x.test a@*", "a@* a@y.test b@x.test", "recipientPolicies[1]: the policy second is never used: first contains all its recipients and comes first; move it up, or remove it")]
    public void In_the_settings(string first, string second, string warning) =>
        Assert.Equal(warning.Length == 0 ? [] : [warning], SettingsWarnings.Of(Two(first, second), Now));

    [Fact]
    public void A_policy_that_is_off_names_nobody()
    {
        var settings = Some.Settings("""
            { "recipientPolicies": [ { "name": "a", "recipients": [ "x@y.test" ], "enabled": false }, { "name": "b", "recipients": [ "x@y.test" ] }, { "name": "c", "recipients": [ "x@y.test" ], "enabled": false } ] }
            """);
        Assert.Empty(SettingsWarnings.Of(settings, Now));
    }

    [Fact]
    public void Of_several_earlier_policies_each_is_named()
    {
        var settings = Some.Settings("""
            { "recipientPolicies": [ { "name": "a", "recipients": [ "x@y.test" ] }, { "name": "b", "recipients": [ "z@y.test" ] }, { "name": "c", "recipients": [ "x@y.test", "z@y.test" ] } ] }
            """);
        Assert.Equal("recipientPolicies[2]: the policy c is never used: a, b contain all its recipients and come first; move it up, or remove it", Assert.Single(SettingsWarnings.Of(settings, Now)));
    }

    [Fact]
    public void In_files_they_are_found_on_this_machine()
    {
        File.WriteAllLines(_folder.PathOf("first.txt"), ["a@x.test", "*@y.test"]);
        File.WriteAllLines(_folder.PathOf("second.txt"), Enumerable.Range(0, 5000).Select(static i => $"u{i}@y.test").Append("c@z.test"));
        var settings = Some.Settings("""
            { "recipientPolicies": [ { "name": "first", "recipientsFile": "first.txt" }, { "name": "second", "recipients": [ "a@x.test", "b@x.test" ], "recipientsFile": "second.txt" } ] }
            """);
        Assert.Empty(SettingsWarnings.Of(settings, Now));
        Assert.Equal(
            [
                "recipientPolicies[1].recipients: a@x.test is in the policy first too, which applies, because it comes first",
                "recipientPolicies[1].recipientsFile: u0@y.test and 4,999 other recipients are in the policy first too, which applies, because it comes first",
            ],
            SiteCheck.Policies(settings, _folder.PathOf("ipblock.json"), Clock.System));
    }

    [Fact]
    public void What_the_settings_alone_show_is_not_said_again_of_the_files()
    {
        File.WriteAllLines(_folder.PathOf("second.txt"), ["c@x.test"]);
        var settings = Some.Settings("""
            { "recipientPolicies": [ { "name": "first", "recipients": [ "a@x.test" ] }, { "name": "second", "recipients": [ "a@x.test" ], "recipientsFile": "second.txt" } ] }
            """);
        Assert.Single(SettingsWarnings.Of(settings, Now));
        Assert.Empty(SiteCheck.Policies(settings, _folder.PathOf("ipblock.json"), Clock.System));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var settings = Some.Settings("""{ "recipientPolicies": [ { "name": "Sales", "recipientsFile": "no.txt" } ] }""");
        var trouble = Assert.Single(SiteCheck.Policies(settings, _folder.PathOf("ipblock.json"), Clock.System));
        Assert.Equal($"Recipient policy Sales: {_folder.PathOf("no.txt")}: the file does not exist; create it, or change recipientsFile of the policy.", trouble);
        Assert.Contains(trouble, SiteCheck.Look(settings, _folder.PathOf("ipblock.json"), Clock.System));
    }

    private static FilterSettings Two(string first, string second) =>
        Some.Settings($$"""{ "recipientPolicies": [ { "name": "first", "recipients": [ {{List(first)}} ] }, { "name": "second", "recipients": [ {{List(second)}} ] } ] }""");

    private static string List(string recipients) => string.Join(", ", recipients.Split(' ').Select(static one => $"\"{one}\""));
}
