using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

public sealed class HostNameSetTests
{
    [Theory]
    [InlineData("mail.example.com", "mail.example.com", true)]
    [InlineData("mail.example.com", "MAIL.Example.COM", true)]
    [InlineData("MAIL.example.com.", "mail.example.com", true)]
    [InlineData("example.com", "mail.example.com", true)]
    [InlineData("example.com", "a.b.example.com", true)]
    [InlineData("example.com", "badexample.com", false)]
    [InlineData("example.com", "example.com.evil.test", false)]
    [InlineData("@example.com", "example.com", true)]
    [InlineData("@example.com", "mail.example.com", false)]
    [InlineData("*.dyn.example", "a.dyn.example", true)]
    [InlineData("*.dyn.example", "b.a.dyn.example", true)]
    [InlineData("*.dyn.example", "dyn.example", false)]
    [InlineData("@*.dyn.example", "a.dyn.example", true)]
    [InlineData("@*.dyn.example", "b.a.dyn.example", false)]
    [InlineData("@**.dyn.example", "b.a.dyn.example", true)]
    [InlineData("@**.dyn.example", "dyn.example", false)]
    [InlineData("dsl-*.isp.example", "dsl-1-2.isp.example", true)]
    [InlineData("dsl-*.isp.example", "dsl-1.pool.isp.example", false)]
    [InlineData("dsl-**.isp.example", "dsl-1.pool.isp.example", true)]
    [InlineData("host?.isp.example", "host7.isp.example", true)]
    [InlineData("host?.isp.example", "host77.isp.example", false)]
    [InlineData("host?isp.example", "host.isp.example", false)]
    [InlineData("?.isp.example", "isp.example", false)]
    [InlineData("*.*.example", "a.b.example", true)]
    [InlineData("@*.*.example", "b.example", false)]
    public void A_name_fits_by_the_rules_of_pure_message(string pattern, string name, bool fits) =>
        Assert.Equal(fits, ListText.Read(ListFormat.Hosts, pattern).Contents.Hosts.Contains(name));

    [Theory]
    [InlineData("mail.good.example", false)]
    [InlineData("good.example", false)]
    [InlineData("mail.bad.example", true)]
    [InlineData("mail.other.test", false)]
    public void An_exclusion_takes_out_wherever_it_stands(string name, bool contained)
    {
        Assert.Equal(contained, ListText.Read(ListFormat.Hosts, "!good.example", "**.example").Contents.Hosts.Contains(name));
        Assert.Equal(contained, ListText.Read(ListFormat.Hosts, "**.example", "!good.example").Contents.Hosts.Contains(name));
    }

    [Fact]
    public void The_empty_set_has_no_name()
    {
        Assert.Equal(0, HostNameSet.Empty.Count);
        Assert.False(HostNameSet.Empty.Contains("mail.example.com"));
    }
}
