using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class SettingsReadingTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_is_made_while_the_file_is_as_it_was_read()
    {
        var editor = Editor("{ \"mode\": \"report\" }");
        var result = editor.Apply(editor.TakeReading(), SettingsEdit.Set("mode", "enforce"));
        Assert.True(result.Changed);
        Assert.Null(result.ChangedMeanwhile);
    }

    [Fact]
    public void A_change_is_refused_when_somebody_has_changed_the_file_and_says_what()
    {
        var editor = Editor("{ \"mode\": \"report\" }");
        var reading = editor.TakeReading();
        Assert.True(new SettingsEditor(editor.Path).Apply(SettingsEdit.Set("lookup", "sequential")).Changed);
        var before = File.ReadAllText(editor.Path);
        var result = editor.Apply(reading, SettingsEdit.Set("mode", "enforce"));
        Assert.False(result.Succeeded);
        Assert.Equal("lookup", Assert.Single(result.ChangedMeanwhile!.Changes).Path);
        Assert.Contains("were changed by another program since", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(editor.Path));
        Assert.True(editor.Apply(editor.TakeReading(), SettingsEdit.Set("mode", "enforce")).Changed);
    }

    [Fact]
    public void A_file_that_was_made_or_removed_meanwhile_is_another()
    {
        var editor = new SettingsEditor(Path.Combine(_folder.Path, "new.json"));
        var missing = editor.TakeReading();
        Assert.True(missing.IsMissing);
        Assert.True(editor.Apply(missing, SettingsEdit.Set("mode", "report")).Changed);
        Assert.NotNull(editor.Apply(missing, SettingsEdit.Set("lookup", "sequential")).ChangedMeanwhile);
        var present = editor.TakeReading();
        File.Delete(editor.Path);
        Assert.NotNull(editor.Apply(present, SettingsEdit.Set("lookup", "sequential")).ChangedMeanwhile);
    }

    [Fact]
    public void A_key_that_was_changed_meanwhile_is_not_shown()
    {
        var editor = Editor("""{ "blockProviders": [ { "name": "DQS", "lookupDomain": "aaaabbbbccccddddeeeeffff00.zen.dq.spamhaus.net", "anyMatch": true } ] }""");
        var reading = editor.TakeReading();
        File.WriteAllText(editor.Path, File.ReadAllText(editor.Path).Replace("aaaabbbb", "zzzzyyyy", StringComparison.Ordinal));
        var meanwhile = editor.Apply(reading, SettingsEdit.Set("mode", "report")).ChangedMeanwhile!;
        var shown = string.Join("\n", meanwhile.Changes.Select(static change => change.ToString())) + meanwhile.Summary;
        Assert.Single(meanwhile.Changes);
        Assert.DoesNotContain("aaaabbbb", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("zzzzyyyy", shown, StringComparison.Ordinal);
    }

    private SettingsEditor Editor(string text) => new(_folder.Write("ipblock.json", text));
}
