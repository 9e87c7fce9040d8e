using System;
using System.IO;
using System.Linq;
using IpBlock.RecipientPolicies;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.RecipientPolicies;

/// <summary>A policy's file is kept up with, and one that is broken changes nothing.</summary>
public sealed class RecipientPolicyStoreTests : IDisposable
{
    private const string Settings = """{ "recipientPolicies": [ { "name": "vip", "recipientsFile": "vip.txt" } ] }""";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly CollectedNotices _notices = new();
    private readonly RecipientPolicyStore _store;

    public RecipientPolicyStoreTests() => _store = new RecipientPolicyStore(_clock, _notices);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Comments_blank_lines_and_a_byte_order_mark_are_no_recipients()
    {
        Write("\uFEFF# who matters\r\n\r\nboss@a.test # the boss\r\n*@b.test\r\nroom#4@a.test");
        Assert.Equal([0, 0, 0, -1], new[] { "boss@a.test", "anybody@b.test", "room#4@a.test", "other@a.test" }.Select(_store.Current.Find));
        Assert.Equal("Recipient policy vip is active for 3 recipients from " + _folder.PathOf("vip.txt") + ".", Assert.Single(Texts));
    }

    [Fact]
    public void A_new_version_is_in_force_within_five_seconds_and_a_broken_one_is_not()
    {
        Write("boss@a.test");
        File.WriteAllText(_folder.PathOf("vip.txt"), "boss@a.test\nchief@a.test\n");
        Pass();
        Assert.Equal(0, _store.Current.Find("chief@a.test"));

        File.WriteAllText(_folder.PathOf("vip.txt"), "<html>\nnot found\n</html> and more\n");
        Pass();
        Assert.Equal(0, _store.Current.Find("chief@a.test"));
        Assert.Contains("3 lines are invalid, which is more than 1 %; the first is line 1: '<html>' is not a recipient", Texts[^1]);
        Assert.EndsWith("The previous recipients remain active.", Texts[^1], StringComparison.Ordinal);
        Assert.Contains("vip.txt: 3 lines", Assert.Single(_store.Troubles));

        File.Delete(_folder.PathOf("vip.txt"));
        Pass();
        Assert.Equal(0, _store.Current.Find("chief@a.test"));
        Assert.Contains("the file does not exist", Texts[^1]);
    }

    [Fact]
    public void One_bad_line_in_a_hundred_is_left_out_and_told()
    {
        Write(string.Join('\n', Enumerable.Range(0, 100).Select(static i => $"user{i}@a.test")) + "\nbroken");
        Assert.Equal(0, _store.Current.Find("user99@a.test"));
        Assert.Contains("Invalid lines were skipped; the first is line 101:", Assert.Single(Texts));
    }

