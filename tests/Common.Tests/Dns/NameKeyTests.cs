using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>What stands for a name in the cache.</summary>
public sealed class NameKeyTests
{
    private readonly Random _random = new(20261130);

    [Fact]
    public void It_is_the_sum_of_products_by_which_it_is_defined()
    {
        for (var length = 1; length <= 255; length++)
        {
            var name = Name(length);
            Assert.Equal(ByDefinition(name, length, DnsType.Txt), NameKey.Of(name, length, DnsType.Txt));
        }
    }

    [Fact]
    public void Questions_that_differ_in_one_byte_or_their_type_or_length_have_other_keys()
    {
        var seen = new HashSet<NameKey>();
        var all = 0;
        for (var length = 1; length <= 255; length++)
        {
            var name = new byte[255];
            Add(name, length, DnsType.A);
            Add(name, length, DnsType.Txt);
            for (var at = 0; at < length; at++)
            {
                name[at] = 1;
                Add(name, length, DnsType.A);
                name[at] = 0;
            }
        }

        Assert.Equal(all, seen.Count);

        void Add(byte[] name, int length, DnsType type)
        {
            seen.Add(NameKey.Of(name, length, type));
            all++;
        }
    }

    [Fact]
    public void What_stands_behind_the_name_in_the_buffer_does_not_count()
    {
        var name = Name(40);
        var key = NameKey.Of(name, 21, DnsType.A);
        name.AsSpan(21).Fill(77);
        Assert.Equal(key, NameKey.Of(name, 21, DnsType.A));
    }

    // With numbers of any size in place of the processor's.
    private static NameKey ByDefinition(byte[] name, int length, DnsType type)
    {
        var keys = (ulong[])typeof(NameKey).GetField("Keys", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        List<ulong> words = [(ulong)length << 32 | (uint)type];
        for (var i = 0; i < length; i += 8)
            words.Add(i + 8 <= length ? BitConverter.ToUInt64(name, i) : name.Skip(i).Take(length - i).Aggregate(0UL, static (word, one) => word << 8 | one));
        if (words.Count % 2 != 0)
            words.Add(0);
        var sum = BigInteger.Zero;
        for (var i = 0; i < words.Count; i += 2)
            sum += (BigInteger)unchecked(words[i] + keys[i]) * unchecked(words[i + 1] + keys[i + 1]);
        var (high, low) = ((ulong)((sum >> 64) & ulong.MaxValue), (ulong)(sum & ulong.MaxValue));
        low = unchecked((low ^ low >> 33) * 0xFF51AFD7ED558CCD);
        low = unchecked((low ^ low >> 33) * 0xC4CEB9FE1A85EC53);
        low ^= low >> 33;
        return (NameKey)Activator.CreateInstance(typeof(NameKey), BindingFlags.NonPublic | BindingFlags.Instance, null, [high, low ^ high], null)!;
    }

    private byte[] Name(int length)
    {
        var name = new byte[length];
        _random.NextBytes(name);
        return name;
    }
}
