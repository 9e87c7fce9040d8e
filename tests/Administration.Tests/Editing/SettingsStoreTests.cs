using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Xunit;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace IpBlock.Administration.Tests.Editing;

public sealed class SettingsStoreTests
{
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    [Fact]
    public void The_version_before_is_kept()
    {
        using var file = new EditedFile("{ /* first */ }");
        file.After(SettingsEdit.Set("enabled", "false"));
        Assert.Equal("{ /* first */ }", File.ReadAllText(file.Path + ".bak"));
        var second = file.Text;
        file.After(SettingsEdit.Set("enabled", "true"));
        Assert.Equal(second, File.ReadAllText(file.Path + ".bak"));
    }

    [Fact]
    public void A_new_file_has_no_backup_and_its_folders_are_made()
    {
        using var file = new EditedFile();
        var path = file.PathOf(Path.Combine("a", "b", "ipblock.json"));
        Assert.True(new SettingsEditor(path).Apply(SettingsEdit.Set("enabled", "false")).Changed);
        Assert.Equal("{\n  \"enabled\": false\n}\n", File.ReadAllText(path));
        Assert.False(File.Exists(path + ".bak"));
    }

    [Fact]
    public void What_is_so_already_is_not_written()
    {
        using var file = new EditedFile("{ \"enabled\": false, \"blockProviders\": [ { \"name\": \"A\", \"lookupDomain\": \"a.test\", \"anyMatch\": true } ] }");
        var result = file.Editor.Apply(
            SettingsEdit.Set("enabled", "false"),
            SettingsEdit.EnableProvider(ProviderKind.Block, "A", enabled: true),
            SettingsEdit.MoveProvider(ProviderKind.Block, "A", ProviderMove.Up),
            SettingsEdit.MoveProvider(ProviderKind.Block, "A", 7));
        Assert.True(result.Succeeded);
        Assert.False(result.Changed);
        Assert.False(result.Settings!.Enabled);
        Assert.False(File.Exists(file.Path + ".bak"));
    }

    [Fact]
    public void The_result_holds_the_new_settings()
    {
        using var file = new EditedFile("{}");
        var result = file.Editor.Apply(SettingsEdit.AddRecipientException("postmaster@*", "rules of the lists"));
        Assert.True(result.Changed);
        Assert.Equal("rules of the lists", Assert.Single(result.Settings!.Exceptions.Recipients).Comment);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_files_permissions_stay_and_the_backup_has_them_too()
    {
        using var file = new EditedFile("{}");
        File.SetUnixFileMode(file.Path, OwnerAndGroup);
        file.After(SettingsEdit.Set("enabled", "false"));
        Assert.Equal(OwnerAndGroup, File.GetUnixFileMode(file.Path));
        Assert.Equal(OwnerAndGroup, File.GetUnixFileMode(file.Path + ".bak"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_is_made_is_closed_to_others_and_open_to_the_group_only_where_the_folder_is_closed_too(bool closed)
    {
        using var file = new EditedFile();
        var folder = Directory.CreateDirectory(file.PathOf("made")).FullName;
        const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        File.SetUnixFileMode(folder, closed ? Closed : Closed | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var made = Path.Combine(folder, "keys.json");
        Assert.True(new SettingsEditor(made).Apply(SettingsEdit.Set("enabled", "false")).Succeeded);
        Assert.Equal(closed ? OwnerAndGroup : UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made));
    }

    [Fact]
    public void A_symbolic_link_stays_one_and_its_target_is_changed()
    {
        using var file = new EditedFile();
        var target = file.PathOf("target.json");
        File.WriteAllText(target, "{}");
        File.CreateSymbolicLink(file.Path, target);
        file.After(SettingsEdit.Set("enabled", "false"));
        Assert.Equal(target, new FileInfo(file.Path).LinkTarget);
        Assert.Equal("{\n  \"enabled\": false\n}", File.ReadAllText(target));
    }

    [Fact]
    public void A_byte_order_mark_stays()
    {
        using var file = new EditedFile();
        File.WriteAllBytes(file.Path, [0xEF, 0xBB, 0xBF, .. "{}"u8]);
        file.After(SettingsEdit.Set("enabled", "false"));
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "{\n  \"enabled\": false\n}"u8], File.ReadAllBytes(file.Path));
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "{}"u8], File.ReadAllBytes(file.Path + ".bak"));
    }

    [Fact]
    public void A_whole_file_is_put_in_place_byte_for_byte()
    {
        using var file = new EditedFile("{}");
        const string Whole = "// mine\r\n{ 'enabled' : false, }\n\n";
        Assert.Equal(Whole, file.After(SettingsEdit.Replace('\uFEFF' + Whole)));
    }

    [Fact]
    public void What_a_crash_left_behind_is_removed()
    {
        using var file = new EditedFile("{}");
        File.WriteAllText(file.Path + ".tmp", "half");
        file.After(SettingsEdit.Set("enabled", "false"));
        Assert.False(File.Exists(file.Path + ".tmp"));
    }

    [Fact]
    public async Task Editors_in_one_program_wait_for_each_other()
    {
        using var file = new EditedFile("{}");
        await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(() =>
        {
            var editor = new SettingsEditor(file.Path);
            for (var i = 0; i < 25; i++)
                Assert.True(editor.Apply(SettingsEdit.AddEntry(ListKind.Allow, string.Create(CultureInfo.InvariantCulture, $"10.{writer}.{i}.1"))).Changed);
        })));
        Assert.Equal(200, file.Editor.Read().Settings!.AllowList.Count);
    }
}
