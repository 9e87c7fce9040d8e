using System.Collections.Generic;
using System.Globalization;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>A line that is not understood.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">What it says: at most 80 characters, printable ones only.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record BadLine(int Line, string Text, string Reason)
{
    /// <summary>"line 7: reason".</summary>
    public override string ToString() => "line " + Line.ToString(CultureInfo.InvariantCulture) + ": " + Reason;
}

/// <summary>What was found in a list.</summary>
public sealed class ListContents
{
    internal ListContents()
    {
    }

    /// <summary>How it is written; never <see cref="ListFormat.Auto"/>.</summary>
    public ListFormat Format { get; internal set; }

    /// <summary>All lines, comments and empty ones too.</summary>
    public int Lines { get; internal set; }

    /// <summary>Entries that list something, as they stand in the file: before overlapping ones are joined.</summary>
    public int Entries { get; internal set; }

    /// <summary>Entries that take something out (<c>!</c>).</summary>
    public int Exclusions { get; internal set; }

    /// <summary>Lines that are not understood.</summary>
    public int BadLineCount { get; internal set; }

    /// <summary>The first of the lines that are not understood.</summary>
    public IReadOnlyList<BadLine> BadLines { get; internal set; } = [];

    /// <summary>Networks with bits set behind the prefix, such as 192.0.2.1/24: taken as the network, 192.0.2.0/24, as Exchange takes them. Data of rbldnsd has none: there they are bad lines, as they are for rbldnsd.</summary>
    public int HostBitsIgnored { get; internal set; }

    /// <summary>The host names of the list; empty except in <see cref="ListFormat.Hosts"/>.</summary>
    public HostNameSet Hosts { get; internal set; } = HostNameSet.Empty;

    /// <summary>How many entries answer which A record, in data of rbldnsd.</summary>
    public IReadOnlyDictionary<uint, int> ReturnCodes { get; internal set; } = new Dictionary<uint, int>();

    /// <summary>Why nothing of the list was taken, with what to do; null when it was.</summary>
    public string? Refusal { get; internal set; }
}
