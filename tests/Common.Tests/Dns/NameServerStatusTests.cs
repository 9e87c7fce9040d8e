using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>What is known of a name server, for whoever asks how it is.</summary>
public sealed class NameServerStatusTests
{
    private const string Name = "1.2.0.192.bl.example";

    [Fact]
    public async Task Nothing_is_known_before_it_was_asked_and_then_that_it_answers_and_knows_edns()
    {
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2");
        Assert.Equal((null, null, null, null), Of(rig.Resolver));
        await rig.AskAsync(Name);
        Assert.Equal((true, true, null, rig.Clock.Elapsed), Of(rig.Resolver));
    }

    [Fact]
    public async Task A_server_without_edns_and_one_that_fails_are_known_as_such()
    {
        await using var rig = new Rig();
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").FormErrOnEdns();
        await rig.AskAsync(Name);
        Assert.Equal((true, false, null, rig.Clock.Elapsed), Of(rig.Resolver));
        rig.Zone.ServFail();
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.AskAsync("2.2.0.192.bl.example");
        Assert.Equal(DnsStatus.ServerFailure, Of(rig.Resolver).LastFailure);
        Assert.Equal(rig.Clock.Elapsed, rig.Resolver.NameServerStates[0].LastFailureAt);
    }

    [Fact]
    public async Task Silence_is_a_server_that_does_not_answer_at_once_when_it_never_has_and_after_a_while_when_it_had()
    {
        await using var rig = new Rig();
        rig.Zone.Silent();
        await rig.AskPatientlyAsync(Name);
        Assert.Equal((false, DnsStatus.TimedOut), (Of(rig.Resolver).IsAnswering, Of(rig.Resolver).LastFailure));

        await rig.AskAsync("www.example");
        Assert.True(Of(rig.Resolver).IsAnswering);
        await rig.AskPatientlyAsync("3.2.0.192.bl.example");
        // One list's silence is not the server's.
        Assert.True(Of(rig.Resolver).IsAnswering);
        rig.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.False(Of(rig.Resolver).IsAnswering);
    }

    [Fact]
    public void Of_two_resolvers_the_one_that_knows_more_counts()
    {
        var one = new NameServerStatus
        {
            EndPoint = new(IPAddress.Loopback, 53),
            IsAnswering = false,
            LastFailure = DnsStatus.TimedOut,
            LastFailureAt = TimeSpan.FromSeconds(5)
        };
        var other = one with
        {
            IsAnswering = true,
            LastAnswer = TimeSpan.FromSeconds(7),
            HasEdns = true,
            LastFailure = DnsStatus.Refused,
            LastFailureAt = TimeSpan.FromSeconds(6)
        };
        var elsewhere = other with { EndPoint = new(IPAddress.Loopback, 54) };
        Assert.Equal(other, Assert.Single(NameServersSeen.Join([one], [elsewhere, other])));
        Assert.Equal(one, Assert.Single(NameServersSeen.Join([one], [elsewhere])));
        Assert.Equal(other, Assert.Single(NameServersSeen.Join([other], [one])));
    }

    private static (bool? IsAnswering, bool? HasEdns, DnsStatus? LastFailure, TimeSpan? LastAnswer) Of(StubResolver resolver)
    {
        var status = resolver.NameServerStates.Single();
        return (status.IsAnswering, status.HasEdns, status.LastFailure, status.LastAnswer);
    }
}
