using System;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class WideEntryTests
{
    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("0.0.0.0/1")]
    [InlineData("128.0.0.0/1")]
    [InlineData("1.0.0.0-223.255.255.255")]
    [InlineData("192.0.2.1/0.0.0.0")]
    [InlineData("::ffff:0.0.0.0/96")]
    [InlineData("64:ff9b::/96")]
    [InlineData("2000::/3")]
    [InlineData("::/2")]
    [InlineData("2000::/4")]
    [InlineData("2000::-3fff::")]
    public void All_addresses_or_half_of_them_are_refused_everywhere_unless_they_are_forced(string range)
    {
        foreach (var (list, key) in new[] { ("blockList", "address"), ("allowList", "address"), ("exceptions.clients", "client") })
        {
            Assert.Contains("or more", Assert.Single(Load(list, $"\"{range}\"").Errors).Reason, StringComparison.Ordinal);
            var error = Assert.Single(Load(list, $"{{ \"{key}\": \"{range}\", \"comment\": \"x\" }}").Errors);
            Assert.Equal($"{list}[0].{key}", error.Path);
            Assert.Contains("\"force\": true", error.Cure, StringComparison.Ordinal);
            Assert.NotNull(Load(list, $"{{ \"{key}\": \"{range}\", \"force\": true }}").Settings);
        }
    }

    [Theory]
    [InlineData("0.0.0.0/2")]
    [InlineData("10.0.0.0/8")]
    [InlineData("224.0.0.0/3")]
    [InlineData("2a00::/11")]
    [InlineData("fc00::/7")]
    [InlineData("::/8")]
    public void Less_than_half_is_the_administrators_business(string range) => Assert.NotNull(Load("blockList", $"\"{range}\"").Settings);

    private static SettingsLoad Load(string list, string entry) => SettingsFile.Parse(
        list is "exceptions.clients" ? $"{{ \"exceptions\": {{ \"clients\": [ {entry} ] }} }}" : $"{{ \"{list}\": [ {entry} ] }}", "ipblock.json");
}
