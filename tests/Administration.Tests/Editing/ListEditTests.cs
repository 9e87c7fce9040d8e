using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class ListEditTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly SettingsEditor _editor;

    public ListEditTests() => _editor = new SettingsEditor(_folder.PathOf("ipblock.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lists_are_added_changed_moved_and_removed()
    {
        Done(SettingsEdit.AddList(Of("name", "a", "file", "a.txt")), SettingsEdit.AddList(Of("name", "b", "url", "https://b.test/")), SettingsEdit.AddList(Of("name", "c", "file", "c"), priority: 1));
        Assert.Equal(["c", "a", "b"], Names());
        Done(SettingsEdit.SetList("A", Of("kind", "allow", "refresh", null)), SettingsEdit.MoveList("b", ProviderMove.Up), SettingsEdit.EnableList("c", enabled: false));
        Assert.Equal(["c", "b", "a"], Names());
        Assert.Equal((ListKind.Allow, false), (_editor.Read().Settings!.Lists[2].Kind, _editor.Read().Settings!.Lists[0].Enabled));
        Done(SettingsEdit.RemoveList("B"), SettingsEdit.SetList("a", Of("name", "d"), priority: 1));
        Assert.Equal(["d", "c"], Names());
    }

    [Fact]
    public void A_change_keeps_the_administrators_comments()
    {
        File.WriteAllText(_editor.Path, "{\n  \"lists\": [\n    // ours\n    { \"name\": \"a\", \"file\": \"a\" } // keep\n  ]\n}\n");
        Done(SettingsEdit.SetList("a", Of("statusCode", 551)));
        var text = File.ReadAllText(_editor.Path);
        Assert.Contains("// ours", text, StringComparison.Ordinal);
        Assert.Contains("// keep", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", "did you mean", "there is no list 'b'")]
    public void What_is_not_there_cannot_be_changed(string name, string cure, string reason)
    {
        Done(SettingsEdit.AddList(Of("name", "bb", "file", "a")));
        var error = Assert.Single(_editor.Apply(SettingsEdit.RemoveList(name)).Errors);
        Assert.Equal(reason, error.Reason);
        Assert.True(error.Cure!.Contains(cure, StringComparison.Ordinal) || error.Cure.Contains("possible", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        Done(SettingsEdit.AddList(Of("name", "a", "file", "a")));
        Assert.Equal("there is a list 'A' already", Assert.Single(_editor.Apply(SettingsEdit.AddList(Of("name", "A", "file", "b"))).Errors).Reason);
    }

    private static Dictionary<string, object?> Of(params object?[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => pair[1], StringComparer.Ordinal);

    private void Done(params SettingsEdit[] edits)
    {
        var result = _editor.Apply(edits);
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
    }

    private IEnumerable<string> Names() => _editor.Read().Settings!.Lists.Select(list => list.Name);
}
