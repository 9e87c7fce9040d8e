using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.PowerShell.Tests.Changes;

public sealed class ChangeBatchTests
{
    private static Change Entry(string range) =>
        new(ChangeKind.Adds, "Entry", "entry " + range, range, settings => settings.BlockList.FirstOrDefault(entry => entry.Address.ToString() == range), SettingsEdit.AddEntry(ListKind.Block, range));

    [Fact]
    public void What_comes_together_is_one_write()
    {
        using var folder = new ScratchFolder();
        var editor = new SettingsEditor(System.IO.Path.Combine(folder.Path, "ipblock.json"));
        var (writes, done) = (0, 0);
        new ChangeBatch(edits =>
        {
            writes++;
            return editor.ApplyEach(edits);
        }).Apply([Entry("192.0.2.1"), Entry("192.0.2.2"), Entry("192.0.2.3")], (_, _) => done++, (_, errors) => Assert.Fail(string.Join("\n", errors)));

        Assert.Equal((1, 3), (writes, done));
        Assert.Equal(3, editor.Read().Settings!.BlockList.Count);
    }

    [Fact]
    public void What_is_refused_stands_alone_and_keeps_nothing_else_out()
    {
        using var folder = new ScratchFolder();
        var editor = new SettingsEditor(System.IO.Path.Combine(folder.Path, "ipblock.json"));
        var (done, refused) = (new List<string>(), new List<string>());
        new ChangeBatch(editor.ApplyEach).Apply(
            [Entry("192.0.2.1"), Entry("not an address"), Entry("192.0.2.2"), Entry("192.0.2.1"), Entry("192.0.2.3")],
            (change, _) => done.Add(change.Identity),
            (change, errors) => refused.Add(change.Identity + errors.Count));

        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], done);
        Assert.Equal(["not an address1", "192.0.2.11"], refused);
        Assert.Equal(3, editor.Read().Settings!.BlockList.Count);
    }

    [Fact]
    public void Thousands_that_are_there_already_or_are_removed_are_one_write_each()
    {
        using var folder = new ScratchFolder();
        var editor = new SettingsEditor(System.IO.Path.Combine(folder.Path, "ipblock.json"));
        var ranges = Enumerable.Range(0, 8000).Select(static i => $"10.{i / 250}.{i % 250}.1").ToList();
        Assert.Equal((1, 8000, 0), Counted(editor, ranges.Select(Entry)));
        Assert.Equal((1, 1, 4000), Counted(editor, [.. ranges.Take(4000).Select(Entry), Entry("192.0.2.1")]));
        Assert.Equal((1, 5000, 1), Counted(editor, [.. ranges.Skip(1000).Take(5000).Select(Gone), Gone("203.0.113.7")]));
        Assert.Equal(3001, editor.Read().Settings!.BlockList.Count);
    }

    [Fact]
    public void What_keeps_all_changes_from_being_written_is_tried_once_and_told_of_each()
    {
        using var folder = new ScratchFolder();
        var (tries, refused) = (0, new List<string>());
        var broken = new SettingsEditor(System.IO.Path.Combine(folder.Path, "ipblock.json"));
        System.IO.File.WriteAllText(broken.Path, "{ broken");
        new ChangeBatch(changes =>
        {
            tries++;
            return broken.ApplyEach(changes);
        }).Apply([Entry("192.0.2.1"), Entry("192.0.2.2"), Entry("192.0.2.3")], (_, _) => Assert.Fail("done"), (change, _) => refused.Add(change.Identity));
        Assert.Equal((1, "192.0.2.1 192.0.2.2 192.0.2.3"), (tries, string.Join(' ', refused)));
        Assert.Equal("{ broken", System.IO.File.ReadAllText(broken.Path));
    }

    [Fact]
    public void A_change_of_several_edits_is_made_as_a_whole_or_not_at_all()
    {
        using var folder = new ScratchFolder();
        var editor = new SettingsEditor(System.IO.Path.Combine(folder.Path, "ipblock.json"));
        var result = editor.ApplyEach([
            [SettingsEdit.AddRecipientException("a@site.test"), SettingsEdit.RemoveRecipientException("nobody@site.test")],
            [SettingsEdit.AddRecipientException("b@site.test")],
        ]);
        Assert.Equal([0], result.Refused.Keys);
        Assert.Equal("b@site.test", Assert.Single(editor.Read().Settings!.Exceptions.Recipients).Recipient.ToString());
    }

    [Fact]
    public void When_all_are_refused_no_file_is_made()
    {
        using var folder = new ScratchFolder();
        var editor = new SettingsEditor(System.IO.Path.Combine(folder.Path, "ipblock.json"));
        Assert.Equal((1, 0, 1), Counted(editor, [Entry("not an address")]));
        Assert.False(System.IO.File.Exists(editor.Path));
    }

    private static Change Gone(string range) =>
        new(ChangeKind.Removes, "Entry", "entry " + range, range, _ => null, SettingsEdit.RemoveEntry(ListKind.Block, range));

    private static (int Writes, int Done, int Refused) Counted(SettingsEditor editor, IEnumerable<Change> changes)
    {
        var (writes, done, refused) = (0, 0, 0);
        new ChangeBatch(edits =>
        {
            writes++;
            return editor.ApplyEach(edits);
        }).Apply([.. changes], (_, _) => done++, (_, _) => refused++);
        return (writes, done, refused);
    }

    [Fact]
    public void Nothing_to_do_writes_nothing() => new ChangeBatch(_ =>
    {
        Assert.Fail("was called");
        return null!;
    }).Apply([], (_, _) => { }, (_, _) => { });
}
