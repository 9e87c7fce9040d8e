using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using IpBlock.PowerShell.Tests.Surface;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>How real PowerShell shows and converts what the cmdlets hand out.</summary>
public sealed class OutputLiveTests
{
    private static readonly Dictionary<string, string> Long = new(StringComparer.Ordinal)
    {
        ["IPRange"] = "'2001:db8:1234:5678:9abc:def0:1234:5678/128'",
        ["IPAddress"] = "'2001:db8:1234:5678:9abc:def0:1234:5678'",
        ["Identity"] = "'a-list-with-a-name-as-long-as-administrators-like'",
        ["Name"] = "'A provider with a name as long as administrators like'",
        ["ProviderResult"] = "@('127.0.0.2', '127.0.0.3', '127.0.0.4')",
        ["Troubles"] = "@('It has not been seen for an hour.', 'It has another version.')",
        ["Timestamp"] = "[datetime]'2026-11-28 23:59:59'",
        ["ExpirationTime"] = "[datetime]'2026-11-28 23:59:59'",
        ["Refreshed"] = "[datetime]'2026-11-28 23:59:59'",
        ["Time"] = "[DateTimeOffset]'2026-11-28 23:59:59'",
        ["Since"] = "[DateTimeOffset]'2026-11-28 23:59:59'",
        ["At"] = "[DateTimeOffset]'2026-11-28 23:59:59'",
        ["Share"] = "0.875",
        ["Enabled"] = "$true",
        ["IsInForce"] = "$false",
        ["InForce"] = "$false",
        ["HasExpired"] = "$false",
        ["Priority"] = "9999",
        ["Number"] = "123456",
        ["Version"] = "12345",
        ["Wanted"] = "12345",
        ["Entries"] = "1234567",
        ["Clients"] = "1234567",
        ["Id"] = "'provider.exemptsSomething'",
    };

    [Fact]
    public async Task Tables_fit_a_window_of_80_columns_and_nothing_in_them_is_cut()
    {
        await using var pwsh = new Pwsh();
        var tables = XDocument.Load(Path.Combine(Module.Folder, "IpBlock.format.ps1xml")).Descendants("View").Where(static view => view.Element("TableControl") is not null).ToList();
        var script = string.Join('\n', tables.Select(static view =>
        {
            var names = view.Descendants("PropertyName").Select(static name => name.Value).Concat(Long.Keys).Distinct();
            var members = string.Join("; ", names.Select(static name => $"'{name}' = {Long.GetValueOrDefault(name, "'Some words that are longer than a column is, as words can be'")}"));
            return $"'§ {view.Element("Name")!.Value}'; $o = [pscustomobject]@{{ {members} }}; $o.PSTypeNames.Insert(0, '{view.Descendants("TypeName").Single().Value}'); $o | Out-String -Width 80";
        }));
        var shown = string.Join('\n', await pwsh.RunAsync(script)).Split("§ ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(tables.Count, shown.Length);
        Assert.All(tables.Zip(shown), static pair =>
        {
            var (view, text) = pair;
            Assert.DoesNotContain('…', text);
            Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
            var header = text.Split('\n')[1];
            Assert.All(Labels(view), label => Assert.Contains(label, header, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Json_has_words_for_states_and_actions()
    {
        await using var pwsh = new Pwsh().WithSettings("""
            "blockProviders": [ { "name": "ZEN", "lookupDomain": "zen.example", "anyMatch": true } ], "blockList": [ "192.0.2.9" ], "verdict": "score"
            """);
        Assert.Equal(
            ["Block Healthy Enforce", "Score", "Block", "Reject BlockList", "True"],
            await pwsh.RunAsync("""
                function Json { process { $_ | ConvertTo-Json -Depth 5 | ConvertFrom-Json } }
                Get-IpBlockProvider | Json | ForEach-Object { "$($_.Kind) $($_.State) $($_.Mode)" }
                Get-IpBlockConfig | Json | ForEach-Object Verdict
                Get-IpBlockEntry | Json | ForEach-Object List
                Test-IpBlockAddress 192.0.2.9 | Json | ForEach-Object { "$($_.Action) $($_.Rule)" }
                (Test-IpBlockHealth | Json | ForEach-Object Severity | Where-Object { 'Well', 'Warning', 'Critical' -cnotcontains $_ }) -eq $null
                """));
    }

    [Fact]
    public async Task The_topic_about_the_module_is_found()
    {
        await using var pwsh = new Pwsh();
        var topic = await pwsh.RunAsync("Get-Help about_IpBlock");
        Assert.Contains("    about_IpBlock", topic);
        var named = string.Join('\n', topic);
        Assert.All(Module.Cmdlets.Select(static cmdlet => cmdlet.Noun).Distinct(), noun => Assert.Contains(noun, named, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Labels(XElement view) => view.Descendants("TableColumnHeader").Zip(view.Descendants("TableColumnItem"))
        .Select(static column => column.First.Element("Label")?.Value ?? column.Second.Element("PropertyName")?.Value)
        .OfType<string>();
}
