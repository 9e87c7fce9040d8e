using System;
using System.IO;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>
/// Reads a list from a stream, never the whole of it into memory. Lines that are not understood are left out and reported; when they are more than one in a
/// hundred, the list is refused as a whole, for it is not what it was taken for (an error page, half a download).
/// </summary>
public static class ListReader
{
    /// <summary>Reads to the end of the stream and adds the ranges to <paramref name="into"/>, or none of them when <see cref="ListContents.Refusal"/> says why.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ListReadOptions.Value"/> is 0.</exception>
    /// <exception cref="IOException">The stream cannot be read; nothing has been added.</exception>
    public static ListContents Read(Stream source, IpSetBuilder into, ListReadOptions options)
    {
        if (source is null)
            throw new ArgumentNullException(nameof(source));
        if (into is null)
            throw new ArgumentNullException(nameof(into));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        var lines = new LineReader(source);
        var beginning = lines.Beginning();
        var format = options.Format == ListFormat.Auto ? FormatDetector.Detect(beginning) : options.Format;
        var entries = new ListEntries(options) { Refusal = FormatDetector.WhyNoList(lines.Buffer, beginning) };
        if (format == ListFormat.Json)
            return entries.Finish(format, JsonList.Read(lines.Rest(), entries), into);
        var syntax = LineSyntax.Of(format, beginning);
        while (entries.Refusal is null && lines.TryRead())
            ReadLine(lines, syntax, entries);
        entries.Refusal ??= syntax.WhyUnfinished();
        return entries.Finish(format, lines.Number, into);
    }

    private static void ReadLine(LineReader lines, LineSyntax syntax, ListEntries entries)
    {
        var (start, end) = (lines.Start, lines.End);
        if (syntax.TryFindAddress(lines.Buffer, ref start, ref end) && IPv4Line.TryRead(lines.Buffer, start, end, out var first, out var last)
            && !WideRanges.IsTooWide(first, last) && syntax.List(first, last, entries))
            return;
        if (lines.TooLong)
            entries.Bad(lines.Number, lines.Text(), "the line is longer than 4096 characters; a list has one entry per line");
        else if (syntax.Read(lines.Text(), entries) is { } reason)
            entries.Bad(lines.Number, lines.Text(), reason);
    }
}
