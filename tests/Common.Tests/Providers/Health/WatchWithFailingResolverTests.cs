using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Incidents;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

/// <summary>A resolver that throws, which none should, costs the watch one probe and not its sight.</summary>
public sealed class WatchWithFailingResolverTests : IDnsResolver, IHealthListener, IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly ListWorld _world;
    private readonly HealthWatch _watch;
    private readonly List<string> _told = [];
    private Func<DnsQuestion, bool> _throwsAt = static _ => false;

    public WatchWithFailingResolverTests()
    {
        _world = new ListWorld(_clock);
        _watch = new HealthWatch(_clock, this, HealthMemory.Empty, static () => 0.5);
        var settings = Some.Settings("{ \"blockProviders\": [ " + Some.List("one") + " ] }");
        var provider = new Provider(settings.BlockProviders[0], ProviderKind.Block, 1, _watch.Of(settings.BlockProviders[0], ProviderKind.Block));
        _world.Healthy("one.test", static _ => null);
        _watch.Use([provider], settings, this, []);
        _clock.Advance(TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("the root")]
    [InlineData("a list")]
    public void A_canary_that_fails_is_followed_by_another(string at)
    {
        _world.Outage = DnsStatus.TimedOut;
        _throwsAt = question => at == "the root" == (question.Name[0] == 0);
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Contains(_told, static told => told.StartsWith("failed", StringComparison.Ordinal));
        _throwsAt = static _ => false;
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Contains("network down", _told);
        _world.Outage = null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("network back", _told);
    }

    [Fact]
    public void A_probe_that_fails_is_told_and_made_again()
    {
        _throwsAt = static _ => true;
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Contains("failed broken", _told);
        _throwsAt = static _ => false;
        _world.Asked.Clear();
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True(_world.Asked["one.test"] > 0);
        Assert.False(_watch.Lists.Single().Report.IsUnfit);
    }

    public void Dispose() => _watch.Dispose();

    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer) => _world.TryGetCached(question, now, out answer);

    public Task<DnsAnswer> ResolveAsync(DnsQuestion question) => _throwsAt(question) ? throw new InvalidOperationException("broken") : _world.ResolveAsync(question);

    void IHealthListener.Changed(HealthChange change) => _told.Add(change.Now.State.ToString());

    void IHealthListener.CutOff(string servers, string why) => _told.Add("network down");

    void IHealthListener.Back(TimeSpan lasted) => _told.Add("network back");

    void IHealthListener.Failed(Exception failure) => _told.Add("failed " + failure.Message);

    void IHealthListener.Stripped(string servers, string raw) => _told.Add("stripped");

    void IHealthListener.Braked(ProviderSettings provider, bool pulled, string why) => _told.Add("braked");
}
