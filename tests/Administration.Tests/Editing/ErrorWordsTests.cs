using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class ErrorWordsTests
{
    private static readonly ErrorWords Words = new(static property => "--" + property.ToUpperInvariant(), static path => "<" + path + ">", "--force");

    [Theory]
    [InlineData("blockProviders[2]", "nothing says it", "set anyMatch to true, or set bitmaskMatch", "nothing says it; set --ANYMATCH to true, or set --BITMASKMATCH")]
    [InlineData("allowProviders[0].statusCode", "99 is too small", null, "--STATUSCODE: 99 is too small")]
    [InlineData("lists[1].ipAddressesMatch[3]", "'x' is none", null, "--IPADDRESSESMATCH: 'x' is none")]
    [InlineData("recipientPolicies[0].scores['Spamhaus ZEN']", "'x' is no score", null, "--SCORES: 'x' is no score")]
    [InlineData("blockProviders[0].scores.Own", "'x' is no score", null, "--SCORES: 'x' is no score")]
    [InlineData("lists[1]", "the list has both file and url", "set file or url, not both", "the list has both file and url; set --FILE or --URL, not both")]
    [InlineData("blockList[17]", "0.0.0.0/0 is wide", "use a smaller range, or add \"force\": true to the entry if it is intended", "0.0.0.0/0 is wide; use a smaller range, or use --force if it is intended")]
    [InlineData("exceptions.clients[1].expires", "'x' is no date", null, "'x' is no date")]
    [InlineData("dns.servers[1]", "'x' is no address", null, "<dns.servers>: 'x' is no address")]
    [InlineData("lookup", "'x' is not possible", null, "<lookup>: 'x' is not possible")]
    public void An_error_is_told_by_the_names_that_were_used(string path, string reason, string? cure, string said) =>
        Assert.Equal(said, Words.Of(new SettingsError("f.json", 0, 0, path, reason, cure)));

    [Theory]
    [InlineData(0, null, "f.json: the disk is full")]
    [InlineData(3, "blockProviders[2].statusCode", "f.json:3:1: blockProviders[2].statusCode: the disk is full")]
    [InlineData(0, "no.such.setting", "f.json: no.such.setting: the disk is full")]
    public void What_is_of_the_file_stays_as_it_is(int line, string? path, string said) =>
        Assert.Equal(said, Words.Of(new SettingsError("f.json", line, line > 0 ? 1 : 0, path, "the disk is full", null)));
}
