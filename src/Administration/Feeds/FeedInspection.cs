using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Administration.Feeds;

/// <summary>Looks at a new version of a list before it is taken over: would it do harm?</summary>
internal static class FeedInspection
{
    // No block list names more than a few per cent of the internet; one that does has gone wrong, or gives a range for an address.
    private const double AbsurdShare = 0.25;

    /// <summary>What a list of five had becomes one: whoever publishes it has lost most of it.</summary>
    private const int Shrunk = 5;

    // More of them would say no more.
    private const int MaxOwn = 20;

    /// <summary>Reads the version and says what is wrong with it.</summary>
    /// <param name="stream">The new version.</param>
    /// <param name="list">Which list it is of.</param>
    /// <param name="before">The entries of the version in force; 0 when there is none.</param>
    /// <param name="own">Addresses that a block list must not name.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (int Entries, IReadOnlyList<Finding> Findings) Inspect(Stream stream, ListSettings list, int before, IEnumerable<OwnRange> own)
    {
        if (IsWebPage(stream))
            return (0, [new Finding("it is a web page, not a list (an error page or a sign-in page)", IsFatal: true)]);
        var content = ListContent.Read(stream, list.Format);
        if (content.Report.Refusal is { } refusal)
            return (0, [new Finding(refusal, IsFatal: true)]);
        return (content.Report.Entries, [.. Size(content.Report.Entries, before), .. Share(content), .. list.Kind == ListKind.Block ? Own(content, own) : []]);
    }

    private static bool IsWebPage(Stream stream)
    {
        int first;
        do
            first = stream.ReadByte();
        while (first is ' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF);
        stream.Position = 0;
        return first == '<';
    }

    private static IEnumerable<Finding> Size(int entries, int before)
    {
        if (entries == 0)
            yield return new Finding("it is empty");
        else if ((long)entries * Shrunk <= before)
            yield return new Finding($"it has {Text(entries)} entries, and the previous version has {Text(before)}: at least 80 % were removed");
    }

    private static IEnumerable<Finding> Share(ListContent content)
    {
        if (content.Set.IPv4Share > AbsurdShare)
            yield return new Finding(content.Set.IPv4Share >= 1 ? "it lists the whole of IPv4" : $"it lists {Percent(content.Set.IPv4Share)} of all IPv4 addresses");
        if (content.Set.IPv6Share > AbsurdShare)
            yield return new Finding($"it lists {Percent(content.Set.IPv6Share)} of all IPv6 addresses in use");
    }

    private static IEnumerable<Finding> Own(ListContent content, IEnumerable<OwnRange> own) => own
        .Where(range => content.Set.FirstOverlap(range.Range) is not null)
        .Take(MaxOwn)
        .Select(range => new Finding($"it lists {content.Set.FirstOverlap(range.Range)!.Value.Range}, and {range.Range} is {range.Whose}", "own " + range.Range));

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("0.# %", CultureInfo.InvariantCulture);
}
