using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;

namespace IpBlock.Tests.Reporting;

/// <summary>A decision log in a folder of its own.</summary>
internal sealed class LogUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeClock Clock { get; } = new();

    public CollectedNotices Notices { get; } = new();

    public string Directory => _folder.PathOf("log");

    public DecisionLog Open(LogSettings? settings = null) => new(settings ?? new LogSettings(), Directory, Clock, Notices);

    public string PathOf(string file) => Path.Combine(Directory, file);

    public string[] Files => [.. System.IO.Directory.GetFiles(Directory).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The lines of a file that are decisions.</summary>
    public List<string> Decisions(string file) => [.. ReadLines(file).Where(line => line[0] != '#')];

    public List<string> AllDecisions() => [.. Files.SelectMany(Decisions)];

    public List<string> ReadLines(string file)
    {
        var text = File.ReadAllText(PathOf(file));
        return text.Length == 0 ? [] : [.. text[..^1].Split('\n')];
    }

    public void Dispose() => _folder.Dispose();
}
