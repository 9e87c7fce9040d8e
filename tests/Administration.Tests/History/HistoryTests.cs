using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Administration.Tests.Editing;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.History;

public sealed class HistoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly ChangeAuthor Alice = new("alice", "ipblock 1.2.3");
    private readonly FakeClock _clock = new();
    private readonly EditedFile _file = new("{ \"lookup\": \"parallel\" }\n");

    private string Folder => _file.Path + ".history";

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_change_is_kept_with_its_time_account_program_and_properties()
    {
        var result = Editor().Apply(SettingsEdit.Set("lookup", "sequential"), SettingsEdit.Set("dns.servers", "192.0.2.53, 192.0.2.54"));
        Assert.Equal((1, 0), (result.Number, result.Warnings.Count));
        var change = Change(1);
        Assert.Equal((_clock.UtcNow.ToUnixTimeSeconds(), "alice", "ipblock 1.2.3"), (change.When.ToUnixTimeSeconds(), change.Account, change.Program));
        Assert.Equal(["lookup: parallel -> sequential", "dns.servers: set to 192.0.2.53, 192.0.2.54"], change.Difference!.Changes.Select(static one => one.ToString()));
    }

    [Fact]
    public void A_change_by_hand_is_noticed_by_the_next_one()
    {
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        _file.Text = "{ \"lookup\": \"sequential\" } // mine\n";
        File.SetLastWriteTimeUtc(_file.Path, new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(3, Editor().Apply(SettingsEdit.Set("onFailure", "defer")).Number);
        var byHand = Change(2);
        Assert.Equal((null, "", new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)), (byHand.Program, byHand.Account, byHand.When));
        Assert.Equal(["lookup: parallel -> sequential", "enabled: removed, was false"], byHand.Difference!.Changes.Select(static one => one.ToString()));
    }

    [Fact]
    public void A_change_by_hand_is_shown_before_it_is_kept_and_has_the_same_number_afterwards()
    {
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        _file.Text = "{}";
        using (var history = SettingsHistory.Open(_file.Path))
        {
            Assert.True(history.HasUnkept);
            Assert.False(history.Find(2)!.IsKept);
        }

        Assert.Null(_file.Editor.Notice());
        using var kept = SettingsHistory.Open(_file.Path);
        Assert.False(kept.HasUnkept);
        Assert.True(kept.Find(2)!.IsKept);
        Assert.Equal([1, 2], kept.Numbers);
    }

    [Theory]
    [InlineData("{ \"lookup\": ", "the settings file could not be read after this change")]
    [InlineData("{ \"lookup\": \"parallel\" } ", "only comments or the layout")]
    [InlineData("{ \"unknown\": 1, \"lookup\": \"parallel\" }\n", "unknown: set to 1")]
    public void Whatever_was_made_by_hand_is_kept(string text, string words)
    {
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        Editor().Apply(SettingsEdit.Set("enabled", null));
        _file.Text = text;
        Assert.Null(_file.Editor.Notice());
        Assert.Equal(words, Change(3).Difference!.Summary);
    }

    [Fact]
    public void A_file_that_was_removed_and_one_that_is_no_text_are_kept()
    {
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        File.Delete(_file.Path);
        Assert.Null(_file.Editor.Notice());
        byte[] utf16 = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")];
        File.WriteAllBytes(_file.Path, utf16);
        Assert.Null(_file.Editor.Notice());
        Assert.Equal("the settings file was removed", Change(2).Difference!.Summary);
        Assert.Equal(utf16, Plain(3)[(Array.IndexOf(Plain(3), (byte)'\n') + 1)..]);
    }

    [Fact]
    public void What_is_kept_is_the_file_byte_for_byte_behind_one_line_of_comment()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{\r\n\t/* ä */ 'enabled' : false,}\r\n")];
        File.WriteAllBytes(_file.Path, bytes);
        Editor().Apply(SettingsEdit.Set("enabled", "true"));
        var plain = Plain(0);
        Assert.StartsWith("// {\"change\":0,", Encoding.UTF8.GetString(plain));
        Assert.Equal(bytes, plain[(Array.IndexOf(plain, (byte)'\n') + 1)..]);
    }

    [Fact]
    public void What_is_kept_is_open_to_the_owner_alone_whatever_the_settings_file_is()
    {
        File.SetUnixFileMode(_file.Path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(["000000.json.gz", "000001.json.gz"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Folder), static file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_folder_that_was_opened_to_others_is_closed_by_the_next_change()
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void A_history_that_cannot_be_written_is_a_warning_and_the_change_is_made()
    {
        File.WriteAllText(Folder, "in the way");
        var result = Editor().Apply(SettingsEdit.Set("enabled", "false"));
        Assert.True(result.Changed);
        Assert.Null(result.Number);
        Assert.Contains("this change was not added to the history", Assert.Single(result.Warnings));
        Assert.False(_file.Editor.Read().Settings!.Enabled);
    }

    [Fact]
    public void A_file_that_is_too_large_to_be_kept_can_be_replaced_all_the_same()
    {
        File.WriteAllText(_file.Path, new string(' ', (16 << 20) + 1));
        var result = Editor().Apply(SettingsEdit.Replace("{}"));
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
        Assert.Contains("larger than 16 MB", Assert.Single(result.Warnings));
        Assert.Equal("{}", _file.Text);
    }

    [Fact]
    public void A_damaged_version_is_passed_over_and_the_next_change_is_kept()
    {
        Editor().Apply(SettingsEdit.Set("enabled", "false"));
        File.WriteAllText(Path.Combine(Folder, "000001.json.gz"), "no gzip");
        var result = Editor().Apply(SettingsEdit.Set("enabled", "true"));
        Assert.Empty(result.Warnings);
        Assert.Equal("enabled: false -> true", Change(result.Number!.Value).Difference!.Summary);
    }

    [Fact]
    public void A_program_that_died_after_it_had_replaced_the_file_has_made_its_change()
    {
        var content = Encoding.UTF8.GetBytes("{ \"enabled\": false }");
        Editor().Apply(SettingsEdit.Set("lookup", "sequential"));
        using (var folder = HistoryFolder.Make(Folder))
            folder.Prepare(new KeptVersion(2, new VersionOrigin(_clock.UtcNow, "bob", "ipblock 9.9.9", null), content));
        File.WriteAllBytes(_file.Path, content);
        Editor().Apply(SettingsEdit.Set("onFailure", "defer"));
        Assert.Equal(("bob", "ipblock 9.9.9"), (Change(2).Account, Change(2).Program));
    }

    [Fact]
    public void A_program_that_died_before_has_made_none()
    {
        Editor().Apply(SettingsEdit.Set("lookup", "sequential"));
        using (var folder = HistoryFolder.Make(Folder))
            folder.Prepare(new KeptVersion(2, new VersionOrigin(_clock.UtcNow, "bob", "ipblock 9.9.9", null), "{}"u8.ToArray()));
        Editor().Apply(SettingsEdit.Set("onFailure", "defer"));
        Assert.Equal(("alice", "onFailure: set to defer"), (Change(2).Account, Change(2).Difference!.Summary));
        Assert.Equal(["000000.json.gz", "000001.json.gz", "000002.json.gz"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_number_of_versions_is_bounded_and_the_oldest_go()
    {
        using (var folder = HistoryFolder.Make(Folder))
        {
            for (var i = 0; i < HistoryFolder.MaxVersions + 20; i++)
                Keep(folder, i, [(byte)i]);
        }

        using var history = SettingsHistory.Open(_file.Path);
        Assert.Equal(Enumerable.Range(20, HistoryFolder.MaxVersions + 1), history.Numbers);
        Assert.Null(history.Find(20)!.Difference);
    }

    [Fact]
    public void The_bytes_are_bounded_and_the_last_two_versions_stay()
    {
        var random = new byte[(HistoryFolder.MaxBytes / 2) + 1];
        new Random(1).NextBytes(random);
        using var folder = HistoryFolder.Make(Folder);
        for (var i = 0; i < 3; i++)
            Keep(folder, i, random);
        Assert.Equal([1, 2], folder.Numbers());
    }

    [Fact]
    public void Nothing_that_was_so_already_is_a_change()
    {
        Assert.Null(Editor().Apply(SettingsEdit.Set("lookup", "parallel")).Number);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Providers_are_called_by_name_entries_by_address_and_order_is_a_property()
    {
        _file.After(
            SettingsEdit.AddProvider(ProviderKind.Block, EditedFile.Provider("A")), SettingsEdit.AddProvider(ProviderKind.Block, EditedFile.Provider("B")),
            SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1"));
        _file.After(
            SettingsEdit.SetProvider(ProviderKind.Block, "b", EditedFile.Properties(("statusCode", 551)), 1), SettingsEdit.AddEntry(ListKind.Block, "192.0.2.0/24", "why"),
            SettingsEdit.RemoveEntry(ListKind.Block, "192.0.2.1"));
        Assert.Equal(
            ["blockProviders[B].statusCode: set to 551", "blockProviders (order): A, B -> B, A", "blockList[192.0.2.0/24]: set to { \"address\": \"192.0.2.0/24\", \"comment\": \"why\" }", "blockList[192.0.2.1]: removed, was 192.0.2.1"],
            Change(2).Difference!.Changes.Select(static one => one.ToString()));
    }

    private void Keep(HistoryFolder folder, int number, byte[] content)
    {
        folder.Prepare(new KeptVersion(number, new VersionOrigin(_clock.UtcNow, "", null, null), content));
        folder.Commit(number);
    }

    private SettingsEditor Editor() => new(_file.Path, _clock, Alice);

    private SettingsChange Change(int number)
    {
        using var history = SettingsHistory.Open(_file.Path);
        return history.Find(number)!;
    }

    private byte[] Plain(int number)
    {
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(Folder, $"{number:000000}.json.gz")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
