using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class SettingsWriterTests
{
    private const string Keyed = """
        { "blockProviders": [
            { "name": "A", "lookupDomain": "key1.zen.dq.spamhaus.net", "anyMatch": true },
            { "name": "B", "lookupDomain": "key2.list.test", "publicName": "list.test", "anyMatch": true },
            { "name": "C", "lookupDomain": "open.test", "anyMatch": true } ] }
        """;

    [Fact]
    public void Defaults_are_left_out() => Assert.Equal("{}\n", SettingsWriter.ToJson(new FilterSettings()));

    [Fact]
    public void Settings_are_written_as_a_file_has_them() => Assert.Equal(
        """
        {
          "enabled": false,
          "blockProviders": [
            {
              "name": "A",
              "lookupDomain": "a.test",
              "ipAddressesMatch": [ "127.0.0.[2..4]", "127.0.0.9" ],
              "statusCode": 450
            }
          ],
          "blockList": [
            "192.0.2.0/24",
            { "address": "192.0.2.1-192.0.2.5", "comment": "ticket \"1\"", "expires": "2027-01-01T00:00:00Z" }
          ],
          "totalTimeout": "5s",
          "dns": {
            "servers": [ "192.0.2.53", "[2001:db8::1]:5353" ]
          },
          "log": {
            "maxFileSize": "64KB"
          }
        }

        """,
        SettingsWriter.ToJson(Some.Settings("""
            { "log": { "maxFileSize": "64kb", "accepted": true }, "exceptions": {}, "totalTimeout": "5000ms", "lookup": "parallel",
              "dns": { "servers": [ "192.0.2.53:53", "[2001:db8::1]:5353" ] }, "enabled": false,
              "blockList": [ { "address": "192.0.2.9/255.255.255.0" }, { "expires": "2026-12-31", "address": "192.0.2.1 - 192.0.2.5", "comment": "ticket \"1\"" } ],
              "blockProviders": [ { "lookupDomain": "A.test.", "statusCode": 450, "enhancedCode": "4.7.1", "name": "A", "ipAddressesMatch": [ "127.0.0.[2..4]", "127.0.0.9" ] } ] }
            """)));

    [Fact]
    public void Keys_are_written_only_when_asked_for()
    {
        var settings = Some.Settings(Keyed);
        Assert.Equal(settings.BlockProviders.Select(provider => provider.LookupDomain.Reveal()), Some.Settings(SettingsWriter.ToJson(settings, includeSecrets: true)).BlockProviders.Select(provider => provider.LookupDomain.Reveal()));
        var shown = SettingsWriter.ToJson(settings);
        Assert.DoesNotContain("key1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("key2", shown, StringComparison.Ordinal);
        Assert.Equal(["zen.dq.spamhaus.net", "list.test", null], Some.Settings(shown).BlockProviders.Select(provider => provider.PublicName));
    }

    [Fact]
    public void What_is_written_reads_as_the_same_settings()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var json = new RandomEdits(new Random(seed)).Settings().ToString();
            var settings = Some.Settings(json);
            var written = SettingsWriter.ToJson(settings, includeSecrets: true);
            Assert.Null(Difference(settings, Some.Settings(written), $"seed {seed}"));
            Assert.Equal(written, SettingsWriter.ToJson(Some.Settings(written), includeSecrets: true));
        }
    }

    [Fact]
    public void The_comparison_of_settings_sees_a_difference() => Assert.Equal(
        "x.Dns.Servers[0]",
        Difference(Some.Settings("{ \"dns\": { \"servers\": [ \"192.0.2.1\" ] } }"), Some.Settings("{ \"dns\": { \"servers\": [ \"192.0.2.2\" ] } }"), "x"));

    /// <summary>The place of the first difference between two states of settings, member by member; null when there is none.</summary>
    private static string? Difference(object? left, object? right, string place)
    {
        if (left is null || right is null)
            return left is null && right is null ? null : place;
        if (left is IEnumerable list and not string)
            return DifferenceOfLists(list.Cast<object>().ToList(), ((IEnumerable)right).Cast<object>().ToList(), place);
        if (left.GetType().GetCustomAttribute<SettingObjectAttribute>() is null)
            return TextOf(left) == TextOf(right) ? null : place;
        return left.GetType().GetProperties().Select(property => Difference(property.GetValue(left), property.GetValue(right), place + "." + property.Name)).FirstOrDefault(found => found is not null);
    }

    private static string? DifferenceOfLists(List<object> left, List<object> right, string place) => left.Count != right.Count
        ? place
        : left.Select((element, i) => Difference(element, right[i], $"{place}[{i}]")).FirstOrDefault(found => found is not null);

    private static string TextOf(object value) => value is LookupDomain domain ? domain.Reveal() : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
}
