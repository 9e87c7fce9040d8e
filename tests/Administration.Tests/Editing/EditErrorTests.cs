using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;
using static IpBlock.Administration.Tests.Editing.EditedFile;

namespace IpBlock.Administration.Tests.Editing;

public sealed class EditErrorTests
{
    private const string Two = """
        {
          "blockProviders": [
            { "name": "Zen", "lookupDomain": "zen.test", "anyMatch": true },
            { "name": "Other", "lookupDomain": "other.test", "anyMatch": true }
          ],
          "blockList": [ "192.0.2.0/24", { "address": "198.51.100.1", "expires": "2020-01-01" } ],
          "exceptions": { "clients": [ "mx.example.com" ], "recipients": [ "postmaster@*" ] }
        }
        """;

    public static TheoryData<SettingsEdit, string> Mistakes => new()
    {
        { SettingsEdit.AddProvider(ProviderKind.Block, Provider("zen")), "blockProviders[0]: there is a block provider 'zen' already; use another name, or change the existing one" },
        { SettingsEdit.AddProvider(ProviderKind.Block, Provider("New"), priority: 0), "blockProviders: 0 is not a priority; write 1 for the first position, 2 for the second and so on" },
        { SettingsEdit.AddProvider(ProviderKind.Block, Properties(("name", "New"), ("anyMatch", true))), "blockProviders[2].lookupDomain: lookupDomain is missing in a provider; add it" },
        { SettingsEdit.AddProvider(ProviderKind.Block, Provider("New", ("bitmask", "0.0.0.4"))), "blockProviders[2].bitmask: there is no property bitmask in a provider; allowed here: name, lookupDomain, publicName, enabled, mode, anyMatch, bitmaskMatch, ipAddressesMatch, errorCodes, returnCodes, score, scores, onlyInPolicies, rejectionResponse, removalPage, statusCode, enhancedCode, onFailure, ipv4, ipv6, probe, brake, comment" },
        { SettingsEdit.SetProvider(ProviderKind.Block, "Zen", Properties(("bitmaskMatch", "0.0.0"), ("anyMatch", null))), "blockProviders[0].bitmaskMatch: '0.0.0' is not a bit mask; write four octets, such as 0.0.0.4" },
        { SettingsEdit.SetProvider(ProviderKind.Block, "Zen", Properties(("name", "OTHER"))), "blockProviders[1]: there is a block provider 'OTHER' already; use another name, or change the existing one" },
        { SettingsEdit.SetProvider(ProviderKind.Block, "Zem", Properties()), "blockProviders: there is no block provider 'Zem'; did you mean 'Zen'?" },
        { SettingsEdit.RemoveProvider(ProviderKind.Block, "Spamhaus"), "blockProviders: there is no block provider 'Spamhaus'; possible: 'Zen', 'Other'" },
        { SettingsEdit.EnableProvider(ProviderKind.Allow, "Zen", true), "allowProviders: there is no allow provider 'Zen'; the name exists in the block providers" },
        { SettingsEdit.EnableProvider(ProviderKind.Allow, "Zem", true), "allowProviders: there is no allow provider 'Zem'; none exists yet: add one first" },
        { SettingsEdit.MoveProvider(ProviderKind.Block, "Zen", -1), "blockProviders: -1 is not a priority; write 1 for the first position, 2 for the second and so on" },
        { SettingsEdit.AddEntry(ListKind.Block, "192.0.2.7/24"), "blockList: '192.0.2.7/24' is already in the IP Block list; remove it first to change its comment or expiry" },
        { SettingsEdit.AddEntry(ListKind.Block, "300.1.1.1"), "blockList: '300.1.1.1' is not an IPv4 or IPv6 address; write an address, 192.0.2.0/24 or 192.0.2.10-192.0.2.20" },
        { SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1", new string('x', 1001)), "blockList[2].comment: the text has 1001 characters; possible: at most 1000 characters" },
        { SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1", "\ud83d"), "a text contains an incomplete character; enter it again" },
        { SettingsEdit.RemoveEntry(ListKind.Block, "192.0.2.7"), "blockList: '192.0.2.7' is not in the IP Block list; it is part of '192.0.2.0/24': remove that entry, and add the remaining ranges" },
        { SettingsEdit.RemoveEntry(ListKind.Block, "198.51.100.2"), "blockList: '198.51.100.2' is not in the IP Block list; did you mean '198.51.100.1'?" },
        { SettingsEdit.RemoveEntry(ListKind.Allow, "198.51.100.2"), "allowList: '198.51.100.2' is not in the IP Allow list; check which entries the list contains" },
        { SettingsEdit.AddClientException("MX.example.com."), "exceptions.clients: 'MX.example.com.' is already in the client exceptions; remove it first to change its comment or expiry" },
        { SettingsEdit.AddClientException("*"), "exceptions.clients: '*' does not end in a domain and would match hosts of any owner; write an address, a range, 192.0.2.0/24, or a host name such as *.example.com" },
        { SettingsEdit.RemoveClientException("192.0.2.1"), "exceptions.clients: '192.0.2.1' is not in the client exceptions; check which entries the list contains" },
        { SettingsEdit.AddRecipientException("Postmaster@*"), "exceptions.recipients: 'Postmaster@*' is already in the recipient exceptions; remove it first to change its comment or expiry" },
        { SettingsEdit.RemoveRecipientException("nobody"), "exceptions.recipients: 'nobody' is not a recipient; write user@example.com, *@example.com or postmaster@*" },
        { SettingsEdit.Set("lookupTimout", "1s"), "lookupTimout: there is no property lookupTimout in the settings file; did you mean lookupTimeout?" },
        { SettingsEdit.Set("dns.resolvers", "1s"), "dns.resolvers: there is no property resolvers in the DNS settings; use dns.servers" },
        { SettingsEdit.Set("dns", "192.0.2.1"), "dns: dns is not a single value; set one of dns.servers, dns.cacheEntries, dns.minimumTtl, dns.maximumTtl, dns.failureTtl" },
        { SettingsEdit.Set("blockProviders.zen.enabled", "true"), "blockProviders.zen.enabled: blockProviders has no properties; its elements must be added, changed and removed one by one" },
        { SettingsEdit.Set("lookup.x", "true"), "lookup.x: lookup has no properties; set lookup" },
        { SettingsEdit.Set("exceptions.clients", "192.0.2.1"), "exceptions.clients: exceptions.clients is not a single value; its elements must be added, changed and removed one by one" },
        { SettingsEdit.Set("dns.servers", "[ \"192.0.2.1\""), "dns.servers: the list cannot be read as JSON; write [\"one\", \"two\"], or one, two" },
        { SettingsEdit.Set("dns.servers", "[ \"192.0.2.1\" ] , 1"), "dns.servers: the list cannot be read as JSON; write [\"one\", \"two\"], or one, two" },
        { SettingsEdit.Set("dns.cacheEntries", "many"), "dns.cacheEntries: expected a whole number, found text in quotes" },
        { SettingsEdit.Set("dns.cacheEntries", "5"), "dns.cacheEntries: 5 is too small; possible: 1000 to 10000000" },
        { SettingsEdit.Set("lookupTimeout", "4s"), "totalTimeout: 3s is less than lookupTimeout, 4s; raise totalTimeout or lower lookupTimeout" },
        { SettingsEdit.Set("enabled", "perhaps"), "enabled: expected true or false, found text in quotes" },
        { SettingsEdit.Replace("{ \"enabled\": 1 }"), "ipblock.json:1:3: enabled: expected true or false, found a number" },
        { SettingsEdit.Replace("", "other.json"), "other.json: is empty; write {} for a file in which every setting has its default" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_cure_and_nothing_is_written(SettingsEdit edit, string error)
    {
        using var file = new EditedFile(Two);
        var actual = file.ErrorAfter(edit);
        Assert.Equal(error, actual.StartsWith("ipblock.json: ", StringComparison.Ordinal) ? actual["ipblock.json: ".Length..] : actual);
        Assert.False(File.Exists(file.Path + ".bak"));
    }

    [Fact]
    public void Of_several_edits_none_is_made_when_one_is_impossible()
    {
        using var file = new EditedFile(Two);
        Assert.Contains("'Zan'", file.ErrorAfter(SettingsEdit.Set("enabled", "false"), SettingsEdit.RemoveProvider(ProviderKind.Block, "Zan")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_entry_is_replaced()
    {
        using var file = new EditedFile(Two, new FakeClock());
        Assert.Contains("[ \"192.0.2.0/24\", { \"address\": \"198.51.100.1\", \"comment\": \"again\" } ]", file.After(SettingsEdit.AddEntry(ListKind.Block, "198.51.100.1", "again")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_a_refused_change_is_not_quoted()
    {
        using var file = new EditedFile();
        var errors = file.ErrorsAfter(SettingsEdit.AddProvider(ProviderKind.Block, Properties(("name", "Zen"), ("lookupDomain", "secret123.zen..dq.spamhaus.net"))));
        Assert.Equal(2, errors.Count);
        Assert.DoesNotContain(errors, error => error.Contains("secret123", StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_settings_are_not_changed_and_their_errors_are_named()
    {
        using var file = new EditedFile("{\n  \"enabled\": 1,\n  \"lookup\": \"both\"\n}");
        Assert.Equal(
            [
                "ipblock.json: has errors and was not changed; correct the errors below, or replace the whole file",
                "ipblock.json:2:3: enabled: expected true or false, found a number",
                "ipblock.json:3:3: lookup: 'both' is not allowed here; write parallel or sequential",
            ],
            file.ErrorsAfter(SettingsEdit.Set("enabled", "true")));
        Assert.False(File.Exists(file.Path + ".bak"));
    }

    [Fact]
    public void Broken_settings_can_be_replaced_and_do_not_become_the_backup()
    {
        using var file = new EditedFile("{}");
        file.After(SettingsEdit.Set("enabled", "false"));
        file.Text = "{ broken";
        Assert.Equal("{ \"enabled\": true, \"log\": { \"accepted\": false } }", file.After(SettingsEdit.Replace("{ \"enabled\": true }"), SettingsEdit.Set("log.accepted", "false")));
        Assert.Equal("{}", File.ReadAllText(file.Path + ".bak"));
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_told_of_at_once()
    {
        // Nobody can make a file there, root included.
        var error = Assert.Single(new SettingsEditor("/sys/ipblock.json", new FakeClock()).Apply(SettingsEdit.Set("enabled", "false")).Errors);
        Assert.Equal("/sys/ipblock.json: this account cannot write to the folder /sys; run this as an administrator or root, or grant the account write access", error.ToString());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_of()
    {
        using var file = new EditedFile("{}");
        var path = Path.Combine(file.Path, "deeper", "ipblock.json");
        var error = Assert.Single(new SettingsEditor(path).Apply(SettingsEdit.Set("enabled", "false")).Errors);
        Assert.StartsWith("cannot be written: ", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_of_and_leaves_everything_as_it_was()
    {
        using var file = new EditedFile("{}");
        var editor = new SettingsEditor(file.Path, null, null, static _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write));
        var error = Assert.Single(editor.Apply(SettingsEdit.Set("enabled", "false")).Errors);
        Assert.Equal($"{file.Path}: there is no free space on the disk of {Path.GetDirectoryName(file.Path)}; free disk space and try again; the settings were not changed", error.ToString());
        Assert.Equal("{}", file.Text);
        Assert.Equal("{\n  \"enabled\": false\n}", file.After(SettingsEdit.Set("enabled", "false")));
    }

    [Fact]
    public void Settings_that_would_be_too_large_to_be_read_are_not_written()
    {
        using var file = new EditedFile("{ \"log\": { \"directory\": \"x\" } }" + new string(' ', SettingsFile.MaxBytes - 40));
        Assert.Equal("ipblock.json: would be larger than 16 MB; move long address lists to separate files (lists)", file.ErrorAfter(SettingsEdit.Set("log.directory", new string('x', 100))));
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_not_changed()
    {
        using var file = new EditedFile();
        File.WriteAllBytes(file.Path, [.. Encoding.Unicode.GetPreamble(), .. "{}"u8]);
        Assert.Equal("ipblock.json: is encoded in UTF-16; save it as UTF-8", file.ErrorsAfter(SettingsEdit.Set("enabled", "false"))[^1]);
    }

    [Fact]
    public void Values_of_other_types_are_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => SettingsEdit.AddProvider(ProviderKind.Block, new Dictionary<string, object?> { ["name"] = 1.5 }));

    [Fact]
    public void Nothing_in_place_of_an_edit_is_a_mistake_of_the_caller()
    {
        using var file = new EditedFile();
        Assert.Throws<ArgumentNullException>(() => file.Editor.Apply(SettingsEdit.Replace("{}"), null!));
        Assert.Throws<ArgumentNullException>(() => SettingsEdit.Set(null!, "x"));
        Assert.Throws<ArgumentException>(() => new SettingsEditor(" "));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(file.Path)!));
    }
}
