using System.IO;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.PowerShell.Tests.Changes;

/// <summary>Scripts tell errors by id and category.</summary>
public sealed class RefusalTests : System.IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly SettingsEditor _editor;

    public RefusalTests()
    {
        _editor = new SettingsEditor(Path.Combine(_folder.Path, "ipblock.json"));
        Assert.True(_editor.Apply(SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1")).Succeeded);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_there_already_exists() =>
        Expect("EntryExists", ErrorCategory.ResourceExists, ChangeKind.Adds, "192.0.2.1", SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1"));

    [Fact]
    public void What_is_not_there_is_not_found() =>
        Expect("EntryNotFound", ErrorCategory.ObjectNotFound, ChangeKind.Removes, "192.0.2.2", SettingsEdit.RemoveEntry(ListKind.Block, "192.0.2.2"));

    [Fact]
    public void What_the_settings_do_not_take_is_invalid() =>
        Expect("EntryInvalid", ErrorCategory.InvalidArgument, ChangeKind.Adds, "192.0.2", SettingsEdit.AddEntry(ListKind.Block, "192.0.2"));

    [Fact]
    public void A_broken_file_is_said_to_be_broken()
    {
        File.WriteAllText(_editor.Path, "{ nonsense");
        Expect("SettingsBroken", ErrorCategory.InvalidData, ChangeKind.Adds, "192.0.2.9", SettingsEdit.AddEntry(ListKind.Block, "192.0.2.9"));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_write_error()
    {
        var editor = new SettingsEditor(Path.Combine(_folder.Write("file", ""), "below", "ipblock.json"));
        var edit = SettingsEdit.AddEntry(ListKind.Block, "192.0.2.9");
        var refusal = Refusal.Of(new Change(ChangeKind.Adds, "Entry", "", "192.0.2.9", static _ => null, edit), new FilterSettings(), editor.Apply(edit).Errors);
        Assert.Equal(("SettingsNotWritten", ErrorCategory.WriteError), (refusal.Id, refusal.Category));
    }

    [Fact]
    public void Reading_tells_a_missing_file_from_a_broken_one()
    {
        Assert.Equal(ErrorCategory.ObjectNotFound, Refusal.Reading(_editor.Path + ".not").Category);
        Assert.Equal(ErrorCategory.InvalidData, Refusal.Reading(_editor.Path).Category);
    }

    private void Expect(string id, ErrorCategory category, ChangeKind kind, string range, SettingsEdit edit)
    {
        var change = new Change(kind, "Entry", "", range, settings => settings.BlockList.FirstOrDefault(entry => entry.Address.ToString() == range), edit);
        var result = _editor.Apply(edit);
        Assert.False(result.Succeeded);
        var refusal = Refusal.Of(change, _editor.Read().Settings, result.Errors);
        Assert.Equal((id, category), (refusal.Id, refusal.Category));
    }
}
