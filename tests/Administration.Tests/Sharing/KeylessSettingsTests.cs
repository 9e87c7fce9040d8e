using System;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Sharing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Sharing;

public sealed class KeylessSettingsTests : IDisposable
{
    private const string Before = """
        {
          // secretkey1 was renewed in May
          "blockProviders": [
            { "name": "Zen", "lookupDomain": "secretkey1.zen.dq.spamhaus.net", "anyMatch": true },
            { "name": "Own", "lookupDomain": "hidden.bl.test", "publicName": "bl.test", "anyMatch": true }
          ],
          "lists": [ { "name": "paid", "url": "https://lists.example/drop.txt?key=secretkey2" } ],
          "notify": { "email": { "password": "pass5word" }, "webhook": { "url": "https://hooks.example/T0/secretkey3", "secret": "hook5ecret" } }
        }
        """;

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("of this installation");
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_key_leaves_and_each_comes_back()
    {
        var reading = Reading(Before);
        var without = KeylessSettings.Of(reading, Secret)!;
        Assert.All(["secretkey", "hidden", "pass5word", "hook5ecret"], key => Assert.DoesNotContain(key, without, StringComparison.Ordinal));
        var back = KeylessSettings.Complete(without, reading, Secret, "upload", out var errors);
        Assert.Empty(errors);
        Assert.Empty(SharedSettings.Between(Before, back, null).Changes);
    }

    [Fact]
    public void A_key_follows_its_mark_to_another_element()
    {
        var reading = Reading(Before);
        var without = KeylessSettings.Of(reading, Secret)!.Replace("\"Zen\"", "\"Renamed\"", StringComparison.Ordinal);
        var back = KeylessSettings.Complete(without, reading, Secret, "upload", out var errors);
        Assert.Empty(errors);
        Assert.Contains("\"name\": \"Renamed\", \"lookupDomain\": \"secretkey1.zen.dq.spamhaus.net\"", back, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_of_a_key_that_is_gone_is_an_error_in_its_line_and_so_is_one_of_another_installation()
    {
        var without = KeylessSettings.Of(Reading(Before), Secret)!;
        KeylessSettings.Complete(without, Reading(Before.Replace("pass5word", "other", StringComparison.Ordinal)), Secret, "upload", out var errors);
        var error = Assert.Single(errors);
        Assert.Equal(("upload", 8), (error.File, error.Line));
        Assert.StartsWith("(key not shown: ", without.Split('\n')[7][(error.Column - 1)..], StringComparison.Ordinal);
        KeylessSettings.Complete(without, Reading(Before), Encoding.ASCII.GetBytes("of another"), "upload", out errors);
        Assert.Equal(6, errors.Count);
    }

    [Fact]
    public void A_password_does_not_come_back_in_the_place_of_a_domain_where_it_would_be_shown()
    {
        var reading = Reading(Before.Replace("pass5word", "pass5word.example", StringComparison.Ordinal));
        var without = KeylessSettings.Of(reading, Secret)!;
        var mark = without[(without.IndexOf("\"password\": \"", StringComparison.Ordinal) + 13)..][..33];
        var moved = without.Replace("\"lists\":", $"\"allowProviders\": [ {{ \"name\": \"x\", \"lookupDomain\": \"{mark}\" }} ], \"lists\":", StringComparison.Ordinal);
        Assert.DoesNotContain("\"lookupDomain\": \"pass5word", KeylessSettings.Complete(moved, reading, Secret, "upload", out var errors), StringComparison.Ordinal);
        Assert.Single(errors);
    }

    [Fact]
    public void What_is_no_mark_and_what_is_no_json_stays()
    {
        const string own = """{ "notify": { "email": { "password": "(my own)" } } }""";
        Assert.Equal(own, KeylessSettings.Complete(own, Reading(Before), Secret, "upload", out var errors));
        Assert.Equal("{ no", KeylessSettings.Complete("{ no", Reading(Before), Secret, "upload", out _));
        Assert.Empty(errors);
    }

    [Fact]
    public void A_mark_is_no_hash_that_anybody_could_compute() => Assert.NotEqual(FirstMark(Secret), FirstMark([1]));

    [Fact]
    public void Of_a_broken_file_nothing_is_shown_and_of_a_missing_one_an_empty_one()
    {
        Assert.Null(KeylessSettings.Of(Reading("""{ "lookup": "maybe" }"""), Secret));
        Assert.Equal("{}\n", KeylessSettings.Of(new SettingsEditor(_folder.Path + "/none.json").TakeReading(), Secret));
    }

    private string FirstMark(byte[] secret)
    {
        var text = KeylessSettings.Of(Reading(Before), secret)!;
        return text.Substring(text.IndexOf("(key not shown: ", StringComparison.Ordinal), 33);
    }

    private SettingsReading Reading(string text) => new SettingsEditor(_folder.Write("ipblock.json", text)).TakeReading();
}
