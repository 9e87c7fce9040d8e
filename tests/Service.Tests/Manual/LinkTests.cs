using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Service.Tests.Manual;

/// <summary>The links of README.md and docs to each other lead to a file that is there, and to a heading in it.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading()
    {
        var broken = Documents.Files.SelectMany(static file => Link().Matches(WrittenFile.Read(file)).Select(match => (File: file, Target: match.Groups["target"].Value)))
            .Where(static link => !link.Target.Contains("://", StringComparison.Ordinal) && !Leads(link.File, link.Target)).Select(static link => $"{link.File}: {link.Target}").ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Every_document_is_in_the_index()
    {
        var linked = Link().Matches(WrittenFile.Read("docs/README.md")).Select(static match => "docs/" + match.Groups["target"].Value.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Documents.Files.Where(file => file.StartsWith("docs/", StringComparison.Ordinal) && file != "docs/README.md" && !linked.Contains(file)));
    }

    private static bool Leads(string from, string target)
    {
        var (path, anchor) = (target.Split('#')[0], target.Split('#').ElementAtOrDefault(1));
        var file = path.Length == 0 ? from : Path.GetRelativePath(WrittenFile.Repository, Path.Combine(WrittenFile.Repository, Path.GetDirectoryName(from)!, path));
        return File.Exists(Path.Combine(WrittenFile.Repository, file)) && (anchor is null || Anchors(file).Contains(anchor));
    }

    // As GitHub makes them of headings.
    private static IEnumerable<string> Anchors(string file) =>
        WrittenFile.Read(file).Split('\n').Where(static line => line.StartsWith('#'))
            .Select(static line => Other().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, 60_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 60_000)]
    private static partial Regex Other();
}
