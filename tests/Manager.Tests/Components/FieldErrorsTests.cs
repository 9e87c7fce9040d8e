using System;
using IpBlock.Manager.Components;
using IpBlock.Manager.Components.Forms;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Manager.Tests.Components;

public sealed class FieldErrorsTests
{
    [Fact]
    public void An_error_of_a_general_setting_is_at_its_path_and_in_its_words()
    {
        var errors = FieldErrors.OfGeneral(Of("""{ "log": { "maxAge": "5h" }, "helo": { "own": [ "mail.example", "300.1.1.1" ] } }"""));
        Assert.Equal("5h is too small; possible: 1d to 3650d.", errors.Of("log.maxAge"));
        Assert.Contains("300.1.1.1", errors.Of("helo.own"), StringComparison.Ordinal);
        Assert.Empty(errors.Others);
    }

    [Theory]
    [InlineData("""{ "thresholds": { "reject": 0 } }""", "thresholds.reject")]
    [InlineData("""{ "scores": { "Own": "x" } }""", "scores")]
    [InlineData("""{ "scores": { "Own": -1 } }""", "scores")]
    [InlineData("""{ "removeProviders": [ "Own", "None" ] }""", "removeProviders")]
    [InlineData("""{ "deferOnce": "maybe" }""", "deferOnce")]
    public void An_error_of_a_policy_is_at_its_field(string members, string field)
    {
        var policy = $$"""{ "name": "P", "recipients": [ "a@example.com" ], {{members.Trim()[1..]}}""";
        var errors = FieldErrors.From(Of($$"""
            { "blockProviders": [ { "name": "Own", "lookupDomain": "bl.test", "anyMatch": true } ], "recipientPolicies": [ {{policy}} ] }
            """));
        Assert.Empty(errors.Others);
        Assert.DoesNotContain("recipientPolicies", errors.Of(field), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it is not there", "It is not there")]
    [InlineData("user@site.example is in another policy too", "user@site.example is in another policy too")]
    [InlineData("mail.site.example is no address", "mail.site.example is no address")]
    [InlineData("missing.", "Missing.")]
    [InlineData("", "")]
    public void A_sentence_begins_with_a_capital_unless_a_name_stands_there(string text, string words) => Assert.Equal(words, Wordings.Capital(text));

    [Theory]
    [InlineData("recipientPolicies[1].recipients: a@x is in two.", "a@x is in two.")]
    [InlineData("blockProviders[0]: the list is idle.", "The list is idle.")]
    [InlineData("log.maxAge: is short.", "log.maxAge: is short.")]
    public void The_place_of_a_warning_is_left_out(string warning, string words) => Assert.Equal(words, Wordings.WithoutPlace(warning));

    // As of a change, which has no lines.
    private static System.Collections.Generic.IReadOnlyList<SettingsError> Of(string json)
    {
        using var folder = new Testing.Servers.ScratchFolder();
        var editor = new Administration.Editing.SettingsEditor(folder.Write("ipblock.json", "{}"));
        return editor.Preview(Administration.Editing.SettingsEdit.Rewrite(_ => json, "")).Errors;
    }
}
