using System.Linq;
using System.Net;
using IpBlock.Addresses;
using IpBlock.Fleet.Sharing;
using Xunit;

namespace IpBlock.Fleet.Tests.Sharing;

public sealed class StandingHashTests
{
    // Computed by Python's hmac and hashlib: HKDF-SHA256 (RFC 5869) with the info "ipblock fleet: clients in good standing", then HMAC-SHA256.
    [Theory]
    [InlineData("192.0.2.0", -5170844243547784758)]
    [InlineData("2001:db8:1::", -6398024388794399082)]
    public void Servers_of_each_version_have_the_same_hash_of_a_network(string network, long hash)
    {
        var book = EvidenceRound.BookOf([.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
        book.Vouch(Address.From(IPAddress.Parse(network)));
        Assert.Equal([hash], book.TakeNews(10).Vouched);
    }
}