    [Fact]
    public void A_file_that_was_never_there_names_nobody_and_is_told()
    {
        _store.Use(Some.Settings(Settings), _folder.PathOf("ipblock.json"));
        Assert.Equal(-1, _store.Current.Find("boss@a.test"));
        Assert.EndsWith("Until this is corrected, the file adds no recipients.", Assert.Single(Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_one_bad_line_in_a_hundred_is_too_many_and_one_is_not()
    {
        Write(string.Join('\n', Enumerable.Range(0, 99).Select(static i => $"user{i}@a.test")) + "\nbroken");
        Assert.Equal(0, _store.Current.Find("user98@a.test"));
        File.WriteAllText(_folder.PathOf("vip.txt"), string.Join('\n', Enumerable.Range(0, 98).Select(static i => $"other{i}@a.test")) + "\nbroken");
        Pass();
        Assert.Equal(-1, _store.Current.Find("other97@a.test"));
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_read_when_it_has_come_to_rest()
    {
        Write("boss@a.test");
        File.WriteAllText(_folder.PathOf("vip.txt"), "boss@a.test\nchief@a");
        _store.Look();
        File.AppendAllText(_folder.PathOf("vip.txt"), ".test\n");
        _store.Look();
        Assert.Equal(-1, _store.Current.Find("chief@a"));
        Assert.Equal(-1, _store.Current.Find("chief@a.test"));
        _store.Look();
        Assert.Equal(0, _store.Current.Find("chief@a.test"));
    }

    [Fact]
    public void A_file_that_stays_as_it_is_is_told_of_once()
    {
        Write("boss@a.test");
        Pass();
        Pass();
        Assert.Single(Texts);
    }

    [Fact]
    public void New_settings_keep_what_a_broken_file_had_before()
    {
        Write("boss@a.test");
        File.WriteAllText(_folder.PathOf("vip.txt"), "broken\nbroken too\n");
        Pass();
        _store.Use(Some.Settings("""{ "mode": "report", "recipientPolicies": [ { "name": "vip", "recipientsFile": "vip.txt" } ] }"""), _folder.PathOf("ipblock.json"));
        Assert.Equal(0, _store.Current.Find("boss@a.test"));
    }

    [Fact]
    public void A_folder_in_its_place_is_called_one_and_read_when_it_is_a_file()
    {
        Directory.CreateDirectory(_folder.PathOf("vip.txt"));
        _store.Use(Some.Settings(Settings), _folder.PathOf("ipblock.json"));
        Assert.Equal(_folder.PathOf("vip.txt") + ": it is a folder, not a file", _store.TroubleOf(0));
        Directory.Delete(_folder.PathOf("vip.txt"));
        File.WriteAllText(_folder.PathOf("vip.txt"), "boss@a.test");
        Pass();
        Assert.Equal((0, null), (_store.Current.Find("boss@a.test"), _store.TroubleOf(0)));
    }

    [Fact]
    public void A_file_that_somebody_keeps_for_himself_is_read_when_he_lets_it_go()
    {
        File.WriteAllText(_folder.PathOf("vip.txt"), "boss@a.test");
        using (new FileStream(_folder.PathOf("vip.txt"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            _store.Use(Some.Settings(Settings), _folder.PathOf("ipblock.json"));
        Assert.StartsWith(_folder.PathOf("vip.txt") + ": it cannot be read: ", _store.TroubleOf(0), StringComparison.Ordinal);
        Pass();
        Assert.Equal((0, null), (_store.Current.Find("boss@a.test"), _store.TroubleOf(0)));
    }

    [Fact]
    public void A_command_reads_the_files_once()
    {
        File.WriteAllText(_folder.PathOf("vip.txt"), "boss@a.test");
        using var store = RecipientPolicyStore.Load(Some.Settings(Settings), _folder.PathOf("ipblock.json"), _clock);
        Assert.Equal("boss@a.test", Assert.Single(store.InFile(0)!).ToString());
        Assert.Equal(0, store.Current.Find("boss@a.test"));
        File.WriteAllText(_folder.PathOf("vip.txt"), "chief@a.test and nobody else");
        Pass();
        Pass();
        Assert.Null(store.TroubleOf(0));
    }

    [Fact]
    public void It_wants_a_clock_notices_and_settings()
    {
        Assert.Equal("clock", Assert.Throws<ArgumentNullException>(() => new RecipientPolicyStore(null!, _notices)).ParamName);
        Assert.Equal("notices", Assert.Throws<ArgumentNullException>(() => new RecipientPolicyStore(_clock, null!)).ParamName);
        Assert.Equal("settings", Assert.Throws<ArgumentNullException>(() => _store.Use(null!, "ipblock.json")).ParamName);
    }

    private string[] Texts => [.. _notices.All.Select(static notice => notice.Text)];

    private void Write(string text)
    {
        File.WriteAllText(_folder.PathOf("vip.txt"), text);
        _store.Use(Some.Settings(Settings), _folder.PathOf("ipblock.json"));
    }

    private void Pass() => _clock.Advance(TimeSpan.FromSeconds(5));
}
