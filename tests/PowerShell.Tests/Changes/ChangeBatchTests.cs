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
            return editor.Apply(edits);
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
        new ChangeBatch(editor.Apply).Apply(
            [Entry("192.0.2.1"), Entry("not an address"), Entry("192.0.2.2"), Entry("192.0.2.1"), Entry("192.0.2.3")],
            (change, _) => done.Add(change.Identity),
            (change, errors) => refused.Add(change.Identity + errors.Count));

        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], done);
        Assert.Equal(["not an address1", "192.0.2.11"], refused);
        Assert.Equal(3, editor.Read().Settings!.BlockList.Count);
    }

    [Fact]
    public void Nothing_to_do_writes_nothing() => new ChangeBatch(_ =>
    {
        Assert.Fail("was called");
        return null!;
    }).Apply([], (_, _) => { }, (_, _) => { });
}
