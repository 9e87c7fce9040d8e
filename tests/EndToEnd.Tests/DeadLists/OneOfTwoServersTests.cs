using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.EndToEnd.DeadLists;

/// <summary>Two name servers, of which one has a bad time.</summary>
public sealed class OneOfTwoServersTests
{
    private int _client;
    private string _why = "";

    [Theory]
    [InlineData(Ailment.RefusingSome)]
    [InlineData(Ailment.Refusing)]
    [InlineData(Ailment.Silent)]
    public async Task The_answers_of_the_other_count_and_ten_seconds_after_all_is_as_before(Ailment ailment)
    {
        using var bad = new SickNameServer(WireName.Encode("example"));
        using var good = new SickNameServer(WireName.Encode("example"));
        using var folder = new ScratchFolder();
        var settings = folder.Write("ipblock.json", $$"""
            {
              "blockProviders": [ { "name": "one", "lookupDomain": "one.example", "anyMatch": true }, { "name": "two", "lookupDomain": "two.example", "anyMatch": true } ],
              "exceptions": { "exemptPrivateNetworks": false }, "log": { "enabled": false },
              "dns": { "servers": [ "{{bad.EndPoint}}", "{{good.EndPoint}}" ] }
            }
            """);
        var notices = new CollectedNotices();
        using var engine = new FilterEngine(settings, Clock.System, notices);
        await MailAsync(engine, TimeSpan.FromSeconds(1));
        bad.Fall(ailment);
        var during = await MailAsync(engine, TimeSpan.FromSeconds(6));
        bad.Fall(Ailment.None);
        var after = await MailAsync(engine, TimeSpan.FromSeconds(2));
        Assert.True(during.Partial <= during.Clients / 50, $"{during.Partial} of {during.Clients} were judged without a list: {_why}; {string.Join(' ', notices.Told)}");
        Assert.Equal(0, after.Partial);
        Assert.DoesNotContain(engine.Filter!.Settings.BlockProviders, provider => engine.Health!.Of(provider, Settings.ProviderKind.Block).IsSuspended);
    }

    [Fact]
    public async Task Where_the_only_server_refuses_some_the_lists_are_back_ten_seconds_after()
    {
        using var bad = new SickNameServer(WireName.Encode("example"));
        using var folder = new ScratchFolder();
        var settings = folder.Write("ipblock.json", $$"""
            {
              "blockProviders": [ { "name": "one", "lookupDomain": "one.example", "anyMatch": true }, { "name": "two", "lookupDomain": "two.example", "anyMatch": true } ],
              "exceptions": { "exemptPrivateNetworks": false }, "log": { "enabled": false }, "dns": { "servers": [ "{{bad.EndPoint}}" ] }
            }
            """);
        var notices = new CollectedNotices();
        using var engine = new FilterEngine(settings, Clock.System, notices);
        bad.Fall(Ailment.RefusingSome);
        await MailAsync(engine, TimeSpan.FromSeconds(10));
        bad.Fall(Ailment.None);
        var since = Stopwatch.StartNew();
        while (engine.Filter!.Settings.BlockProviders.Any(provider => engine.Health!.Of(provider, Settings.ProviderKind.Block).IsSuspended) && since.Elapsed < TimeSpan.FromSeconds(30))
            await MailAsync(engine, TimeSpan.FromMilliseconds(100));
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private async Task<(int Clients, int Partial)> MailAsync(FilterEngine engine, TimeSpan duration)
    {
        var (clients, partial) = (0, 0);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration;)
        {
            var verdict = await engine.EvaluateAsync(new FilterRequest(Address.FromIPv4(0x0B000000 | (uint)++_client)));
            clients++;
            partial += verdict.IsPartial ? 1 : 0;
            if (verdict.IsPartial)
                _why = string.Join(' ', verdict.Missing.Select(static missing => $"{missing.Provider.Name} {missing.Outcome} {missing.Dns.Status}"));
            await Task.Delay(10);
        }

        return (clients, partial);
    }
}
