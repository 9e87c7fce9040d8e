using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Incidents;
using IpBlock.Tests.Time;

namespace IpBlock.Tests.Providers.Health;

/// <summary>A watch over lists in memory, with a clock that stands still and dice that always fall in the middle.</summary>
internal sealed class HealthUnderTest : IHealthListener, IDisposable
{
    private readonly Provider[] _providers;
    private readonly FilterSettings _settings;
    private int _client;

    public HealthUnderTest(params string[] lists)
        : this(HealthMemory.Empty, "", lists)
    {
    }

    public HealthUnderTest(HealthMemory memory, string health, params string[] lists)
    {
        World = new ListWorld(Clock);
        Watch = new HealthWatch(Clock, this, memory, static () => 0.5);
        _settings = Some.Settings("{ \"health\": { " + health + " }, \"blockProviders\": [ " + string.Join(", ", lists) + " ] }");
        _providers = [.. _settings.BlockProviders.Select((settings, i) => new Provider(settings, ProviderKind.Block, i + 1, Watch.Of(settings, ProviderKind.Block)))];
        foreach (var provider in _providers)
            World.Healthy(provider.Settings.LookupDomain.Reveal(), static _ => null);
    }

    public FakeClock Clock { get; } = new();

    public ListWorld World { get; }

    public HealthWatch Watch { get; }

    public Provider this[string name] => _providers.Single(provider => provider.Name == name);

    /// <summary>What was told, as "name state" and "network down".</summary>
    public List<string> Told { get; } = [];

    public List<HealthChange> Changes { get; } = [];

    /// <summary>Begins, and lets the first probes end.</summary>
    public HealthUnderTest Start()
    {
        Watch.Use(_providers, _settings, World, [new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53)]);
        Pass(3);
        return this;
    }

    public void Use(params string[] names) =>
        Watch.Use([.. _providers.Where(provider => names.Contains(provider.Name, StringComparer.Ordinal))], _settings, World, []);

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>As many clients as said, about each of whom the list answers so.</summary>
    public void Answers(string name, ProviderOutcome outcome, int times, double milliseconds = 20)
    {
        for (var i = 0; i < times; i++)
        {
            var answer = outcome == ProviderOutcome.Refused
                ? this[name].Judge(ListWorld.Code("127.255.255.254"))
                : ProviderAnswer.None(this[name], outcome);
            this[name].Health.Saw(answer, Some.Client($"10.{_client >> 16 & 255}.{_client >> 8 & 255}.{_client++ & 255}"), TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    /// <summary>Advances second by second until it is so; the seconds it took.</summary>
    public int Until(Func<bool> condition, int most = 100_000)
    {
        for (var seconds = 0; seconds < most; seconds++)
        {
            if (condition())
                return seconds;
            Pass(1);
        }

        throw new TimeoutException("It never came. Told so far: " + string.Join(", ", Told));
    }

    public HealthState State(string name) => this[name].Health.Report.State;

    public void Changed(HealthChange change)
    {
        Changes.Add(change);
        Told.Add(change.Provider.Name + " " + change.Now.State);
    }

    public string WhyDown { get; private set; } = "";

    public void CutOff(string servers, string why)
    {
        Told.Add("network down");
        WhyDown = why;
    }

    public void Back(TimeSpan lasted) => Told.Add("network back");

    public void Stripped(string servers, string raw) => Told.Add("stripped");

    public void Failed(Exception failure) => throw new InvalidOperationException("The watch has failed.", failure);

    public void Braked(ProviderSettings provider, bool pulled, string why) => Told.Add(provider.Name + (pulled ? " braked" : " released"));

    public void Dispose() => Watch.Dispose();
}
