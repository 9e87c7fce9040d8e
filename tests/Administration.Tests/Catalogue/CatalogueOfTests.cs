using IpBlock.Administration.Catalogue;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue;

public sealed class CatalogueOfTests
{
    [Theory]
    [InlineData("bl.mailspike.net", "bl.mailspike.net")]
    [InlineData("BL.Mailspike.Net", "bl.mailspike.net")]
    [InlineData("thisismykey.zen.dq.spamhaus.net", "{key}.zen.dq.spamhaus.net")]
    [InlineData("zen.dq.spamhaus.net", null)]
    [InlineData("bl.mailspike.net.example", null)]
    public void A_provider_is_found_by_its_lookup_domain_whatever_the_key(string domain, string? pattern)
    {
        using var folder = new TemporaryFolder();
        var provider = Some.Provider($"\"name\": \"any\", \"lookupDomain\": \"{domain}\", \"anyMatch\": true");
        Assert.Equal(pattern, CatalogueOf.Provider(SiteCatalogue.Read(folder.PathOf("ipblock.json")), provider)?.DomainPattern);
    }
}
