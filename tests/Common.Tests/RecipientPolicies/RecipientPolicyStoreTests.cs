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
        Assert.Equal("Recipient policy vip is in force for 3 recipients of " + _folder.PathOf("vip.txt") + ".", Assert.Single(Texts));
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
        Assert.Contains("3 lines are not understood, more than one in a hundred; the first is line 1: '<html>' is not a recipient", Texts[^1]);
        Assert.EndsWith("Those it had before stay.", Texts[^1], StringComparison.Ordinal);
        Assert.Contains("vip.txt: 3 lines", Assert.Single(_store.Troubles));

        File.Delete(_folder.PathOf("vip.txt"));
        Pass();
        Assert.Equal(0, _store.Current.Find("chief@a.test"));
        Assert.Contains("the file is not there", Texts[^1]);
    }

    [Fact]
    public void One_bad_line_in_a_hundred_is_left_out_and_told()
    {
        Write(string.Join('\n', Enumerable.Range(0, 100).Select(static i => $"user{i}@a.test")) + "\nbroken");
        Assert.Equal(0, _store.Current.Find("user99@a.test"));
        Assert.Contains("Lines that are not understood are left out; the first is line 101:", Assert.Single(Texts));
    }

    [Fact]
    public void A_file_that_was_never_there_names_nobody_and_is_told()
    {
        _store.Use(Some.Settings(Settings), _folder.PathOf("ipblock.json"));
        Assert.Equal(-1, _store.Current.Find("boss@a.test"));
        Assert.EndsWith("Until this is corrected, the file adds none.", Assert.Single(Texts), StringComparison.Ordinal);
    }

    private string[] Texts => [.. _notices.All.Select(static notice => notice.Text)];

    private void Write(string text)
    {
        File.WriteAllText(_folder.PathOf("vip.txt"), text);
        _store.Use(Some.Settings(Settings), _folder.PathOf("ipblock.json"));
    }

    private void Pass() => _clock.Advance(TimeSpan.FromSeconds(5));
}
