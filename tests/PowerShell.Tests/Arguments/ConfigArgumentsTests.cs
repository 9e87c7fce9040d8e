using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.PowerShell.Tests.Arguments;

public sealed class ConfigArgumentsTests
{
    private static string? Value(string parameter, object? value) =>
        Assert.Single(ConfigArguments.Read(new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [parameter] = value }, new FilterSettings())).Value;

    [Fact]
    public void Values_are_written_as_the_settings_file_writes_them()
    {
        Assert.Equal("true", Value("Enabled", true));
        Assert.Equal("sequential", Value("Lookup", LookupOrder.Sequential));
        Assert.Equal("2s", Value("LookupTimeout", "2s"));
        Assert.Equal("1m", Value("DnsMinimumTtl", "00:01:00"));
        Assert.Equal("30d", Value("LogMaxAge", "30.00:00:00"));
        Assert.Equal("20MB", Value("LogMaxFileSize", "20971520"));
        Assert.Equal("25,465", Value("ExemptLocalPorts", new[] { 25, 465 }));
        Assert.Equal("[]", Value("ExemptLocalPorts", Array.Empty<int>()));
        Assert.Equal("200000", Value("DnsCacheEntries", 200000));
        Assert.Null(Value("LogDirectory", ""));
        Assert.Equal("", Value("RecipientDelimiter", ""));
        Assert.Null(Value("DnsServers", null));
    }

    [Fact]
    public void Other_settings_are_named_by_their_path()
    {
        var read = ConfigArguments.Read(new Dictionary<string, object?> { ["Setting"] = new Hashtable { ["log.maxAge"] = "90d" }, ["WhatIf"] = true }, new FilterSettings());
        Assert.Equal([new("log.maxAge", "90d")], read);
    }

    [Fact]
    public void Recipients_that_stay_are_not_touched()
    {
        var before = SettingsFile.Parse("""{ "exceptions": { "recipients": [ { "recipient": "Postmaster@*", "comment": "kept" }, "joe@example.com" ] } }""", "test.json").Settings!.Exceptions.Recipients;
        Assert.Empty(ConfigArguments.Recipients(new[] { "postmaster@*", "joe@example.com" }, before));
        Assert.Equal(2, ConfigArguments.Recipients(new[] { "postmaster@*", "abuse@*" }, before).Count());
        Assert.Single(ConfigArguments.Recipients(new Hashtable { ["Remove"] = "JOE@example.com" }, before));
    }
}
