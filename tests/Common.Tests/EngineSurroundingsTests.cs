using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Sessions;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Tests;

/// <summary>What is wrong around the engine and not in its settings: it is said, tried again, and keeps nothing else from being in force.</summary>
public sealed class EngineSurroundingsTests : IAsyncDisposable
{
    private readonly EngineUnderTest _test = new();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Name_servers_that_take_away_answers_in_127_8_are_told_within_the_first_minute(bool hasTexts)
    {
        foreach (var name in new[] { "one", "two" })
        {
            var zone = _test.Server.Zone(name + ".test").Lists("127.0.0.2", "127.0.0.2").Ttl(0).SoaMinimum(0).Has(Quirk.StripsAddresses);
            if (hasTexts)
                zone.Text("Test entry");
        }

        _test.WriteWatched($"\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", \"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ]");
        _ = _test.Engine;
        for (var second = 0; second < 60 && _test.Notices.Of(334).Count == 0; second++)
        {
            _test.Pass(1);
            await Task.Delay(50);
        }

        Assert.Contains("rebind-domain-ok", Assert.Single(_test.Notices.Of(334)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_merely_is_empty_is_no_sign_of_it()
    {
        _test.Server.Zone("one.test").Lists("127.0.0.2", "127.0.0.2").Ttl(0).SoaMinimum(0);
        _test.Server.Zone("two.test").SoaMinimum(0);
        _test.WriteWatched($"\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", \"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ]");
        _ = _test.Engine;
        for (var second = 0; second < 60; second++)
        {
            _test.Pass(1);
            await Task.Delay(10);
        }

        Assert.Empty(_test.Notices.Of(334));
    }

    [Fact]
    public async Task A_folder_for_the_log_that_cannot_be_made_keeps_nothing_from_being_in_force_and_is_said()
    {
        File.WriteAllText(_test.PathOf("log"), "in the way");
        _test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2");
        _test.Write($"\"blockProviders\": [ {Some.List("one")} ]");
        var verdict = await _test.EvaluateAsync();
        Assert.Equal("one", verdict.ProviderName);
        _test.Engine.Log(new Decision(verdict) { Reply = verdict.Reply });
        await Some.UntilAsync(() => _test.Engine.Troubles.Count > 0, "the log is in trouble");
        Assert.Contains("cannot be logged", _test.Engine.Troubles.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_whose_file_is_not_there_keeps_nothing_from_being_in_force_and_is_said()
    {
        _test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2");
        _test.Write($$"""
            "lists": [ { "name": "own", "file": "{{_test.PathOf("missing.txt")}}" } ], "blockProviders": [ {{Some.List("one")}} ]
            """);
        Assert.Equal("one", (await _test.EvaluateAsync()).ProviderName);
        Assert.Contains("not exist", Assert.Single(_test.Engine.Lists.Current.All).Trouble, StringComparison.Ordinal);
        File.WriteAllText(_test.PathOf("missing.txt"), "203.0.113.0/24\n");
        _test.Pass(5);
        Assert.Null(Assert.Single(_test.Engine.Lists.Current.All).Trouble);
    }
}
