using System;

namespace IpBlock.Addresses.Sets;

/// <summary>The ranges of the block that is being filled, in order.</summary>
internal sealed class OpenBlock
{
    // One range in so many may stand in a cell with more than a look-up compares at once.
    private const int CrowdedShare = 32;
    private readonly (ushort First, ushort Last, byte Value)[] _ranges = new (ushort, ushort, byte)[65_536];

    public uint Number { get; set; }

    public int Count { get; private set; }

    public (ushort First, ushort Last, byte Value) this[int index] => _ranges[index];

    public void Add(ushort first, ushort last, byte value) => _ranges[Count++] = (first, last, value);

    public void Clear() => Count = 0;

    /// <summary>
    /// How large the cells are to be, in bits: as large as possible while hardly any cell has more ranges than are compared at once. Smaller ones are not worth
    /// it when the cells would cost more than two bytes a range, or ranges would be cut in two all the time.
    /// </summary>
    public int CellShift()
    {
        var shift = 16;
        while (shift > 2 && 4 << (16 - shift) <= Count && Crowded(shift) > Count / CrowdedShare && Pieces(shift - 1) <= Count + Count / 4)
            shift--;
        return shift;
    }

    private int Crowded(int shift)
    {
        var crowded = 0;
        for (int first = 0, next = 0; first < Count; first = next)
        {
            var cell = _ranges[first].First >> shift;
            while (next < Count && _ranges[next].First >> shift == cell)
                next++;
            crowded += next - first > PackedSearch.Lanes ? next - first : 0;
        }

        return crowded;
    }

    private int Pieces(int shift)
    {
        var pieces = 0;
        for (var i = 0; i < Count; i++)
            pieces += 1 + (_ranges[i].Last >> shift) - (_ranges[i].First >> shift);
        return pieces;
    }
}
