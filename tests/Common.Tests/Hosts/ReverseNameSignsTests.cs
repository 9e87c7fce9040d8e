using System;
using IpBlock.Hosts;
using Xunit;

namespace IpBlock.Tests.Hosts;

public sealed class ReverseNameSignsTests
{
    [Theory]
    [InlineData("198-51-100-7.dsl.isp.example", "198.51.100.7", "it contains the client's address and the word dsl")]
    [InlineData("7.100.51.198.pool.isp.example", "198.51.100.7", "it contains the client's address and the word pool")]
    [InlineData("cpe-198051100007.isp.example", "198.51.100.7", "it contains the client's address and the word cpe")]
    [InlineData("cpe-007100051198.isp.example", "198.51.100.7", "it contains the client's address and the word cpe")]
    [InlineData("cpe-198511007.isp.example", "198.51.100.7", "it contains the client's address and the word cpe")]
    [InlineData("c6336407.dhcp.isp.example", "198.51.100.7", "it contains the client's address and the word dhcp")]
    [InlineData("076433C6.dhcp.isp.example", "198.51.100.7", "it contains the client's address and the word dhcp")]
    [InlineData("c6-33-64-07.dhcp.isp.example", "198.51.100.7", "it contains the client's address and the word dhcp")]
    [InlineData("3325256711.cable.isp.example", "198.51.100.7", "it contains the client's address and the word cable")]
    [InlineData("x198x51x100x7.ppp.isp.example", "198.51.100.7", "it contains the client's address and the word ppp")]
    [InlineData("lyo-1-100-7.w198-51.abo.isp.example", "198.51.100.7", "it contains the client's address and the word abo")]
    [InlineData("h100-7.cust.isp.example", "198.51.100.7", "it contains the client's address and the word cust")]
    [InlineData("h7-100.cust.isp.example", "198.51.100.7", "it contains the client's address and the word cust")]
    [InlineData("198-51-100-7.vodafonedsl.example", "198.51.100.7", "it contains the client's address and the word dsl")]
    [InlineData("host.dynamic.isp.example", "198.51.100.7", "it contains the word dynamic")]
    [InlineData("cpc1-cmbg19-cust77.cable.isp.example", "198.51.100.7", "it contains the words cust and cable")]
    [InlineData("DHCP-198-51-100-7.ISP.EXAMPLE", "198.51.100.7", "it contains the client's address and the word dhcp")]
    [InlineData("2001-db8-1-2-0-0-0-9.dyn.isp.example", "2001:db8:1:2::9", "it contains the client's address and the word dyn")]
    [InlineData("20010db8000100020000000000000009.pool.isp.example", "2001:db8:1:2::9", "it contains the client's address and the word pool")]
    [InlineData("9.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.home.isp.example", "2001:db8:1:2::9",
        "it contains the client's address and the word home")]
    [InlineData("0000000000000009.res.isp.example", "2001:db8:1:2::9", "it contains the client's address and the word res")]
    public void An_end_users_line_is_known_by_its_address_and_a_word(string name, string client, string why)
    {
        var signs = ReverseNameSigns.Of(name, Some.Client(client));

        Assert.True(signs.IsEndUser, signs.ToString());
        Assert.Equal(why, signs.ToString());
    }

    [Theory]
    [InlineData("198-51-100-7.isp.example", "it contains no word that is typical of an end-user connection")] // a rented server, an unmarked business line
    [InlineData("mail-198-51-100-7.dsl.isp.example", "it contains the word mail")]
    [InlineData("198-51-100-7.smtpout.pool.isp.example", "it contains the word smtp")]
    [InlineData("mx1.dyn.isp.example", "it contains the word mx")]
    [InlineData("relay7.cable.isp.example", "it contains the word relay")]
    [InlineData("198-51-100-7.static.dsl.isp.example", "it contains the word static")]
    [InlineData("198-51-100-7.dsl.business.isp.example", "it contains the word business")]
    [InlineData("dsl.company.example", "it contains the word dsl, but not the client's address")] // a gateway with a name of its own
    [InlineData("198-51-100-8.dsl.isp.example", "it contains the word dsl, but not the client's address")] // somebody else's address
    [InlineData("h51-100.cust.isp.example", "it contains the word cust, but not the client's address")] // not the end of the address
    [InlineData("dynamics.isp.example", "it contains the word dynamic, but not the client's address")]
    [InlineData("localhost", "it contains no word that is typical of an end-user connection")]
    [InlineData("", "it contains no word that is typical of an end-user connection")]
    [InlineData("...", "it contains no word that is typical of an end-user connection")]
    [InlineData("198-51-100-7.mail.dsl", "it contains the word mail")]
    public void Every_other_name_is_let_be(string name, string why)
    {
        var signs = ReverseNameSigns.Of(name, Some.Client("198.51.100.7"));

        Assert.False(signs.IsEndUser);
        Assert.Equal(why, signs.ToString());
    }

    [Theory]
    [InlineData("198-51-100-7.dsl.isp.co.uk", true)]
    [InlineData("host7.dynamic.co.uk", false)] // dynamic is the company, not the line
    [InlineData("host7.dynamic.com", false)]
    [InlineData("host7.dynamic.isp.co.uk", true)]
    public void The_domain_of_the_provider_counts_less(string name, bool isEndUser) =>
        Assert.Equal(isEndUser, ReverseNameSigns.Of(name, Some.Client("198.51.100.7")).IsEndUser);

    [Fact]
    public void A_name_is_judged_without_taking_memory()
    {
        string[] names = ["198-51-100-7.dsl.isp.example", "mail.isp.example", "lfbn-lyo-1-100-7.w198-51.abo.isp.example", "7.100.51.198.in-addr.isp.example"];
        var client = Some.Client("198.51.100.7");
        Judge();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Judge();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Judge()
        {
            foreach (var name in names)
                _ = ReverseNameSigns.Of(name, client);
        }
    }

    [Fact]
    public void Whatever_a_stranger_writes_into_his_reverse_zone_is_only_a_name()
    {
        var random = new Random(20261121);
        const string Letters = "019afx-._\0ÿdslmx?";
        for (var round = 0; round < 20000; round++)
        {
            var letters = new char[random.Next(0, 60)];
            for (var i = 0; i < letters.Length; i++)
                letters[i] = Letters[random.Next(Letters.Length)];
            foreach (var client in new[] { "0.0.0.0", "255.255.255.255", "198.51.100.7", "::1", "2001:db8:1:2::9" })
                Assert.NotNull(ReverseNameSigns.Of(new string(letters), Some.Client(client)).Word);
        }
    }
}
