using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace IpBlock.Addresses.Sets;

/// <summary>
/// IPv4 ranges in three arrays, made by <see cref="IPv4Packer"/>. The first 16 bits of an address choose a <em>block</em>; a block is divided into equal <em>cells</em>, the more of them the
/// more ranges it has and the more they crowd; a cell says where its ranges begin. A range takes four bytes: the low 16 bits of its first address, its length in 8
/// (see <see cref="RangeLength"/>), its value in 8. Ranges are cut where cells end, so that a look-up reads one block, one cell and the handful of
/// ranges in it: three cache lines, of which the first mostly is in the processor's second cache.
/// </summary>
internal sealed class PackedIPv4
{
    private const int Blocks = 65_536;
    private readonly uint[] _blocks;
    private readonly int[] _cells;
    private readonly uint[] _ranges;

    public PackedIPv4(uint[] blocks, int[] cells, uint[] ranges, int count, ulong addresses)
    {
        _blocks = blocks;
        _cells = cells;
        _ranges = ranges;
        Count = count;
        Addresses = addresses;
    }

    public int Count { get; }

    public ulong Addresses { get; }

    public long MemoryBytes => 4L * (_blocks.Length + _cells.Length + _ranges.Length);

    /// <summary>A block: its first cell, and by how many bits the low half of an address is shifted to give the cell within it.</summary>
    public static uint Block(int firstCell, int shift) => ((uint)firstCell << 5) | (uint)shift;

    public static uint Range(ushort first, byte lengthCode, byte value) => ((uint)first << 16) | ((uint)lengthCode << 8) | value;

    public byte Find(uint address)
    {
        if (_blocks.Length == 0)
            return 0;
        var block = _blocks[address >> 16];
        var low = address & 0xFFFF;
        var cell = (block >> 5) + (low >> (int)(block & 31));
        var from = _cells[cell];
        var count = _cells[cell + 1] - from;
        return count > PackedSearch.Lanes ? FindInCrowd(from, count, low) : FindAmong(from, count, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte FindAmong(int from, int count, uint low)
    {
        var at = PackedSearch.LastUpTo(_ranges, from, count, (low << 16) | 0xFFFF);
        var range = _ranges[at];

        // Masks in place of conditions: whether a random client is listed cannot be guessed, and a wrong guess throws away all that the processor has begun of the next look-ups.
        var inReach = (int)(((long)(low - (range >> 16)) - RangeLength.Reach[(byte)(range >> 8)] - 1) >> 63);
        var inCell = (from - 1 - at) >> 31;
        return (byte)(range & (uint)(inReach & inCell));
    }

    // Apart, because a call in the usual way would make it save registers for nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte FindInCrowd(int from, int count, uint low)
    {
        var narrowed = PackedSearch.Narrow(_ranges, from, count, (low << 16) | 0xFFFF);
        return FindAmong(narrowed, Math.Min(PackedSearch.Lanes, from + count - narrowed), low);
    }

    /// <summary>All ranges from the first one that ends at or behind the address, those that were cut put together.</summary>
    public IEnumerable<(AddressRange Range, byte Value)> From(uint address)
    {
        var (first, last, value) = (0u, 0u, (byte)0);
        foreach (var piece in Pieces(address))
        {
            if (value != 0 && piece.Value == value && piece.First == last + 1)
            {
                last = piece.Last;
                continue;
            }

            if (value != 0 && last >= address)
                yield return (Between(first, last), value);
            (first, last, value) = piece;
        }

        if (value != 0 && last >= address)
            yield return (Between(first, last), value);
    }

    private IEnumerable<(uint First, uint Last, byte Value)> Pieces(uint address)
    {
        for (var block = FirstBlock(address); block < _blocks.Length - 1; block++)
        {
            var end = _cells[_blocks[block + 1] >> 5];
            for (var at = _cells[_blocks[block] >> 5]; at < end; at++)
            {
                var first = ((uint)block << 16) | (_ranges[at] >> 16);
                yield return (first, first + RangeLength.Reach[(byte)(_ranges[at] >> 8)], (byte)_ranges[at]);
            }
        }
    }

    // A range that holds the address may begin blocks before it.
    private int FirstBlock(uint address)
    {
        var value = Find(address);
        var block = (int)(address >> 16);
        while (block > 0 && value != 0 && Find(((uint)block << 16) - 1) == value)
            block--;
        return block;
    }

    private static AddressRange Between(uint first, uint last) => AddressRange.Between(Address.FromIPv4(first), Address.FromIPv4(last));
}
