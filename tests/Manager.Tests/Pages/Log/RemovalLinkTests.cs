using IpBlock.Administration.Logs;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Pages.Log;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Log;

public sealed class RemovalLinkTests
{
    [Theory]
    [InlineData("own", "https://own.example/?ip=192.0.2.1")]
    [InlineData("OWN", "https://own.example/?ip=192.0.2.1")]
    [InlineData("keyed", "https://check.spamhaus.org/")]
    [InlineData("SpamCop", "https://www.spamcop.net/bl.shtml?192.0.2.1")] // not in the settings any more
    [InlineData("unknown", null)]
    [InlineData("PSBL", null)] // the name alone does not make it the catalogue's
    public void The_page_is_the_providers_own_or_the_catalogues(string provider, string? page)
    {
        const string Settings = """
            { "blockProviders": [
                { "name": "own", "lookupDomain": "bl.spamcop.net", "anyMatch": true, "removalPage": "https://own.example/?ip=%0" },
                { "name": "keyed", "lookupDomain": "thisismykey.zen.dq.spamhaus.net", "anyMatch": true },
                { "name": "unknown", "lookupDomain": "bl.example.net", "anyMatch": true },
                { "name": "PSBL", "lookupDomain": "psbl.example.net", "anyMatch": true } ] }
            """;
        using var folder = new ScratchFolder();
        var options = new ManagerOptions { SettingsPath = folder.Write("ipblock.json", Settings), DataFolder = folder.Path };
        var settings = new SettingsAccess(options, new FakeClock()).Read().Settings!;
        Assert.Equal(page, RemovalLink.Of(Decision(provider), settings, options.SettingsPath)?.AbsoluteUri);
    }

    private static DecisionRecord Decision(string provider)
    {
        var line = $"2026-11-01T00:00:00.000Z,s,192.0.2.25:25,192.0.2.1:4000,OnRcptCommand,RejectCommand,,,{provider},,,,,1,,,,,,,";
        Assert.True(DecisionRecord.TryParse(line, out var decision), line);
        Assert.Equal(provider, decision.Provider);
        return decision;
    }
}
