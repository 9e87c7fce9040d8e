using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Providers;

/// <summary>What is nice to have costs a client little time, and after some tries in vain none.</summary>
public sealed class OptionalWaitTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Three_times_in_vain_are_enough_and_once_in_time_makes_good()
    {
        var wait = new OptionalWait();
        foreach (var given in new[] { false, false, true, true })
        {
            wait.DidNotCome();
            Assert.Equal(given, wait.IsGivenUp);
        }

        wait.Came();
        Assert.False(wait.IsGivenUp);
        Assert.True(wait.TryBeginProbe());
        Assert.False(wait.TryBeginProbe());
        wait.EndProbe();
        Assert.True(wait.TryBeginProbe());
    }

    [Fact]
    public async Task A_list_whose_words_do_not_come_is_not_waited_for_after_the_third_client_until_they_come_again()
    {
        var resolver = new FakeResolver(_clock);
        var filter = Filter(resolver, """{ "name": "one", "lookupDomain": "one.test", "anyMatch": true, "rejectionResponse": "%3" }""");
        for (var i = 1; i <= 6; i++)
            resolver.Lists("one.test", "192.0.2." + i, "127.0.0.2").Explains("one.test", "192.0.2." + i, "spam seen").Delays($"Txt {i}.2.0.192.one.test", i <= 5 ? 2 : 0);

        foreach (var (client, seconds) in new[] { (1, 0.5), (2, 0.5), (3, 0.5), (4, 0.0), (5, 0.0) })
            Assert.Equal(seconds, (await DecideAsync(filter, client)).Waited, 0.1);

        _clock.Advance(TimeSpan.FromSeconds(3));
        await Some.UntilAsync(() => !filter.Providers[0].Health.Reason.IsGivenUp, "words that come again");
        Assert.Contains("spam seen", (await DecideAsync(filter, 6)).Reply, StringComparison.Ordinal);
    }

    private async Task<(double Waited, string Reply)> DecideAsync(ConnectionFilter filter, int client)
    {
        var began = _clock.Elapsed;
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2." + client)));
        while (!verdict.IsCompleted && _clock.Elapsed - began < TimeSpan.FromSeconds(5))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(verdict, Task.Delay(10));
        }

        return ((_clock.Elapsed - began).TotalSeconds, (await verdict).Reply!.ToString());
    }

    private ConnectionFilter Filter(FakeResolver resolver, string providers) =>
        new(Some.Settings($$"""{ "blockProviders": [ {{providers}} ] }"""), resolver, _clock);
}
