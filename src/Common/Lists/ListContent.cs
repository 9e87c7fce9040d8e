using System;
using System.IO;
using IpBlock.Addresses;
using IpBlock.Files;
using IpBlock.Lists.Formats;
using IpBlock.Settings;

namespace IpBlock.Lists;

/// <summary>What a list's file said when it was read.</summary>
public sealed class ListContent
{
    private ListContent(IpSet set, ListContents report)
    {
        Set = set;
        Report = report;
    }

    /// <summary>The addresses, all with the value 1.</summary>
    public IpSet Set { get; }

    /// <summary>How it is written, how many entries it has, which lines are bad, and its host names.</summary>
    public ListContents Report { get; }

    /// <summary>Nothing: of a list whose file has never been good.</summary>
    internal static ListContent None { get; } = new(IpSet.Empty, new ListContents());

    /// <summary>Reads a list; <see cref="ListContents.Refusal"/> says when it cannot be used.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static ListContent Read(Stream stream, ListFormat format)
    {
        var builder = new IpSetBuilder();
        var report = ListReader.Read(stream, builder, new ListReadOptions { Format = format });
        return new ListContent(report.Refusal is null ? builder.Build() : IpSet.Empty, report);
    }

    /// <summary>Opens a list's file so that whoever replaces it is not in the way.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path) => RegularFile.OpenRead(path);
}
