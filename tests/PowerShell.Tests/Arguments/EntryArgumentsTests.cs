using System;
using IpBlock.PowerShell.Arguments;
using Xunit;

namespace IpBlock.PowerShell.Tests.Arguments;

public sealed class EntryArgumentsTests
{
    [Fact]
    public void Exchanges_last_moment_of_all_means_never()
    {
        Assert.Null(EntryArguments.Expires(DateTime.MaxValue));
        Assert.Null(EntryArguments.Expires(DateTime.MaxValue.ToUniversalTime()));
        Assert.Null(EntryArguments.Expires(null));
    }

    [Fact]
    public void A_time_without_a_zone_is_local()
    {
        var moment = new DateTime(2027, 1, 31, 18, 0, 0, DateTimeKind.Unspecified);
        Assert.Equal(new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Local)), EntryArguments.Expires(moment));
        Assert.Equal(new DateTimeOffset(moment, TimeSpan.Zero), EntryArguments.Expires(DateTime.SpecifyKind(moment, DateTimeKind.Utc)));
    }

    [Fact]
    public void A_comment_of_blanks_is_none() => Assert.Null(EntryArguments.Text("  "));

    [Theory]
    [InlineData("Microsoft.Exchange.Data.Directory.SystemConfiguration.IPAllowListProvider", true, true)]
    [InlineData("Deserialized.Microsoft.Exchange.Management.IPAllowListEntry", true, true)]
    [InlineData("Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPBlockListProvider", true, false)]
    [InlineData("System.Management.Automation.PSCustomObject", false, false)]
    [InlineData("Somebody.IPAllowListProvider", false, false)]
    public void An_object_of_Exchange_is_known_by_its_type(string type, bool exchange, bool allow)
    {
        Assert.Equal(exchange, ExchangeObject.Is([type, "System.Object"]));
        Assert.Equal(allow, ExchangeObject.IsOfAllowList([type, "System.Object"]));
    }
}
