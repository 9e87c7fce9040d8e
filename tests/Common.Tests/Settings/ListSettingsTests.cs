using System;
using System.Linq;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ListSettingsTests
{
    [Fact]
    public void A_list_needs_a_name_and_a_source_and_the_rest_has_defaults()
    {
        var list = Some.Settings("""{ "lists": [ { "name": "drop", "url": "https://lists.example/drop.txt" } ] }""").Lists[0];
        Assert.Equal((ListKind.Block, true, FilterMode.Enforce, ListFormat.Auto), (list.Kind, list.Enabled, list.Mode, list.Format));
        Assert.Equal((TimeSpan.FromHours(4), 550, "5.7.1"), (list.Refresh, list.StatusCode, list.EnhancedCode));
    }

    [Theory]
    [InlineData("""{ "name": "a" }""", "lists[0]", "set file or url")]
    [InlineData("""{ "name": "a", "file": "a", "url": "https://a.test/" }""", "lists[0]", "set file or url")]
    [InlineData("""{ "name": "a", "url": "http://a.test/" }""", "lists[0].url", "https://")]
    [InlineData("""{ "name": "a", "url": "ftp://a.test/" }""", "lists[0].url", "https://")]
    [InlineData("""{ "name": "a", "url": "https:///drop" }""", "lists[0].url", "https://")]
    [InlineData("""{ "name": "a", "url": "drop.txt" }""", "lists[0].url", "https://")]
    [InlineData("""{ "name": "a", "file": "a", "kind": "allow", "mode": "report" }""", "lists[0].mode", "enabled")]
    [InlineData("""{ "name": "a", "file": "a", "kind": "allow", "rejectionResponse": "no" }""", "lists[0].rejectionResponse", "remove")]
    [InlineData("""{ "name": "a", "file": "a", "statusCode": 450, "enhancedCode": "5.7.1" }""", "lists[0].enhancedCode", "both")]
    [InlineData("""{ "name": "a", "url": "https://a.test/", "refresh": "1m" }""", "lists[0].refresh", "5m")]
    [InlineData("""{ "name": "a", "url": "https://a.test/", "refresh": "1d", "expiresAfter": "1d" }""", "lists[0].expiresAfter", "raise")]
    [InlineData("""{ "name": "a", "file": "a" }, { "name": "A", "file": "b" }""", "lists[1].name", "unique")]
    public void What_cannot_be_is_refused_with_place_and_cure(string lists, string path, string cure)
    {
        var error = Assert.Single(SettingsFile.Parse("{ \"lists\": [ " + lists + " ] }", "ipblock.json").Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(cure, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "lists": [ { "name": "a", "file": "a\u0000b" } ] }""", "lists[0].file")]
    [InlineData("""{ "feeds": { "directory": "/var/lib/\u0000" } }""", "feeds.directory")]
    [InlineData("""{ "feeds": { "caFile": "a\nb.pem" } }""", "feeds.caFile")]
    [InlineData("""{ "log": { "directory": "\u001b[2J" } }""", "log.directory")]
    [InlineData("""{ "log": { "directory": "log\u009b1m" } }""", "log.directory")]
    [InlineData("""{ "service": { "policyListen": [ "unix:/run/a\u0000.sock" ] } }""", "service.policyListen[0]")]
    public void A_path_has_no_control_characters(string json, string path)
    {
        var error = Assert.Single(SettingsFile.Parse(json, "ipblock.json").Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains("control character", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(error.ToString(), char.IsControl);
    }

    [Fact]
    public void A_kind_has_no_more_lists_than_a_set_can_tell_apart()
    {
        string Lists(int count) => "{ \"lists\": [ " + string.Join(", ", Enumerable.Range(0, count).Select(i => $$"""{ "name": "n{{i}}", "file": "f" }""")) + " ] }";
        Assert.Empty(SettingsFile.Parse(Lists(255), "ipblock.json").Errors);
        Assert.Equal("lists[255]", Assert.Single(SettingsFile.Parse(Lists(256), "ipblock.json").Errors).Path);
    }

    [Theory]
    [InlineData("https://www.spamhaus.org/drop/drop.txt", "https://www.spamhaus.org/drop/drop.txt")]
    [InlineData("https://user:secret@lists.example:8443/a", "https://lists.example:8443/a")]
    [InlineData("https://lists.example/a?key=secret", "https://lists.example/a?...")]
    [InlineData("https://lists.example/k3y0123456789abcdef/drop.txt", "https://lists.example/.../drop.txt")]
    [InlineData("https://lists.example/a-long-name-without-digits/1", "https://lists.example/a-long-name-without-digits/1")]
    public void An_address_is_shown_without_its_secrets(string url, string shown)
    {
        Assert.True(ListUrl.TryParse(url, out var parsed, out _));
        Assert.Equal(shown, parsed.ToString());
        Assert.Equal(url, parsed.Reveal().OriginalString);
    }
}
