using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using Newtonsoft.Json;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests;

/// <summary>Keys are planted in lookup domains, and then everything goes well and wrong that can: what the engine writes must hold none of them.</summary>
public sealed class KeyHygieneTests : IAsyncDisposable
{
    private const string Key = "k3yk3yk3yk3yk3yk3yk3yk3yk3";
    private const string Template = "\"anyMatch\": true, \"rejectionResponse\": \"%0 %1 %2 %3 %4\"";
    private static readonly string[] Zones = [Key + ".zen.dq.spamhaus.net", Key + ".combined.mail.abusix.zone", Key + ".bl.example.net"];

    private static readonly string Providers = $$"""
        "exceptions": { "exemptPrivateNetworks": false },
        "blockProviders": [
          { "name": "DQS", "lookupDomain": "{{Zones[0]}}", {{Template}} },
          { "name": "Abusix", "lookupDomain": "{{Zones[1]}}", {{Template}} },
          { "name": "Paid", "lookupDomain": "{{Zones[2]}}", "publicName": "bl.example.net", {{Template}} } ]
        """;

    private readonly EngineUnderTest _test = new();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task No_key_is_in_anything_that_is_written()
    {
        _test.Write(Providers);
        var said = new StringWriter();
        for (var i = 0; i < Zones.Length; i++)
        {
            _test.Server.Zone(Zones[i]).Lists($"192.0.2.{i + 1}", "127.0.0.2").Text($"listed as 1.2.0.192.{Zones[i]} for {Key.ToUpperInvariant()}");
            _test.Server.Zone(Zones[i]).Lists($"192.0.2.{i + 11}", "127.255.255.254");
            _test.Server.Zone(Zones[i]).At($"192.0.2.{i + 21}").ServFail();
            _test.Server.Zone(Zones[i]).At($"192.0.2.{i + 31}").Silent();
        }

        foreach (var client in Enumerable.Range(0, 40))
            await DecideAsync($"192.0.2.{client}", said);
        Assert.Equal(3, _test.Notices.Of(300).Count);
        Assert.Equal(3, _test.Notices.Of(301).Count);
        Assert.Equal(3, _test.Notices.Of(302).Count);

        foreach (var broken in new[] { Providers.Replace("anyMatch\": true", "anyMatch\": 5", StringComparison.Ordinal), Providers.Replace(".net\"", "..net\"", StringComparison.Ordinal), Providers + "\"" })
        {
            _test.Write(broken);
            _test.Pass(10);
        }

        Assert.NotEmpty(_test.Notices.Of(101));
        _test.Engine.Dispose();
        foreach (var notice in _test.Notices.All)
            said.WriteLine(notice.Text);
        // The settings hold the keys, and so does the copy of the last good ones, which has their rights.
        var settings = new[] { _test.SettingsPath, new LastGoodSettings(_test.SettingsPath).Path };
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_test.SettingsPath)!, "*", SearchOption.AllDirectories).Except(settings, StringComparer.Ordinal))
            said.WriteLine(File.ReadAllText(file));

        // It has been written, and the part that may be shown is in it.
        Assert.Contains("127.0.0.2,\"listed as 1.2.0.192.zen.dq.spamhaus.net for (key)\"", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("Paid=127.255.255.254", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, said.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task DecideAsync(string client, StringWriter said)
    {
        var evaluation = _test.EvaluateAsync(client);
        while (!evaluation.IsCompleted)
        {
            await Task.Delay(2);
            if (int.Parse(client[8..]) > 30)
                _test.Pass(0.5);
        }

        var verdict = await evaluation;
        _test.Engine.Log(new Decision(verdict) { Reply = verdict.Reply, Recipient = "user@example.com" });
        said.WriteLine(verdict.Reply);
        said.WriteLine($"{verdict.ProviderName} {verdict.Reason} {verdict.Answer?.Provider.Settings.LookupDomain}");
        said.WriteLine(JsonConvert.SerializeObject(verdict));
        said.WriteLine(JsonConvert.SerializeObject(_test.Engine.Filter!.Settings));
    }
}
