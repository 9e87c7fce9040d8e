using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Manager.Pages.Overview;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Manager.Tests.Pages;

public sealed class AttentionItemTests
{
    private const string Settings = """
        { "blockProviders": [
            { "name": "Good", "lookupDomain": "bl.test", "anyMatch": true }, { "name": "Gone", "lookupDomain": "dnsbl.sorbs.net", "anyMatch": true },
            { "name": "Off", "lookupDomain": "ix.dnsbl.manitu.net", "anyMatch": true, "enabled": false } ] }
        """;

    [Fact]
    public void The_worst_stands_first_and_leads_to_where_something_can_be_done()
    {
        const string Accept = "To activate it, run ipblock lists update 'Feed' --accept";
        Finding[] findings =
        [
            new("running.reportMode", Severity.Warning, "", "Nobody is rejected."),
            new("list.held", Severity.Warning, "Feed", "A new version of list Feed is held back: too small. " + Accept, Accept),
            new("running.braked", Severity.Warning, "Good", "Good is braked."), new("running.braked", Severity.Warning, "Unknown", "Unknown is braked."),
            new("running.cutOff", Severity.Critical, "", "No list answers."),
        ];
        var settings = SettingsFile.Parse(Settings, "x").Settings;
        var items = AttentionItem.All(findings.Select(static finding => (finding, (string?)"ipblock")), settings, KnownZones.BuiltIn);
        Assert.Equal(
            [
                ("No list answers.", null), ("Nobody is rejected.", null), ("A new version of list Feed is held back: too small.", "lists?tab=files"),
                ("Good is braked.", "providers/edit?kind=block&name=Good"), ("Unknown is braked.", null),
            ],
            items.Take(5).Select(static item => (item.Text, item.Address)));
        var closed = Assert.Single(items.Skip(5));
        Assert.StartsWith("Gone: ", closed.Text);
        Assert.Equal("providers/edit?kind=block&name=Gone", closed.Address);
        Assert.Null(closed.Process);
    }
}
