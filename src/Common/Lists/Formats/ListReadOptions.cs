using System;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>How a list is to be read.</summary>
public sealed class ListReadOptions
{
    /// <summary>How it is written; found by itself unless said.</summary>
    public ListFormat Format { get; init; }

    /// <summary>The value of its ranges in the set, 1 to 255; the lower of two wins. 1 unless said.</summary>
    public byte Value { get; init; } = 1;

    /// <summary>
    /// For data of rbldnsd, the value in the set for an entry that answers this A record (127.0.0.2 is 0x7F000002); 0 leaves such entries out, as if they were excluded.
    /// Null, as it is unless said: all entries have <see cref="Value"/>.
    /// </summary>
    public Func<uint, byte>? ValueOfReturnCode { get; init; }

    /// <summary>How many of the lines that are not understood are kept for the report. 10 unless said; all are counted.</summary>
    public int BadLinesKept { get; init; } = 10;
}
