using System;
using System.Net;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class HealthWordsTests
{
    private static readonly Provider List = new(Some.Provider("\"name\": \"one\", \"lookupDomain\": \"one.test\", \"anyMatch\": true"), ProviderKind.Block, 1);

    [Theory]
    [InlineData("8.8.8.8", "8.8.8.8, the public resolver of Google")]
    [InlineData("2606:4700:4700::1111", "2606:4700:4700::1111, the public resolver of Cloudflare")]
    [InlineData("9.9.9.9", "9.9.9.9, the public resolver of Quad9")]
    [InlineData("208.67.222.222", "208.67.222.222, the public resolver of OpenDNS")]
    [InlineData("192.0.2.53", "192.0.2.53")]
    [InlineData("8.8.4.4", "8.8.4.4, the public resolver of Google")]
    [InlineData("2001:4860:4860::8888", "2001:4860:4860::8888, the public resolver of Google")]
    [InlineData("2001:4860:4860::8844", "2001:4860:4860::8844, the public resolver of Google")]
    [InlineData("1.1.1.1", "1.1.1.1, the public resolver of Cloudflare")]
    [InlineData("1.0.0.1", "1.0.0.1, the public resolver of Cloudflare")]
    [InlineData("2606:4700:4700::1001", "2606:4700:4700::1001, the public resolver of Cloudflare")]
    [InlineData("149.112.112.112", "149.112.112.112, the public resolver of Quad9")]
    [InlineData("2620:fe::fe", "2620:fe::fe, the public resolver of Quad9")]
    [InlineData("2620:fe::9", "2620:fe::9, the public resolver of Quad9")]
    [InlineData("208.67.220.220", "208.67.220.220, the public resolver of OpenDNS")]
    [InlineData("2620:119:35::35", "2620:119:35::35, the public resolver of OpenDNS")]
    [InlineData("2620:119:53::53", "2620:119:53::53, the public resolver of OpenDNS")]
    public void A_public_resolver_is_called_one(string server, string name) => Assert.Equal(name, HealthWords.Names([new IPEndPoint(IPAddress.Parse(server), 53)]));

    [Fact]
    public void Several_name_servers_stand_in_a_row_and_none_is_said_to_be_none()
    {
        Assert.Equal("192.0.2.53, 192.0.2.54", HealthWords.Names([new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53), new IPEndPoint(IPAddress.Parse("192.0.2.54"), 53)]));
        Assert.Equal("none is configured", HealthWords.Names([]));
    }

    [Theory]
    [InlineData(HealthState.Slow, "as long as it usually takes")]
    [InlineData(HealthState.Silent, "whether it answers your name servers (none is configured)")]
    [InlineData(HealthState.ListsWorld, "lists every address")]
    [InlineData(HealthState.Emptied, "must list 127.0.0.2")]
    [InlineData(HealthState.Gone, "its domain has expired")]
    public void Every_state_has_a_next_step(HealthState state, string step) => Assert.Contains(step, HealthWords.NextStep(state, null, List, []), StringComparison.Ordinal);

    [Fact]
    public void A_list_that_is_well_needs_no_step() => Assert.Equal("", HealthWords.NextStep(HealthState.Healthy, null, List, []));

    [Fact]
    public void Who_refuses_is_said_the_list_or_the_name_servers()
    {
        var byList = List.Judge(DnsAnswer.WithAddresses(Some.Code("127.255.255.254")));
        Assert.StartsWith("This is an error code and not a listing: ", HealthWords.NextStep(HealthState.Refused, byList, List, []), StringComparison.Ordinal);
        Assert.EndsWith("Your name servers: none is configured.", HealthWords.NextStep(HealthState.Refused, byList, List, []), StringComparison.Ordinal);
        foreach (var trouble in new ProviderAnswer?[] { null, List.Judge(DnsAnswer.Without(DnsStatus.Refused)) })
            Assert.StartsWith("Your name servers (none is configured) refuse to look up this list", HealthWords.NextStep(HealthState.Refused, trouble, List, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DnsStatus.TimedOut, "no answer in time")]
    [InlineData(DnsStatus.ServerFailure, "the name servers failed to resolve the name (SERVFAIL)")]
    [InlineData(DnsStatus.Refused, "the name servers refused the query (REFUSED)")]
    [InlineData(DnsStatus.Unreachable, "no name server can be reached")]
    [InlineData(DnsStatus.Malformed, "an invalid answer")]
    public void Silence_has_a_reason(DnsStatus status, string words) => Assert.Equal(words, HealthWords.Of(status));
}
