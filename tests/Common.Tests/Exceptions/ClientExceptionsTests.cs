using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Exceptions;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Exceptions;

public sealed class ClientExceptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.0/24", "192.0.1.255", false)]
    [InlineData("192.0.2.10-192.0.2.20", "192.0.2.10", true)]
    [InlineData("192.0.2.10-192.0.2.20", "192.0.2.20", true)]
    [InlineData("192.0.2.10-192.0.2.20", "192.0.2.9", false)]
    [InlineData("192.0.2.10-192.0.2.20", "192.0.2.21", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("0.0.0.0/0", "192.0.2.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("*.example.com", "192.0.2.1", false)]
    public void A_client_is_covered_by_what_names_its_address(string pattern, string client, bool covered) =>
        Assert.Equal(covered, new ClientExceptions([Entry(pattern)]).Find(Some.Client(client), Now) is not null);

    [Fact]
    public void An_exception_holds_up_to_the_tick_before_it_expires()
    {
        var exceptions = new ClientExceptions([Entry("192.0.2.0/24", Now)]);
        Assert.NotNull(exceptions.Find(Some.Client("192.0.2.1"), Now.AddTicks(-1)));
        Assert.Null(exceptions.Find(Some.Client("192.0.2.1"), Now));
        Assert.Null(exceptions.Find(Some.Client("192.0.2.1"), Now.AddTicks(1)));
    }

    [Fact]
    public void An_expired_exception_does_not_hide_one_that_holds()
    {
        var exceptions = new ClientExceptions([Entry("192.0.2.1", Now), Entry("192.0.2.0/24"), Entry("192.0.2.0/30", Now), Entry("192.0.2.1-192.0.2.9", Now)]);
        Assert.Equal("192.0.2.0/24", exceptions.Find(Some.Client("192.0.2.1"), Now)!.Client.ToString());
    }

    [Fact]
    public void A_wide_range_is_found_behind_many_narrow_ones()
    {
        var entries = Enumerable.Range(0, 200).Select(i => Entry($"192.0.2.{i}")).Prepend(Entry("192.0.0.0/16"));
        Assert.Equal("192.0.0.0/16", new ClientExceptions(entries).Find(Some.Client("192.0.2.201"), Now)!.Client.ToString());
    }

    [Fact]
    public void Find_agrees_with_a_naive_loop_over_overlapping_and_nested_ranges()
    {
        Sampled.Check(Prop.ForAll(Samples.ToArbitrary(), sample =>
        {
            var (entries, clients) = sample;
            var exceptions = new ClientExceptions(entries);
            return clients.All(client =>
            {
                var covering = entries.Where(entry => entry.Client.Range!.Value.Contains(client) && (entry.Expires is null || entry.Expires > Now)).ToList();
                var found = exceptions.Find(client, Now);
                return found is null ? covering.Count == 0 : covering.Contains(found);
            });
        }), times: 1000);
    }

    // Few addresses, so that ranges overlap, nest, touch and are the same again and again.
    private static Gen<Address> Near =>
        from family in Gen.Choose(0, 2)
        from low in Gen.Choose(0, 40)
        select family switch
        {
            0 => Address.FromIPv4((uint)low),
            1 => Address.FromIPv4(0xFFFFFFD0 + (uint)low),
            _ => Address.FromIPv6(low % 3 == 0 ? 0UL : 0x20010DB8_00000000UL, (ulong)low),
        };

    private static Gen<ClientException> Exception =>
        from first in Near
        from last in Near
        from cidr in Gen.Choose(0, 128)
        from kind in Gen.Choose(0, 2)
        from expires in Gen.Elements<DateTimeOffset?>(null, null, Now, Now.AddTicks(1), Now.AddDays(-1))
        let range = kind == 0 || first.IsIPv4 != last.IsIPv4 ? AddressRange.Of(first) : kind == 1 ? AddressRange.Between(first, last) : AddressRange.Cidr(first, cidr % (first.Bits + 1))
        select Entry(range.ToString(), expires);

    private static Gen<(List<ClientException> Entries, List<Address> Clients)> Samples =>
        from entries in Exception.ListOf()
        from clients in Near.NonEmptyListOf()
        select (entries.ToList(), clients.ToList());

    private static ClientException Entry(string pattern, DateTimeOffset? expires = null)
    {
        Assert.True(ClientPattern.TryParse(pattern, out var client, out var reason), reason);
        return new ClientException { Client = client, Expires = expires };
    }
}
