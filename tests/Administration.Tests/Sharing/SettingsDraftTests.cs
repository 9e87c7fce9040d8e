using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Sharing;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

/// <summary>A copy of the settings that is tried before it is applied.</summary>
public sealed class SettingsDraftTests : IDisposable
{
    private const string Settings = """
        {
          // ours
          "blockProviders": [
            { "name": "Zen", "lookupDomain": "secret0key.zen.dq.spamhaus.net", "anyMatch": true },
            { "name": "Again", "lookupDomain": "secret0key.dbl.dq.spamhaus.net", "anyMatch": true },
            { "name": "Own", "publicName": "lists.example", "lookupDomain": "hidden0key.lists.example", "anyMatch": true }
          ],
          "lists": [ { "name": "Paid", "kind": "block", "url": "https://lists.example/k3y9x8q7w6/drop.txt" } ]
        }
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _folder = new();
    private readonly SettingsEditor _editor;

    public SettingsDraftTests() => _editor = new SettingsEditor(_folder.Write("ipblock.json", Settings));

    private string Text => File.ReadAllText(_editor.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_shown_without_keys_and_has_them_again_when_it_is_applied()
    {
        var draft = Draft();
        Assert.DoesNotContain("secret0key", draft.Shown);
        Assert.DoesNotContain("hidden0key", draft.Shown);
        Assert.DoesNotContain("k3y9x8q7w6", draft.Shown);
        Assert.Contains("\"kept-key-1.zen.dq.spamhaus.net\"", draft.Shown);
        Assert.Contains("// ours", draft.Shown);
        Assert.NotNull(SettingsFile.Parse(draft.Shown, "shown").Settings);

        var written = draft.Write(draft.Shown.Replace("\"Own\"", "\"Mine\""), Now);
        Assert.Empty(written.Errors);
        Assert.True(_editor.Apply(draft.Basis, written.Draft!.ToEdit()).Succeeded);
        Assert.Equal(Settings.Replace("\"Own\"", "\"Mine\""), Text);
    }

    [Fact]
    public void Changes_add_up_and_are_told_by_property_and_the_file_is_not_touched()
    {
        var draft = Draft().With(Now, SettingsEdit.Set("mode", "report")).Draft!
            .With(Now, SettingsEdit.EnableProvider(ProviderKind.Block, "Zen", enabled: false)).Draft!;
        Assert.Equal(
            ["blockProviders[Zen].enabled: set to false", "mode: set to report"],
            draft.Difference.Changes.Select(static change => change.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(FilterMode.Report, draft.Settings.Mode);
        Assert.Equal(Settings, Text);
        Assert.True(Draft().Difference.IsSame);
    }

    [Fact]
    public void An_error_names_the_line_and_no_key()
    {
        var draft = Draft();
        const string Then = " },\n    { \"name\": \"Again\"";
        var errors = draft.Write(draft.Shown.Replace("\"anyMatch\": true" + Then, "\"anyMatch\": 7" + Then), Now).Errors;
        Assert.Equal(4, Assert.Single(errors).Line);
        var invented = draft.Write(draft.Shown.Replace("kept-key-1.", "kept-key-9."), Now).Errors;
        Assert.Contains("kept-key-9 is a placeholder for a key that these settings do not contain", Assert.Single(invented).Reason);
        Assert.DoesNotContain(errors.Concat(invented), static error => error.ToString().Contains("0key"));
        Assert.Single(draft.With(Now, SettingsEdit.EnableProvider(ProviderKind.Block, "None", enabled: false)).Errors);
    }

    [Fact]
    public void A_password_does_not_come_back_in_the_place_of_a_domain_where_it_would_be_shown()
    {
        var shown = ShownKeys.Of(Settings.Replace("\"lists\":", "\"notify\": { \"email\": { \"password\": \"pass5word.example\" } }, \"lists\":"));
        var standIn = shown.Text[(shown.Text.IndexOf("\"password\": \"", StringComparison.Ordinal) + 13)..].Split('"')[0];
        var moved = shown.Text.Replace("\"lookupDomain\": \"kept-key-2.", $"\"lookupDomain\": \"{standIn}\", \"comment\": \"");
        Assert.DoesNotContain("\"lookupDomain\": \"pass5word", shown.Reveal(moved, out var unknown));
        Assert.Equal(standIn.Split('.')[0], Assert.Single(unknown));
    }

    [Fact]
    public void It_is_not_applied_over_what_another_has_changed()
    {
        var draft = Draft().With(Now, SettingsEdit.Set("mode", "report")).Draft!;
        Assert.True(_editor.Apply(SettingsEdit.Set("lookup", "sequential")).Succeeded);
        var result = _editor.Apply(draft.Basis, draft.ToEdit());
        Assert.False(result.Succeeded);
        Assert.Equal("lookup: set to sequential", Assert.Single(result.ChangedMeanwhile!.Changes).ToString());
        Assert.DoesNotContain("report", Text);
    }

    [Fact]
    public void Where_there_is_no_file_it_is_empty_and_makes_one()
    {
        File.Delete(_editor.Path);
        var draft = Draft().With(Now, SettingsEdit.Set("mode", "report")).Draft!;
        Assert.True(_editor.Apply(draft.Basis, draft.ToEdit()).Succeeded);
        Assert.Contains("\"mode\": \"report\"", Text);
    }

    private SettingsDraft Draft() => SettingsDraft.Of(_editor.TakeReading(), _editor.Path);
}
