using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Addresses;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>The same file in rbldnsd and here: each address has the same answer.</summary>
public sealed class RbldnsdComparisonTests
{
    private const int Crowd = 64;

    [Fact]
    public Task An_ip4trie_file_means_what_it_means_to_rbldnsd()
    {
        var random = new Random(4);
        return CompareAsync(RbldnsdData.Ip4Trie, Networks(random, () => Address.FromIPv4(0x0A00_0000 | (uint)random.Next(1 << 14)), 12, 32).Concat(["0/8 :9", "255.255.255.255 :8", "!10/9", "224/3"]));
    }

    [Fact]
    public Task An_ip6trie_file_means_what_it_means_to_rbldnsd()
    {
        var random = new Random(6);
        return CompareAsync(
            RbldnsdData.Ip6Trie,
            Networks(random, () => Address.FromIPv6(0x2001_0DB8_0000_0000 | (ulong)random.Next(1 << 12) << 8, (ulong)random.NextInt64()), 30, 128).Concat(["2001:db9 :9", "!2001:db9:1", "::/16 :7", "::1 :6", "!::2", "ff00::/8"]));
    }

    [Fact]
    public Task Octets_left_out_ranges_and_values_mean_what_they_mean_to_rbldnsd() =>
        CompareAsync(RbldnsdData.Ip4Set, [
            "$TTL 60", ":4:default text", "10.0.0.0/24", "10.0.1", "10.1/16 :127.0.0.5:own", "!10.1.2", "10.1.2.3", "10.2-10.3", "10.4.0-7 :6", "10.5.0.5-9", "10.6.0.1-10.6.0.3 text # only",
            "208.1-208.4", "209-210", "211.1.2.3-5", "212.1.2-5",
            "10.7.0.1 # comment", "10.7.0.2;comment", "10.7.0.4\t:7", "010.8.0.5", ":127.0.0.9", "10.9.0.0/28", "!10.9.0.0/30", "10.16/12 :8:", "10.0.0.0-10.0.0.3 :4",
        ]);

    [Theory]
    [InlineData("203.1-203.2.5")]
    [InlineData("204.1.2-204.3")]
    [InlineData("205-205.5")]
    [InlineData("206.1.2.3-206.5")]
    [InlineData("207.1.2-207.1.2.9")]
    [InlineData("208.2-208.1")]
    public async Task What_rbldnsd_leaves_out_is_a_bad_line(string line)
    {
        Assert.Equal(1, ListText.Read(ListFormat.Rbldnsd, line).Contents.BadLineCount);
        await Assert.ThrowsAsync<RealProcessException>(() => Rbldnsd.StartAsync(new RbldnsdZone("bl.example", RbldnsdData.Ip4Set, line + "\n")));
    }

    // Distinct networks, for rbldnsd takes the first of two and warns.
    private static IEnumerable<string> Networks(Random random, Func<Address> draw, int shortest, int longest) =>
        Enumerable.Range(0, 400).Select(_ => AddressRange.Cidr(draw(), random.Next(shortest, longest + 1))).Distinct().ToList()
            .Select(range => random.Next(4) == 0 ? "!" + range : random.Next(3) == 0 ? range.ToString() : $"{range} :{random.Next(2, 7)}:text");

    private static async Task CompareAsync(RbldnsdData data, IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        await using var server = await Rbldnsd.StartAsync(new RbldnsdZone("bl.example", data, text));
        using var resolver = new StubResolver(new DnsOptions { Servers = [server.EndPoint] }, Clock.System);
        var ours = ListText.Read(new ListReadOptions { Format = ListFormat.Rbldnsd, ValueOfReturnCode = static code => (byte)code }, Encoding.ASCII.GetBytes(text));
        Assert.Equal((0, null), (ours.Contents.BadLineCount, ours.Contents.Refusal));

        var hits = 0;
        foreach (var some in Edges(ours.Set).Chunk(Crowd))
        {
            var answers = await Task.WhenAll(some.Select(address => AskAsync(resolver, address)));
            Assert.Equal(answers.Select((answer, i) => (some[i], answer)), some.Select(address => (address, ours.Set.Find(address))));
            hits += answers.Count(answer => answer != 0);
        }

        Assert.InRange(hits, 10, int.MaxValue);
    }

    private static IEnumerable<Address> Edges(IpSet set) => (
        from entry in set.Ranges
        from end in new[] { entry.Range.First, entry.Range.Last }
        from offset in new[] { -1, 0, 1 }
        let address = Samples.WithNumber(Samples.Number(end) + offset, entry.Range.First.Bits)
        where address is not null
        select address.Value).Distinct();

    private static async Task<byte> AskAsync(StubResolver resolver, Address address)
    {
        var name = new byte[DnsQuestion.MaxNameLength];
        var length = ReversedName.Write(address, name, 0);
        var zone = Encoding.ASCII.GetBytes("\u0002bl\u0007example\0");
        zone.CopyTo(name, length);
        var answer = await resolver.ResolveAsync(new DnsQuestion(name, length + zone.Length, DnsType.A));
        Assert.True(answer.IsConclusive);
        return (byte)answer.Addresses.FirstOrDefault();
    }
}
