using System;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Tests.Editing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.History;

public sealed class UndoTests : IDisposable
{
    private const string Before = """
        {
          // The lists that we ask
          "blockProviders": [
            { "name": "A", "lookupDomain": "a.test", "anyMatch": true },
            { "name": "B", /* paid */ "lookupDomain": "b.test",
              "anyMatch": true }, // second
            { "name": "C", "lookupDomain": "c.test", "anyMatch": true }
          ],
          "blockList": [ "192.0.2.1", { "address": "192.0.2.2", "comment": "two" }, "192.0.2.3" ],
          "dns": { "servers": [ "192.0.2.53" ] }
        }
        """;

    private readonly EditedFile _file = new(Before);

    public void Dispose() => _file.Dispose();

    [Fact]
    public void The_last_change_is_undone_byte_for_byte_and_so_is_the_undo()
    {
        var after = _file.After(SettingsEdit.RemoveProvider(ProviderKind.Block, "B"));
        var undone = _file.Editor.Undo();
        Assert.Equal((1, 2), (undone.Undoes, undone.Number));
        Assert.Equal(Before, _file.Text);
        Assert.Equal(2, _file.Editor.Undo().Undoes);
        Assert.Equal(after, _file.Text);
    }

    [Fact]
    public void An_older_change_is_undone_by_property_and_later_ones_stay()
    {
        _file.After(SettingsEdit.RemoveProvider(ProviderKind.Block, "B"), SettingsEdit.Set("dns.servers", "192.0.2.99"), SettingsEdit.RemoveEntry(ListKind.Block, "192.0.2.2"));
        _file.After(SettingsEdit.SetProvider(ProviderKind.Block, "C", EditedFile.Properties(("statusCode", 551))), SettingsEdit.AddEntry(ListKind.Block, "192.0.2.9"));
        Assert.True(_file.Editor.Undo(1).Succeeded);
        var settings = _file.Editor.Read().Settings!;
        Assert.Equal(["A", "B", "C"], settings.BlockProviders.Select(static one => one.Name));
        Assert.Equal(551, settings.BlockProviders[2].StatusCode);
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.9"], settings.BlockList.Select(static one => one.Address.ToString()));
        Assert.Equal("192.0.2.53", settings.Dns.Servers[0].ToString());
        Assert.Contains("/* paid */", _file.Text);
    }

    [Fact]
    public void A_property_that_was_changed_again_is_refused_unless_forced()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        _file.After(SettingsEdit.Set("onFailure", "defer"));
        _file.After(SettingsEdit.Set("lookup", "parallel"));
        Assert.Equal(
            "lookup was changed again by change 3 after change 1; undo that first, or use --force (-Force) to go back to the older value",
            Assert.Single(_file.Editor.Undo(1).Errors).ToString()[(_file.Path.Length + 2)..]);
        Assert.True(_file.Editor.Undo(1, force: true).Changed);
        Assert.DoesNotContain("lookup\"", _file.Text, StringComparison.Ordinal);
        Assert.Contains("onFailure", _file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_whose_addition_is_undone_must_not_have_been_changed_since()
    {
        _file.After(SettingsEdit.AddProvider(ProviderKind.Block, EditedFile.Provider("D")));
        _file.After(SettingsEdit.SetProvider(ProviderKind.Block, "D", EditedFile.Properties(("statusCode", 551))));
        Assert.Contains("blockProviders[D] was changed again by change 2 after change 1", Assert.Single(_file.Editor.Undo(1).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_of_a_provider_that_is_gone_cannot_be_undone_even_by_force()
    {
        _file.After(SettingsEdit.SetProvider(ProviderKind.Block, "A", EditedFile.Properties(("statusCode", 551))));
        _file.After(SettingsEdit.RemoveProvider(ProviderKind.Block, "A"));
        Assert.Contains("by change 2", Assert.Single(_file.Editor.Undo(1).Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("'A' no longer exists", Assert.Single(_file.Editor.Undo(1, force: true).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_is_undone_and_what_came_since_keeps_its_place()
    {
        _file.After(SettingsEdit.MoveProvider(ProviderKind.Block, "C", 1));
        _file.After(SettingsEdit.AddProvider(ProviderKind.Block, EditedFile.Provider("D"), 2));
        Assert.True(_file.Editor.Undo(1).Succeeded);
        Assert.Equal(["A", "D", "B", "C"], _file.Editor.Read().Settings!.BlockProviders.Select(static one => one.Name));
    }

    [Fact]
    public void What_has_been_undone_already_is_no_change()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        _file.After(SettingsEdit.Set("onFailure", "defer"));
        Assert.True(_file.Editor.Undo(1).Changed);
        var again = _file.Editor.Undo(1);
        Assert.True(again.Succeeded);
        Assert.False(again.Changed);
    }

    [Fact]
    public void A_file_that_was_broken_by_hand_is_brought_back()
    {
        var good = _file.After(SettingsEdit.Set("lookup", "sequential"));
        _file.Text = "{ broken";
        var undone = _file.Editor.Undo();
        Assert.Equal((2, good), (undone.Undoes, _file.Text));
    }

    [Fact]
    public void What_was_broken_before_is_not_brought_back()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        _file.Text = "{ broken";
        _file.After(SettingsEdit.Replace("{}"));
        Assert.Contains("the version before this change is not valid", _file.Editor.Undo().Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("{}", _file.Text);
    }

    [Fact]
    public void Comments_alone_cannot_be_undone_by_property()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        _file.Text += "// more\n";
        _file.After(SettingsEdit.Set("onFailure", "defer"));
        Assert.Contains("change 2 changed only comments or the layout", Assert.Single(_file.Editor.Undo(2).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_not_in_the_history_is_answered_with_those_that_are()
    {
        Assert.Contains("there is no change to undo; the history begins with the next change", Assert.Single(_file.Editor.Undo().Errors).ToString(), StringComparison.Ordinal);
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        Assert.Contains("there is no change 7; changes 1 to 1 can be undone", Assert.Single(_file.Editor.Undo(7).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_a_change_has_made_is_not_removed()
    {
        File.Delete(_file.Path);
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        Assert.Contains("before change 1 there was no settings file", Assert.Single(_file.Editor.Undo().Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_says_the_same_and_changes_nothing()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        var after = _file.After(SettingsEdit.Set("onFailure", "defer"));
        var preview = _file.Editor.PreviewUndo(1);
        Assert.Equal((1, "lookup: removed, was sequential"), (preview.Undoes, preview.Difference!.Summary));
        Assert.Equal(after, _file.Text);
        Assert.NotEmpty(_file.Editor.PreviewUndo(9).Errors);
    }

    [Fact]
    public void Twenty_thousand_entries_come_back_after_another_change()
    {
        string Address(int i) => string.Create(CultureInfo.InvariantCulture, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
        _file.After([.. Enumerable.Range(0, 20_000).Select(i => SettingsEdit.AddEntry(ListKind.Block, Address(i), "why"))]);
        var full = _file.Editor.Read().Settings!.BlockList.Select(static one => one.Address.ToString()).ToList();
        _file.After([.. Enumerable.Range(0, 20_000).Select(i => SettingsEdit.RemoveEntry(ListKind.Block, Address(i)))]);
        _file.After(SettingsEdit.Set("onFailure", "defer"));
        Assert.True(_file.Editor.Undo(2).Changed);
        Assert.Equal(full, _file.Editor.Read().Settings!.BlockList.Select(static one => one.Address.ToString()));
    }
}
