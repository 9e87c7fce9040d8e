using System;

namespace IpBlock.Addresses.Sets;

/// <summary>Makes a <see cref="PackedIPv4"/> of ranges in order of address, one block after another.</summary>
internal sealed class IPv4Packer
{
    private readonly uint[] _blocks = new uint[65_537];
    private readonly OpenBlock _open = new();
    private int[] _cells;
    private uint[] _ranges;
    private int _cellCount;

    // The first place stays free: a search that finds nothing looks at the place before.
    private int _rangeCount = 1;
    private int _blockCount;
    private int _count;
    private ulong _addresses;

    private IPv4Packer(int expected)
    {
        _cells = new int[1024 + expected / 4];
        _ranges = new uint[1 + expected + PackedSearch.Lanes];
    }

    /// <summary>Packs them; <paramref name="expected"/> is about their number.</summary>
    public static PackedIPv4 Pack(RangeSource source, int expected)
    {
        if (!source.TryNext(out var next))
            return new PackedIPv4([], [], [], 0, 0);
        var packer = new IPv4Packer(expected);
        do
        {
            packer.Add(next.First.IPv4, next.Last.IPv4, next.Value);
        }
        while (source.TryNext(out next));
        return packer.Finish();
    }

    private void Add(uint first, uint last, byte value)
    {
        _count++;
        _addresses += (ulong)last - first + 1;
        while (first >> 16 != last >> 16)
        {
            AddToBlock(first, first | 0xFFFF, value);
            first = (first | 0xFFFF) + 1;
        }

        AddToBlock(first, last, value);
    }

    private void AddToBlock(uint first, uint last, byte value)
    {
        if (first >> 16 != _open.Number)
        {
            CloseBlock();
            _open.Number = first >> 16;
        }

        _open.Add((ushort)first, (ushort)last, value);
    }

    private void CloseBlock()
    {
        if (_open.Count == 0)
            return;
        OpenEmptyBlocks(_open.Number);
        var shift = _open.CellShift();
        _blocks[_blockCount++] = PackedIPv4.Block(_cellCount, shift);
        var end = 0u;
        for (var i = 0; i < _open.Count; i++)
        {
            var (first, last, value) = _open[i];
            for (uint at = first; at <= last;)
            {
                for (; end <= at; end += 1u << shift)
                    AppendCell();
                var code = RangeLength.Code(Math.Min(last, end - 1) - at + 1);
                Append(PackedIPv4.Range((ushort)at, code, value));
                at += RangeLength.Reach[code] + 1u;
            }
        }

        for (; end <= 0xFFFF; end += 1u << shift)
            AppendCell();
        _open.Clear();
    }

    // Blocks without a range share one cell, which is empty because the next one begins at the same place.
    private void OpenEmptyBlocks(uint upTo)
    {
        if (_blockCount == upTo)
            return;
        while (_blockCount < upTo)
            _blocks[_blockCount++] = PackedIPv4.Block(_cellCount, 16);
        AppendCell();
    }

    private void AppendCell()
    {
        if (_cellCount == _cells.Length)
            Array.Resize(ref _cells, _cells.Length + _cells.Length / 2);
        _cells[_cellCount++] = _rangeCount;
    }

    private void Append(uint range)
    {
        if (_rangeCount == _ranges.Length)
            Array.Resize(ref _ranges, _ranges.Length + _ranges.Length / 2);
        _ranges[_rangeCount++] = range;
    }

    private PackedIPv4 Finish()
    {
        CloseBlock();
        OpenEmptyBlocks((uint)_blocks.Length - 1);
        _blocks[_blocks.Length - 1] = PackedIPv4.Block(_cellCount, 16);
        AppendCell();
        Array.Resize(ref _cells, _cellCount);
        Array.Resize(ref _ranges, _rangeCount + PackedSearch.Lanes);
        return new PackedIPv4(_blocks, _cells, _ranges, _count, _addresses);
    }
}
