using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Incidents;

/// <summary>
/// A mail server with three lists, "one", "two" and "three" below .test, and mail coming in: each second one good sender of 200 that it has known for weeks, and two spammers whom each list knows with some likelihood.
/// It can be run with IpBlock's protection and without: then the lists are asked and believed as other mail servers do.
/// </summary>
internal sealed class Site : IHealthListener, IDisposable
{
    private static readonly string[] Zones = ["one.test", "two.test", "three.test"];

    private readonly HealthWatch? _watch;
    private readonly ConnectionFilter _filter;
    private readonly Random _random = new(20260304);
    private readonly List<(Task<Verdict> Verdict, bool IsGood)> _waiting = [];
    private int _stranger;
    private bool _counting;

    public Site(bool isProtected, bool believesErrorCodes = false, string more = "")
    {
        World = new ListWorld(Clock);
        foreach (var zone in Zones)
            Heal(zone);
        var settings = Some.Settings($$"""{ {{more}} "blockProviders": [ {{Some.List("one")}}, {{Some.List("two")}}, {{Some.List("three")}} ] }""");
        if (isProtected)
        {
            var dice = new Random(7);
            _watch = new HealthWatch(Clock, this, null, () => dice.NextDouble());
        }

        _filter = new ConnectionFilter(settings, World, Clock, null, _watch);
        _watch?.Use(_filter.Providers, settings, World, [new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53)]);
        BelievesErrorCodes = believesErrorCodes;
    }

    public FakeClock Clock { get; } = new();

    public ListWorld World { get; }

    /// <summary>What other mail servers do: any answer refuses.</summary>
    public bool BelievesErrorCodes { get; }

    /// <summary>When what was told, in seconds since the incident.</summary>
    public List<(double After, string What)> Told { get; } = [];

    public List<HealthChange> Changes { get; } = [];

    public TimeSpan Incident { get; private set; }

    /// <summary>Good mail that was refused, since the incident.</summary>
    public int GoodRefused { get; private set; }

    public int GoodSeen { get; private set; }

    public int SpamRefused { get; private set; }

    public int SpamSeen { get; private set; }

    /// <summary>What all connections together have waited, since the incident.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The longest that one has waited after the tenth second of the incident.</summary>
    public TimeSpan LongestLater { get; private set; }

    public Provider this[string name] => _filter.Providers.Single(provider => provider.Name == name);

    /// <summary>A list as it should be.</summary>
    public void Heal(string zone)
    {
        var likelihood = 90 - 15 * Array.IndexOf(Zones, zone);
        World.Healthy(zone, address => address.StartsWith("203.0.", StringComparison.Ordinal) && Spread(address + zone) % 100 < likelihood ? "127.0.0.2" : null);
    }

    /// <summary>Weeks before anything happens, in short: the regulars come each day.</summary>
    public async Task<Site> SettleAsync(int days = 10)
    {
        for (var day = 0; day < days; day++)
        {
            for (var sender = 0; sender < 200; sender++)
                _waiting.Add((_filter.EvaluateAsync(new FilterRequest(Some.Client(Regular(sender)))), true));
            Clock.Advance(TimeSpan.FromSeconds(60));
            await CollectAsync(all: true);
            Clock.Advance(TimeSpan.FromMinutes(10));
            Clock.SetUtcNow(new DateTimeOffset(Clock.UtcNow.UtcDateTime.Date.AddDays(1).AddHours(10), TimeSpan.Zero));
        }

        Told.Clear();
        Changes.Clear();
        (Incident, _counting) = (Clock.Elapsed, true);
        return this;
    }

    /// <summary>Mail comes in for so long.</summary>
    public async Task RunAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
            await SecondAsync();
        Clock.Advance(TimeSpan.FromSeconds(4));
        await CollectAsync(all: true);
    }

    /// <summary>Mail comes in until it is so; the seconds since the incident.</summary>
    public async Task<int> UntilAsync(Func<bool> condition, int most)
    {
        while (!condition())
        {
            Assert.True((Clock.Elapsed - Incident).TotalSeconds < most, "It has not come. Told: " + string.Join(", ", Told));
            await SecondAsync();
        }

        return (int)Math.Ceiling((Clock.Elapsed - Incident).TotalSeconds);
    }

    public void BeginIncidentNow() => Incident = Clock.Elapsed;

    public void Changed(HealthChange change)
    {
        Changes.Add(change);
        Note(change.Provider.Name + " " + change.Now.State);
    }

    public void CutOff(string servers, string why) => Note("network down");

    public void Back(TimeSpan lasted) => Note("network back");

    public void Stripped(string servers, string raw) => Note("stripped");

    public void Failed(Exception failure) => Note(failure.ToString());

    public void Braked(ProviderSettings provider, bool pulled, string why) => Note(provider.Name + (pulled ? " braked" : " released"));

    public void Dispose() => _watch?.Dispose();

    private void Note(string what) => Told.Add(((Clock.Elapsed - Incident).TotalSeconds, what));

    private static string Regular(int sender) => $"198.{51 + sender % 3}.{sender}.25";

    private async Task SecondAsync()
    {
        Send(Regular(_random.Next(200)), true);
        for (var i = 0; i < 2; i++)
            Send($"203.0.{_stranger >> 8 & 255}.{_stranger++ & 255}", false);
        var end = Clock.Elapsed + TimeSpan.FromSeconds(1);
        for (var step = 0; step < 9 && _waiting.Count > 0; step++)
        {
            Clock.Advance(TimeSpan.FromSeconds(0.1));
            await CollectAsync(all: false);
        }

        Clock.Advance(end - Clock.Elapsed);
    }

    private void Send(string client, bool isGood) => _waiting.Add((_filter.EvaluateAsync(new FilterRequest(Some.Client(client))), isGood));

    private async Task CollectAsync(bool all)
    {
        // Let the pool's threads finish what the clock has set free.
        for (var patience = 0; patience < (all || World.Outstanding == 0 ? 30_000 : 200) && _waiting.Any(static one => !one.Verdict.IsCompleted); patience++)
        {
            if (patience % 100 == 99)
                await Task.Delay(1);
            else
                await Task.Yield();
        }

        foreach (var (verdict, isGood) in _waiting.Where(static one => one.Verdict.IsCompleted))
            Count(await verdict, isGood);
        _waiting.RemoveAll(static one => one.Verdict.IsCompleted);
        Assert.True(!all || _waiting.Count == 0, "There are verdicts that never came.");
    }

    private void Count(Verdict verdict, bool isGood)
    {
        if (!_counting)
            return;
        var refused = verdict.Action == VerdictAction.Reject || (BelievesErrorCodes && verdict.Missing.Any(static answer => answer.Codes.Count > 0));
        Waited += verdict.Took;
        if (Clock.Elapsed - Incident > TimeSpan.FromSeconds(10) && verdict.Took > LongestLater)
            LongestLater = verdict.Took;
        if (isGood)
            (GoodSeen, GoodRefused) = (GoodSeen + 1, GoodRefused + (refused ? 1 : 0));
        else
            (SpamSeen, SpamRefused) = (SpamSeen + 1, SpamRefused + (refused ? 1 : 0));
    }

    private static uint Spread(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return hash ^ hash >> 15;
    }
}
