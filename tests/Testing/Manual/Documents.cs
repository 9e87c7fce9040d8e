using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IpBlock.Testing.Manual;

/// <summary>What an administrator reads: README.md and the pages below <c>docs</c>.</summary>
public static class Documents
{
    private const string Fence = "```";

    /// <summary>Their paths from the repository's folder.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(WrittenFile.Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(WrittenFile.Repository, path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Every fenced block of every document, in their order.</summary>
    public static IReadOnlyList<DocumentBlock> Blocks { get; } = [.. Files.SelectMany(Read)];

    /// <summary>The blocks of a document below the heading, up to the next heading of the same rank.</summary>
    /// <exception cref="InvalidOperationException">There is no such heading.</exception>
    public static IReadOnlyList<DocumentBlock> Below(string file, string heading)
    {
        var lines = WrittenFile.Read(file).Split('\n');
        var start = Array.IndexOf(lines, heading);
        if (start < 0)
            throw new InvalidOperationException($"{file} has no heading '{heading}'.");
        var rank = heading[..(heading.IndexOf(' ', StringComparison.Ordinal) + 1)];
        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith(rank, StringComparison.Ordinal));
        return [.. Blocks.Where(block => block.File == file && block.Line > start && (end < 0 || block.Line <= end))];
    }

    private static IEnumerable<DocumentBlock> Read(string file)
    {
        var lines = WrittenFile.Read(file).Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            if (!lines[number].TrimStart().StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, number + 1, static line => line.TrimStart().StartsWith(Fence, StringComparison.Ordinal));
            if (end < 0)
                throw new InvalidOperationException($"The block in {file}, line {number + 1}, does not end.");
            yield return new DocumentBlock(file, number + 1, lines[number].Trim()[Fence.Length..], lines[(number + 1)..end]);
            number = end;
        }
    }
}
