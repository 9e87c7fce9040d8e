using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Addresses.Sets;
using Xunit;

namespace IpBlock.Tests.Addresses.Sets;

public sealed class NarrowestFirstTests
{
    [Fact]
    public void The_narrowest_network_decides_and_of_equal_ones_the_lower_value()
    {
        var crowded = Gen.OneOf(
            Samples.Addresses,
            Gen.Choose(0, 600).Select(offset => Address.FromIPv4(uint.MaxValue - 300 + (uint)offset)),
            Gen.Choose(0, 300).Select(offset => Address.FromIPv6(ulong.MaxValue, ulong.MaxValue - (ulong)offset)),
            Gen.Choose(-150, 150).Select(offset => Address.FromIPv6(0, (ulong)offset)).Where(address => !address.IsIPv4));
        var networks = from address in crowded from bits in Gen.Choose(0, 140) select AddressRange.Cidr(address, System.Math.Max(0, address.Bits - (bits > 128 ? bits - 128 : bits % (address.Bits + 1))));
        var sample = from entries in (from network in networks from value in Gen.Elements<byte>(0, 1, 2) select (Network: network, Value: value)).ListOf() from strangers in crowded.ListOf() select (entries, strangers);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var narrowest = new NarrowestFirst();
            foreach (var (network, value) in s.entries)
                narrowest.Add(network, value);
            var builder = new IpSetBuilder();
            narrowest.AddTo(builder);
            var set = builder.Build();
            return s.strangers.Concat(s.entries.SelectMany(entry => new[] { entry.Network.First, entry.Network.Last })).All(address => set.Find(address) == Naive(address));

            byte Naive(Address address) => s.entries.Where(entry => entry.Network.Contains(address))
                .OrderByDescending(entry => entry.Network.First).ThenBy(entry => entry.Network.Last).ThenBy(entry => entry.Value).Select(entry => entry.Value).FirstOrDefault();
        }), times: 500);
    }

    [Fact]
    public void A_range_counts_as_the_networks_it_consists_of()
    {
        Sampled.Check(Prop.ForAll(Samples.Pairs.ToArbitrary(), pair =>
        {
            var range = AddressRange.Between(pair.Left, pair.Right);
            var networks = range.Networks().ToList();
            return networks[0].First == range.First && networks[^1].Last == range.Last
                && networks.Zip(networks.Skip(1)).All(two => Samples.Number(two.First.Last) + 1 == Samples.Number(two.Second.First))
                && networks.TrueForAll(network => network.First == network.Last || network.ToString().Contains('/', System.StringComparison.Ordinal))
                && networks.Count <= 2 * range.First.Bits - 2;
        }));
    }
}
