using System;
using System.Linq;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void An_empty_object_is_all_defaults()
    {
        var settings = Good("{}");
        Assert.True(settings.Enabled);
        Assert.Empty(settings.BlockProviders);
        Assert.Equal(LookupOrder.Parallel, settings.Lookup);
        Assert.Equal(RejectAt.Connect, settings.RejectAt);
        Assert.Equal(OnFailure.Accept, settings.OnFailure);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.LookupTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.TotalTimeout);
        Assert.Equal([465, 587], settings.Exceptions.ExemptLocalPorts);
        Assert.Equal(100_000, settings.Dns.CacheEntries);
        Assert.Equal(400L * 1024 * 1024, settings.Log.MaxDirectorySize);
        Assert.Null(settings.Log.Directory);
    }

    [Fact]
    public void Every_property_is_read()
    {
        var settings = Good("""
            {
              /* all of them */
              "enabled": false, "lookup": "sequential", "rejectAt": "recipient", "onFailure": "defer", "lookupTimeout": "500ms", "totalTimeout": "1s",
              "blockProviders": [ {
                "name": "Paid", "lookupDomain": "k3y.bl.example.net", "publicName": "bl.example.net", "enabled": false, "bitmaskMatch": "0.0.0.4",
                "ipAddressesMatch": [ "127.0.0.2", "127.0.1.0/24" ], "rejectionResponse": "go away, %0", "statusCode": 450, "enhancedCode": "4.7.9",
                "onFailure": "accept", "ipv4": true, "ipv6": false } ],
              "allowProviders": [ { "name": "paid", "lookupDomain": "wl.example.net", "anyMatch": true } ],
              "exceptions": {
                "clients": [ "192.0.2.1", { "client": "*.example.com", "comment": "Büro", "expires": "2026-12-31" } ],
                "recipients": [ { "recipient": "a@b", "expires": "2026-12-31T12:00:00Z" }, "postmaster@*" ],
                "exemptPrivateNetworks": false, "exemptAuthenticated": false, "exemptLocalPorts": [] },
              "dns": { "servers": [ "192.0.2.53:5353" ], "cacheEntries": 5000, "minimumTtl": "0s", "maximumTtl": "2h", "failureTtl": "1m" },
              "log": { "enabled": false, "directory": "C:\\Logs", "maxFileSize": "1MB", "maxDirectorySize": "2GB", "maxAge": "7d", "accepted": false } // end
            }
            """);
        Assert.False(settings.Enabled);
        Assert.Equal((LookupOrder.Sequential, RejectAt.Recipient, OnFailure.Defer), (settings.Lookup, settings.RejectAt, settings.OnFailure));
        Assert.Equal((500, 1000), (settings.LookupTimeout.TotalMilliseconds, settings.TotalTimeout.TotalMilliseconds));
        var paid = Assert.Single(settings.BlockProviders);
        Assert.Equal(("Paid", "bl.example.net", "k3y.bl.example.net"), (paid.Name, paid.LookupDomain.ToString(), paid.LookupDomain.Reveal()));
        Assert.Equal((false, "0.0.0.4", 450, "4.7.9"), (paid.Enabled, paid.BitmaskMatch.ToString(), paid.StatusCode, paid.EnhancedCode));
        Assert.Equal(["127.0.0.2", "127.0.1.0/24"], paid.IpAddressesMatch.Select(pattern => pattern.ToString()));
        Assert.Equal(("go away, %0", OnFailure.Accept, true, false), (paid.RejectionResponse, paid.OnFailure, paid.IPv4, paid.IPv6));
        Assert.True(Assert.Single(settings.AllowProviders).AnyMatch);
        Assert.Equal(["192.0.2.1", "*.example.com"], settings.Exceptions.Clients.Select(client => client.Client.ToString()));
        Assert.Equal(("Büro", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), (settings.Exceptions.Clients[1].Comment, settings.Exceptions.Clients[1].Expires));
        Assert.Equal(["a@b", "postmaster@*"], settings.Exceptions.Recipients.Select(recipient => recipient.Recipient.ToString()));
        Assert.Equal((false, false, 0), (settings.Exceptions.ExemptPrivateNetworks, settings.Exceptions.ExemptAuthenticated, settings.Exceptions.ExemptLocalPorts.Count));
        Assert.Equal("192.0.2.53:5353", Assert.Single(settings.Dns.Servers).ToString());
        Assert.Equal((5000, 0, 2, 1), (settings.Dns.CacheEntries, settings.Dns.MinimumTtl.Ticks, settings.Dns.MaximumTtl.TotalHours, settings.Dns.FailureTtl.TotalMinutes));
        Assert.Equal((false, "C:\\Logs", false), (settings.Log.Enabled, settings.Log.Directory, settings.Log.Accepted));
        Assert.Equal((1L << 20, 2L << 30, 7), (settings.Log.MaxFileSize, settings.Log.MaxDirectorySize, settings.Log.MaxAge.TotalDays));
    }

    [Fact]
    public void An_error_has_file_line_column_path_reason_and_cure()
    {
        var error = Assert.Single(SettingsFile.Parse("{\n  \"blockProviders\": [\n    { \"name\": \"a\", \"lookupDomain\": \"a.b\",\n\t\"bitmaskMatch\": \"0.0.0\" } ] }", "ipblock.json").Errors);
        Assert.Equal("ipblock.json:4:2: blockProviders[0].bitmaskMatch: '0.0.0' is not a bit mask; write four octets, such as 0.0.0.4", error.ToString());
        Assert.Equal(("ipblock.json", 4, 2, "blockProviders[0].bitmaskMatch"), (error.File, error.Line, error.Column, error.Path));
        Assert.Equal(("'0.0.0' is not a bit mask", "write four octets, such as 0.0.0.4"), (error.Reason, error.Cure));
    }

    [Fact]
    public void All_errors_are_found_at_once_in_the_order_of_the_file() => Bad(
        """
        {
          "enabled": "yes",
          "lokup": "parallel",
          "exceptions": { "clients": [ "192.0.2.1", "10.1" ] },
          "blockProviders": [ { "name": "", "lookupDomain": "a.b", "anyMatch": 1 } ],
          "lookupTimeout": 5
        }
        """,
        "2:3: enabled: expected true or false, found text in quotes",
        "3:3: lokup: there is no property lokup in the settings file; did you mean lookup?",
        "4:45: exceptions.clients[1]: '10.1' is not an IPv4 or IPv6 address; write an address, a range, 192.0.2.0/24, or a host name such as *.example.com",
        "5:25: blockProviders[0].name: the text is empty; possible: 1 to 64 printable ASCII characters",
        "5:60: blockProviders[0].anyMatch: expected true or false, found a number",
        "6:3: lookupTimeout: '5' has no unit; write a whole number and a unit, such as 500ms, 2s, 5m, 1h or 7d");

    public static TheoryData<string, string> Roots => new()
    {
        { """{ "lookup": "Parallel" }""", "1:3: lookup: 'Parallel' is not allowed here; write parallel or sequential" },
        { """{ "rejectAt": "rcpt" }""", "1:3: rejectAt: 'rcpt' is not allowed here; write connect or recipient" },
        { """{ "onFailure": "reject" }""", "1:3: onFailure: 'reject' is not allowed here; write accept or defer" },
        { """{ "onFailure": true }""", "1:3: onFailure: expected accept or defer, found true" },
        { """{ "onFailure": null }""", "1:3: onFailure: expected accept or defer, found null" },
        { """{ "lookupTimeout": "99ms" }""", "1:3: lookupTimeout: 99ms is too small; possible: 100ms to 30s" },
        { """{ "lookupTimeout": "31s" }""", "1:3: lookupTimeout: 31s is too large; possible: 100ms to 30s" },
        { """{ "totalTimeout": "61s" }""", "1:3: totalTimeout: 61s is too large; possible: 100ms to 60s" },
        { """{ "totalTimeout": "1s" }""", "1:3: totalTimeout: 1s is less than lookupTimeout, 2s; raise totalTimeout or lower lookupTimeout" },
        { """{ "lookupTimeout": "4s" }""", "1:1: totalTimeout: 3s is less than lookupTimeout, 4s; raise totalTimeout or lower lookupTimeout" },
        { """{ "lookupTimeout": { } }""", "1:3: lookupTimeout: expected a duration, found an object in braces" },
        { """{ "blockProviders": { } }""", "1:3: blockProviders: expected a list, found an object in braces; put it in square brackets" },
        { """{ "blockProviders": [ "zen.spamhaus.org" ] }""", "1:23: blockProviders[0]: expected an object in braces, found text in quotes" },
        { """{ "exceptions": [ ] }""", "1:3: exceptions: expected an object in braces, found a list in square brackets" },
        { """{ "exceptions": { "exemptLocalPorts": [ 25, 0 ] } }""", "1:45: exceptions.exemptLocalPorts[1]: 0 is too small; possible: 1 to 65535" },
        { """{ "exceptions": { "exemptLocalPorts": [ 65536 ] } }""", "1:41: exceptions.exemptLocalPorts[0]: 65536 is too large; possible: 1 to 65535" },
        { """{ "exceptions": { "exemptLocalPorts": [ 99999999999 ] } }""", "1:41: exceptions.exemptLocalPorts[0]: 99999999999 is too large" },
        { """{ "exceptions": { "exemptLocalPorts": [ 2.5 ] } }""", "1:41: exceptions.exemptLocalPorts[0]: expected a whole number, found a number" },
        { """{ "exceptions": { "clients": [ { "comment": "x" } ] } }""", "1:32: exceptions.clients[0].client: client is missing in a client exception; add it" },
        { """{ "exceptions": { "clients": [ { "client": "192.0.2.0/40" } ] } }""", "1:34: exceptions.clients[0].client: a prefix length must be 0 to 32, not 40; write an address, a range, 192.0.2.0/24, or a host name such as *.example.com" },
        { """{ "exceptions": { "clients": [ 5 ] } }""", "1:32: exceptions.clients[0]: expected text in quotes or an object in braces, found a number" },
        { """{ "exceptions": { "clients": [ { "client": "192.0.2.1", "expires": "2026-12-31T10:00:00" } ] } }""", "1:57: exceptions.clients[0].expires: '2026-12-31T10:00:00' is not a date or a time with an offset from UTC; write 2026-12-31 or 2026-12-31T18:00:00Z" },
        { """{ "exceptions": { "recipients": [ "*@*" ] } }""", "1:35: exceptions.recipients[0]: '*@*' matches every recipient; write user@example.com, *@example.com or postmaster@*" },
        { """{ "dns": { "servers": [ "dns.example.com" ] } }""", "1:25: dns.servers[0]: 'dns.example.com' is not the address of a name server; write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::1]:5353" },
        { """{ "dns": { "cacheEntries": 999 } }""", "1:12: dns.cacheEntries: 999 is too small; possible: 1000 to 10000000" },
        { """{ "dns": { "minimumTtl": "1h", "maximumTtl": "1m" } }""", "1:32: dns.maximumTtl: 1m is less than minimumTtl, 1h; raise maximumTtl or lower minimumTtl" },
        { """{ "dns": { "failureTtl": "6m" } }""", "1:12: dns.failureTtl: 6m is too large; possible: 0s to 5m" },
        { """{ "log": { "directory": "" } }""", "1:12: log.directory: the text is empty; possible: 1 to 1000 characters" },
        { """{ "log": { "maxFileSize": "63KB" } }""", "1:12: log.maxFileSize: 63KB is too small; possible: 64KB to 1GB" },
        { """{ "log": { "maxFileSize": 10 } }""", "1:12: log.maxFileSize: '10' has no unit; write a whole number and a unit, such as 64KB, 10MB or 1GB" },
        { """{ "log": { "maxDirectorySize": "101GB" } }""", "1:12: log.maxDirectorySize: 101GB is too large; possible: 64KB to 100GB" },
        { """{ "log": { "maxAge": "23h" } }""", "1:12: log.maxAge: 23h is too small; possible: 1d to 3650d" },
        { """{ "enabled": true, "enabled": true }""", "1:20: enabled: the property occurs twice; keep one of them" },
        { """{ "log": { "accepted": true, "accepted": false } }""", "1:30: log.accepted: the property occurs twice; keep one of them" },
    };

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_bad_setting_is_refused_at_its_place(string json, string error) => Bad(json, error);

    public static TheoryData<string, string> Providers => new()
    {
        { """ "name": "a", "anyMatch": true """, "1:23: blockProviders[0].lookupDomain: lookupDomain is missing in a provider; add it" },
        { """ "lookupDomain": "a.b", "anyMatch": true """, "1:23: blockProviders[0].name: name is missing in a provider; add it" },
        { """ "name": null, "lookupDomain": "a.b", "anyMatch": true """, "1:25: blockProviders[0].name: expected text, found null" },
        { """ "name": "ä", "lookupDomain": "a.b", "anyMatch": true """, "1:25: blockProviders[0].name: character 1 of the text is not printable ASCII; possible: 1 to 64 printable ASCII characters" },
        { """ "name": "a", "lookupDomain": "192.0.2.1", "anyMatch": true """, "1:38: blockProviders[0].lookupDomain: the lookup domain is an IP address; write a domain name such as zen.spamhaus.org" },
        { """ "name": "a", "lookupDomain": 5, "anyMatch": true """, "1:38: blockProviders[0].lookupDomain: expected a domain name, found a number" },
        { """ "name": "a", "lookupDomain": "a.b" """, "1:23: blockProviders[0]: no return codes are set as a match; set anyMatch to true, or set bitmaskMatch, ipAddressesMatch or both" },
        { """ "name": "a", "lookupDomain": "a.b", "ipAddressesMatch": [] """, "1:23: blockProviders[0]: no return codes are set as a match; set anyMatch to true, or set bitmaskMatch, ipAddressesMatch or both" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "bitmaskMatch": "0.0.0.4" """, "1:61: blockProviders[0].anyMatch: anyMatch cannot be combined with bitmaskMatch or ipAddressesMatch; remove anyMatch, or the other two" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "ipAddressesMatch": [ "127.0.0.2" ] """, "1:61: blockProviders[0].anyMatch: anyMatch cannot be combined with bitmaskMatch or ipAddressesMatch; remove anyMatch, or the other two" },
        { """ "name": "a", "lookupDomain": "a.b", "ipAddressesMatch": "127.0.0.2" """, "1:61: blockProviders[0].ipAddressesMatch: expected a list, found text in quotes; put it in square brackets" },
        { """ "name": "a", "lookupDomain": "a.b", "ipAddressesMatch": [ "127.0.0.2", "127.0.0.0/33" ] """, "1:96: blockProviders[0].ipAddressesMatch[1]: '127.0.0.0/33': the part after the slash must be a number from 0 to 32; write 127.0.0.2, 127.0.0.[2..11;14], 127.0.0.2-127.0.0.11 or 127.0.0.0/24" },
        { """ "name": "a", "lookupDomain": "a.b", "ipAddressesMatch": [ null ] """, "1:83: blockProviders[0].ipAddressesMatch[0]: expected a return code pattern, found null" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "ipv4": false, "ipv6": false """, "1:94: blockProviders[0].ipv6: with ipv4 and ipv6 both false the list is never queried; set one of them to true, or enabled to false" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "statusCode": 250 """, "1:79: blockProviders[0].statusCode: 250 is too small; possible: 400 to 599" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "statusCode": 450, "enhancedCode": "5.7.1" """, "1:98: blockProviders[0].enhancedCode: 5.7.1 does not begin with the first digit of statusCode, 450; both must begin with 4, or both with 5" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "enhancedCode": "5.7" """, "1:79: blockProviders[0].enhancedCode: '5.7' is not an enhanced status code; write three numbers such as 5.7.1" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "enhancedCode": "5.7.1\n" """, "1:79: blockProviders[0].enhancedCode: '5.7.1?' is not an enhanced status code; write three numbers such as 5.7.1" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "rejectionResponse": "grüß Gott" """, "1:79: blockProviders[0].rejectionResponse: character 3 of the text is not printable ASCII; possible: 1 to 240 printable ASCII characters" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "rejectionResponse": "a\r\nb" """, "1:79: blockProviders[0].rejectionResponse: character 2 of the text is not printable ASCII; possible: 1 to 240 printable ASCII characters" },
        { """ "name": "a", "lookupDomain": "a.b", "anyMatch": true, "publicName": "" """, "1:79: blockProviders[0].publicName: the text is empty; possible: 1 to 189 printable ASCII characters" },
        { """ "name": "a", "lookupDomain": "a.b", "IPAddressesMatch": [], "anyMatch": true """, "1:61: blockProviders[0].IPAddressesMatch: there is no property IPAddressesMatch in a provider; did you mean ipAddressesMatch?" },
        { """ "name": "a", "lookupDomain": "a.b", "BITMASKMATCH": "0.0.0.4", "anyMatch": true """, "1:61: blockProviders[0].BITMASKMATCH: there is no property BITMASKMATCH in a provider; did you mean bitmaskMatch?" },
        { """ "name": "a", "lookupDomain": "a.b", "bitmask_match": "0.0.0.4", "anyMatch": true """, "1:61: blockProviders[0].bitmask_match: there is no property bitmask_match in a provider; did you mean bitmaskMatch?" },
        { """ "name": "a", "lookupDomain": "a.b", "priority": 1, "anyMatch": true """, "1:61: blockProviders[0].priority: there is no property priority in a provider; the order in the list is the priority" },
        { """ "name": "a", "lookupDomain": "a.b", "cacheEntries": 1, "anyMatch": true """, "1:61: blockProviders[0].cacheEntries: there is no property cacheEntries in a provider; cacheEntries belongs in the DNS settings" },
    };

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_bad_provider_is_refused_at_its_place(string members, string error) => Bad("""{ "blockProviders": [ {""" + members + "} ] }", error);

    [Fact]
    public void A_name_of_65_and_a_text_of_241_characters_are_too_long()
    {
        Bad(
            $$"""{ "blockProviders": [ { "name": "{{new string('n', 65)}}", "lookupDomain": "a.b", "anyMatch": true, "rejectionResponse": "{{new string('x', 241)}}" } ] }""",
            "1:25: blockProviders[0].name: the text has 65 characters; possible: 1 to 64 printable ASCII characters",
            "1:143: blockProviders[0].rejectionResponse: the text has 241 characters; possible: 1 to 240 printable ASCII characters");
        Good($$"""{ "blockProviders": [ { "name": "{{new string('n', 64)}}", "lookupDomain": "a.b", "anyMatch": true, "rejectionResponse": "{{new string('x', 240)}}" } ] }""");
    }

    [Fact]
    public void Names_are_unique_in_their_array_whatever_the_case() => Bad(
        """
        { "blockProviders": [
          { "name": "Zen", "lookupDomain": "a.b", "anyMatch": true },
          "not a provider",
          { "name": "zEN", "lookupDomain": "a.b", "anyMatch": true } ],
          "allowProviders": [ { "name": "zen", "lookupDomain": "a.b", "anyMatch": true } ] }
        """,
        "3:3: blockProviders[1]: expected an object in braces, found text in quotes",
        "4:5: blockProviders[2].name: 'zEN' is already the name of blockProviders[0]; give each provider a unique name");

    [Fact]
    public void An_allow_provider_has_no_reply() => Bad(
        """{ "allowProviders": [ { "name": "a", "lookupDomain": "a.b", "anyMatch": true, "rejectionResponse": "no" } ] }""",
        "1:79: allowProviders[0].rejectionResponse: an allow provider does not reject clients, so it has no reply; remove rejectionResponse");

    [Theory]
    [InlineData("", 550, "5.7.1")]
    [InlineData(""", "statusCode": 451""", 451, "4.7.1")]
    [InlineData(""", "enhancedCode": "5.7.606", "statusCode": 521""", 521, "5.7.606")]
    public void The_enhanced_code_follows_the_status_code(string members, int status, string enhanced)
    {
        var provider = Good($$"""{ "blockProviders": [ { "name": "a", "lookupDomain": "a.b", "anyMatch": true{{members}} } ] }""").BlockProviders[0];
        Assert.Equal((status, enhanced), (provider.StatusCode, provider.EnhancedCode));
    }

    [Fact]
    public void Null_means_the_default_where_the_default_is_none()
    {
        var provider = Good("""{ "blockProviders": [ { "name": "a", "lookupDomain": "a.b", "anyMatch": true, "bitmaskMatch": null, "onFailure": null, "publicName": null } ] }""").BlockProviders[0];
        Assert.Equal((null, null, null), (provider.BitmaskMatch, provider.OnFailure, provider.PublicName));
    }

    [Theory]
    [InlineData("{ \"enabled\": true \"log\": {} }", "1:19: a comma or a closing bracket is missing before this place")]
    [InlineData("{\n \"enabled\": true", "2:17: the file ends too early; close every brace and square bracket")]
    [InlineData("{\n \"enabled: true\n}", "2:2: a text in quotes is not closed; close it with a quotation mark")]
    [InlineData("{ \"log\": { \"directory\": \"C:\\Logs\" } }", "1:30: a backslash begins an escape that does not exist; write two backslashes for one, as in C:\\\\Logs")]
    [InlineData("{ \"enabled\" true }", "1:13: a colon is missing after the name of the property")]
    [InlineData("{ \"enabled\": yes }", "1:14: this is not the start of a value; put text and numbers with units in quotes")]
    [InlineData("{ \"dns\": { \"servers\": [ 1 } }", "1:28: a brace closes what a square bracket opened")]
    [InlineData("{ } }", "1:5: there is text after the end of the settings; remove it, or check for a brace that closes too early")]
    [InlineData("{ /* }", "1:7: a comment is not closed; close it with */")]
    [InlineData("// nothing", "1:11: the file contains no settings; write {} for a file in which every setting has its default")]
    [InlineData("[ ]", "1:1: expected an object in braces, found a list in square brackets; begin the file with { and end it with }")]
    public void Broken_JSON_is_explained_in_plain_words(string json, string error) => Bad(json, error);

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var error = Assert.Single(SettingsFile.Parse(string.Concat(Enumerable.Repeat("""{ "log": """, 10_000)), "ipblock.json").Errors);
        Assert.Contains("nested too deeply", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_counted_whatever_ends_them() => Bad(
        "{\r\n// one\r \"lokup\": 1,\n\n \"logg\": 1 }",
        "3:2: lokup: there is no property lokup in the settings file; did you mean lookup?",
        "5:2: logg: there is no property logg in the settings file; did you mean log?");

    private static FilterSettings Good(string json)
    {
        var load = SettingsFile.Parse(json, "ipblock.json");
        Assert.Empty(load.Errors);
        return load.Settings!;
    }

    private static void Bad(string json, params string[] errors)
    {
        var load = SettingsFile.Parse(json, "ipblock.json");
        Assert.Equal(errors.Select(error => "ipblock.json:" + error), load.Errors.Select(error => error.ToString()));
        Assert.Null(load.Settings);
    }
}
