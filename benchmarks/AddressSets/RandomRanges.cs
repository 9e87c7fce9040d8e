using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace IpBlock.Benchmarks.AddressSets;

/// <summary>Distinct CIDRs of a fixed seed, and addresses to look up of which half are in one of them.</summary>
internal sealed class RandomRanges
{
    private readonly (uint First, int Length)[] _networks;
    private readonly Random _random;

    private RandomRanges(string name, int count, int seed, Func<Random, (uint, int)> draw)
    {
        Name = name;
        _random = new Random(seed);
        _networks = new (uint, int)[count];
        var known = new HashSet<ulong>(count);
        for (var i = 0; i < count;)
        {
            var (address, length) = draw(_random);
            var first = address & (uint)(0xFFFF_FFFF_0000_0000 >> length);
            if (known.Add((ulong)first << 8 | (uint)length))
                _networks[i++] = (first, length);
        }
    }

    public string Name { get; }

    public IReadOnlyList<(uint First, int Length)> Networks => _networks;

    /// <summary>Anywhere, prefix lengths 24 to 32 alike: so that they hardly overlap, which is the most work.</summary>
    public static RandomRanges Scattered(int count) => new("random, /24 to /32", count, 5, static random => (Any(random), random.Next(24, 33)));

    /// <summary>As block lists are: nine in ten are single addresses, crowded in a few thousand allocations of /14 to /20; the rest /24 and, ever rarer, larger ones to /8.</summary>
    public static RandomRanges Realistic(int count)
    {
        var random = new Random(7);
        var allocations = new (uint First, int Length)[Math.Max(64, count / 250)];
        for (var i = 0; i < allocations.Length; i++)
            allocations[i] = (Any(random), random.Next(14, 21));
        return new("realistic", count, 6, r =>
        {
            var (first, length) = allocations[(int)(allocations.Length * r.NextDouble() * r.NextDouble())];
            var address = (first & (uint)(0xFFFF_FFFF_0000_0000 >> length)) | (Any(r) >> length);
            var kind = r.NextDouble();
            return kind < 0.9 ? (address, 32) : kind < 0.995 ? (address, 24) : (Any(r), Math.Max(8, 24 - (int)(-Math.Log2(1 - r.NextDouble()) * 1.5)));
        });
    }

    /// <summary>One a line, in the order they were drawn.</summary>
    public byte[] File()
    {
        var text = new StringBuilder(_networks.Length * 19);
        foreach (var (first, length) in _networks)
        {
            text.Append(CultureInfo.InvariantCulture, $"{first >> 24}.{(first >> 16) & 255}.{(first >> 8) & 255}.{first & 255}");
            if (length < 32)
                text.Append(CultureInfo.InvariantCulture, $"/{length}");
            text.Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public uint[] Questions(int count)
    {
        var questions = new uint[count];
        for (var i = 0; i < count; i++)
        {
            var (first, length) = _networks[_random.Next(_networks.Length)];
            questions[i] = _random.Next(2) == 0 ? Any(_random) : length == 32 ? first : first | (Any(_random) >> length);
        }

        return questions;
    }

    private static uint Any(Random random) => (uint)random.NextInt64(0x0100_0000, 0xE000_0000);
}
