using System;
using System.Collections;
using System.Net;
using IpBlock.PowerShell.Arguments;
using Xunit;

namespace IpBlock.PowerShell.Tests.Arguments;

public sealed class MultiValuedTests
{
    [Fact]
    public void A_list_takes_the_place_of_the_old_one() => Assert.Equal(["c", "d"], MultiValued.Read(new object[] { "c", " d ", "C" }).ApplyTo(["a", "b"]));

    [Fact]
    public void One_value_is_a_list_of_one() => Assert.Equal(["127.0.0.2"], MultiValued.Read(IPAddress.Parse("127.0.0.2")).ApplyTo(["a"]));

    [Fact]
    public void Nothing_empties_the_list() => Assert.Empty(MultiValued.Read(null).ApplyTo(["a"]));

    [Fact]
    public void Add_and_Remove_leave_the_rest_in_its_order() =>
        Assert.Equal(["a", "c", "d"], MultiValued.Read(new Hashtable { ["ADD"] = "d", ["remove"] = new[] { "B" } }).ApplyTo(["a", "b", "c"]));

    [Fact]
    public void Another_key_is_an_error_that_names_it() =>
        Assert.Contains("'Ad'", Assert.Throws<ArgumentException>(static () => MultiValued.Read(new Hashtable { ["Ad"] = "d" })).Message);
}
