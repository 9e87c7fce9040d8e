using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

/// <summary>A key is planted into settings that are then broken in every way: no error may show it, and nothing may be thrown.</summary>
public sealed class SettingsSecretsTests
{
    private const string Key = "k3yk3yk3yk3yk3yk3yk3yk3yk3";

    private const string Template = """
        {
          "blockProviders": [
            { "name": "dqs", "lookupDomain": "{KEY}.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.[2..11]" ], "statusCode": 550 },
            { "name": "other", "publicName": "bl.example.net", "lookupDomain": "{KEY}.bl.example.net", "bitmaskMatch": "0.0.0.4" }
          ],
          "exceptions": { "clients": [ "192.0.2.0/24", { "client": "*.example.com", "expires": "2026-12-31" } ] },
          "notify": { "email": { "user": "me", "password": "{KEY}" }, "webhook": { "url": "https://hooks.example/{KEY}?{KEY}", "secret": "{KEY}" } },
          "lookupTimeout": "2s"
        }
        """;

    private static readonly string Settings = Template.Replace("{KEY}", Key, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_thrown_and_no_key_is_shown_when_a_piece_is_replaced_by_rubbish()
    {
        var rubbish = Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "\\", "\0", "\n", "5", "null", "ü", "/*", "//", "'", "\"a\":", "\ud800", "NaN", "new X(", "0x", "-");
        var gen = from at in Gen.Choose(0, Settings.Length) from length in Gen.Choose(0, 12) from text in rubbish select (at, length, text);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(gen.ToArbitrary(), change =>
        {
            var length = Math.Min(change.length, Settings.Length - change.at);
            var mutant = Settings.Remove(change.at, length).Insert(change.at, change.text);
            var load = SettingsFile.Parse(mutant, "ipblock.json");
            return (load.Settings is null) == (load.Errors.Count > 0) && !load.Errors.Any(ShowsKey);
        }));
    }

    [Theory]
    [InlineData("""{ "blockProviders": [ { "lookupDomain": "https://{KEY}.zen.dq.spamhaus.net/", "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": "{KEY} .bl.example.net", "publicName": "bl.example.net", "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": [ "{KEY}.zen.dq.spamhaus.net" ], "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": { "{KEY}.zen.dq.spamhaus.net": 1 }, "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": {KEY}.zen.dq.spamhaus.net, "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": 123{KEY}.zen.dq.spamhaus.net, "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "domain": "{KEY}.zen.dq.spamhaus.net", "anyMatch": true } ] }""")]
    [InlineData("""{ "blockProviders": [ "{KEY}.zen.dq.spamhaus.net" ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": "a.b", "bitmaskMatch": "{KEY}.zen.dq.spamhaus.net" } ] }""")]
    [InlineData("""{ "blockProviders": [ { "name": "a", "lookupDomain": "a.b", "ipAddressesMatch": [ "{KEY}.combined.mail.abusix.zone" ] } ] }""")]
    [InlineData("""{ "lookupTimeout": "{KEY}.zen.dq.spamhaus.net,{KEY}.zen.dq.spamhaus.net {KEY}.x.mail.abusix.zone" }""")]
    [InlineData("""{ "{KEY}.zen.dq.spamhaus.net": 1 }""")]
    [InlineData("""{ "lookupTimeout": "{KEY}.ZEN.DQ.Spamhaus.Net" }""")]
    [InlineData("""{ "exceptions": { "recipients": [ "{KEY}.zen.dq.spamhaus.net" ] } }""")]
    [InlineData("""{ "notify": { "email": { "password": [ "{KEY}" ] } } }""")]
    [InlineData("""{ "notify": { "email": { "password": "{KEY}\u0007" } } }""")]
    [InlineData("""{ "notify": { "email": { "pasword": "{KEY}" } } }""")]
    [InlineData("""{ "notify": { "email": { "password": "{KEY}", "password": "{KEY}" } } }""")]
    [InlineData("""{ "notify": { "email": { "password": "{KEY}", "passwordFile": "x" } } }""")]
    [InlineData("""{ "notify": { "webhook": { "url": "http://hooks.example/{KEY}" } } }""")]
    [InlineData("""{ "notify": { "webhook": { "url": "hooks.example/{KEY}" } } }""")]
    [InlineData("""{ "notify": { "webhook": "https://hooks.example/{KEY}" } }""")]
    [InlineData("""{ "notify": { "webhook": { "secret": true, "url": { "a": "{KEY}" } } } }""")]
    public void A_key_in_a_wrong_place_is_not_shown_either(string json)
    {
        var load = SettingsFile.Parse(json.Replace("{KEY}", Key, StringComparison.Ordinal), "ipblock.json");
        Assert.NotEmpty(load.Errors);
        foreach (var error in load.Errors)
            Assert.DoesNotContain(Key, error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_quoted_cannot_forge_a_line_of_a_log()
    {
        var load = SettingsFile.Parse("""{ "a\nerror: b": 1, "lookupTimeout": "x\r\ny" }""", "ipblock.json");
        Assert.Equal(2, load.Errors.Count);
        Assert.All(load.Errors, error => Assert.DoesNotContain(error.ToString(), char.IsControl));
    }

    [Fact]
    public void What_is_quoted_is_cut_when_it_is_long()
    {
        var load = SettingsFile.Parse($$"""{ "lookupTimeout": "{{new string('x', 2_000_000)}}" }""", "ipblock.json");
        Assert.InRange(Assert.Single(load.Errors).ToString().Length, 100, 2000);
    }

    private static bool ShowsKey(SettingsError error) => error.ToString().Contains(Key, StringComparison.OrdinalIgnoreCase);
}
