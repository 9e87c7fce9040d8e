using System;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class WarningTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly SettingsEditor _editor;

    public WarningTests() => _editor = new SettingsEditor(_folder.PathOf("ipblock.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_forces_what_it_says_it_forces_and_marks_nothing_else()
    {
        Assert.False(_editor.Apply(SettingsEdit.AddEntry(ListKind.Block, "0.0.0.0/0")).Succeeded);
        Assert.False(_editor.Apply(SettingsEdit.AddClientException("::/0")).Succeeded);
        Assert.True(_editor.Apply(
            SettingsEdit.AddEntry(ListKind.Block, "0.0.0.0/0", force: true),
            SettingsEdit.AddEntry(ListKind.Allow, "192.0.2.1", force: true),
            SettingsEdit.AddClientException("::/0", force: true)).Succeeded);
        var settings = _editor.Read().Settings!;
        Assert.Equal((true, false, true), (settings.BlockList[0].Force, settings.AllowList[0].Force, settings.Exceptions.Clients[0].Force));
    }

    [Fact]
    public void Of_what_has_expired_a_check_says_so()
    {
        var settings = Some.Settings("""
            { "allowList": [ "192.0.2.1", { "address": "192.0.2.2", "expires": "2026-06-01T12:00:00Z" } ],
              "blockList": [ { "address": "192.0.2.3", "expires": "2026-06-01T12:00:01Z" }, { "address": "192.0.2.4", "expires": "2025-12-31" } ],
              "exceptions": { "clients": [ { "client": "*.example.com", "expires": "2020-01-01" } ], "recipients": [ { "recipient": "a@example.com", "expires": "2020-01-01" } ] } }
            """);
        var warnings = SettingsWarnings.Of(settings, Now);
        Assert.Equal(["allowList[1]", "blockList[1]", "exceptions.clients[0]", "exceptions.recipients[0]"], warnings.Select(warning => warning[..warning.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Equal("allowList[1]: 192.0.2.2 has already expired (2026-06-01T12:00:00Z) and has no effect; give it a later date, or remove it", warnings[0]);
    }

    [Fact]
    public void Of_zones_that_should_not_be_asked_a_check_says_so_as_long_as_they_are_enabled()
    {
        var settings = Some.Settings("""
            { "blockProviders": [ { "name": "a", "lookupDomain": "dnsbl.sorbs.net", "anyMatch": true, "enabled": false }, { "name": "b", "lookupDomain": "zen.spamhaus.org", "anyMatch": true },
                                  { "name": "c", "lookupDomain": "dnsbl.njabl.org", "anyMatch": true } ],
              "allowProviders": [ { "name": "d", "lookupDomain": "swl.spamhaus.org", "anyMatch": true } ] }
            """);
        Assert.Equal(
            [
                "blockProviders[2].lookupDomain: dnsbl.njabl.org: it is closed (reported 2013); remove it",
                "allowProviders[0].lookupDomain: swl.spamhaus.org: Spamhaus has given up its allow lists; they are empty (reported 2016-11-22); remove it",
            ],
            SettingsWarnings.Of(settings, Now));
    }

    [Fact]
    public void Of_a_code_that_is_an_error_and_a_match_a_check_says_so()
    {
        var settings = Some.Settings("""
            { "blockProviders": [ { "name": "a", "lookupDomain": "bl.example.com", "ipAddressesMatch": [ "127.0.0.2", "127.0.0.9" ], "errorCodes": [ "127.0.0.[8..9]" ] } ] }
            """);
        Assert.Equal("blockProviders[0].ipAddressesMatch: 127.0.0.9 is never a match, because it is also in errorCodes", Assert.Single(SettingsWarnings.Of(settings, Now)));
    }

    [Fact]
    public void Of_a_code_that_never_matches_a_check_says_so()
    {
        var settings = Some.Settings("""
            { "blockProviders": [ { "name": "a", "lookupDomain": "multi.surbl.org", "enabled": false, "ipAddressesMatch": [ "127.0.0.2", "127.0.0.1" ] },
                                  { "name": "b", "lookupDomain": "bl.example.com", "ipAddressesMatch": [ "127.0.0.1", "127.0.1.255" ] } ] }
            """);
        var warning = Assert.Single(SettingsWarnings.Of(settings, Now));
        Assert.StartsWith("blockProviders[0].ipAddressesMatch: 127.0.0.1 is never a match of multi.surbl.org: ", warning, StringComparison.Ordinal);
    }
}
