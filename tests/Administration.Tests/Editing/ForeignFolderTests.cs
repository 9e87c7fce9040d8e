using System;
using System.IO;
using IpBlock.Administration.Editing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Root changes settings in a folder that belongs to an account without rights, which has set traps there.</summary>
public sealed class ForeignFolderTests : IDisposable
{
    private const string Precious = "root's own\n";
    private readonly ScratchFolder _folder = new();
    private readonly string _foreign;
    private readonly string _target;

    public ForeignFolderTests()
    {
        _foreign = Path.Combine(_folder.Path, "foreign");
        ForeignFolder.Make(_foreign);
        _target = _folder.Write("precious", Precious);
        File.SetUnixFileMode(_target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".tmp")]
    [InlineData(".bak")]
    [InlineData(".lock")]
    [InlineData("")]
    public void A_change_of_the_settings_follows_no_link(string name)
    {
        var settings = Path.Combine(_foreign, "ipblock.json");
        if (name.Length > 0)
        {
            File.WriteAllText(settings, "{}\n");
            ForeignFolder.Give(settings);
        }

        ForeignFolder.Link(settings + name, _target);
        new SettingsEditor(settings).Apply(SettingsEdit.Set("onFailure", "defer"));
        AssertUntouched();
    }

    [Fact]
    public void A_changed_settings_file_keeps_its_owner_group_and_rights()
    {
        var settings = Path.Combine(_foreign, "ipblock.json");
        File.WriteAllText(settings, "{}\n");
        File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var result = new SettingsEditor(settings).Apply(SettingsEdit.Set("onFailure", "defer"));
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
        Assert.Equal(0u, ForeignFolder.OwnerOf(settings));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(settings));
    }

    private void AssertUntouched()
    {
        Assert.Equal((Precious, 0u), (File.ReadAllText(_target), ForeignFolder.OwnerOf(_target)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_target));
    }
}
