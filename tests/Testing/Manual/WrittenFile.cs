using System;
using System.IO;
using System.Linq;

namespace IpBlock.Testing.Manual;

/// <summary>
/// A file of the repository of which a part is made from the code. It is checked in, and a test compares it; with IPBLOCK_WRITE_DOCS set, which is what
/// <see cref="Command"/> does, the test writes it instead.
/// </summary>
public static class WrittenFile
{
    /// <summary>What writes all such files.</summary>
    public const string Command = "tests/write-docs.sh";

    /// <summary>The folder of the solution.</summary>
    public static string Repository { get; } = Find();

    /// <summary>What the file holds now.</summary>
    /// <param name="path">From the repository's folder.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository, path));

    /// <summary>Has the file hold what the code says.</summary>
    /// <exception cref="StaleFileException">It holds something else, and this is no time to write.</exception>
    public static void Keep(string path, string text)
    {
        var now = Read(path);
        if (string.Equals(now, text, StringComparison.Ordinal))
            return;
        if (Environment.GetEnvironmentVariable("IPBLOCK_WRITE_DOCS") is { Length: > 0 })
            File.WriteAllText(Path.Combine(Repository, path), text);
        else
            throw new StaleFileException(path, now.Split('\n'), text.Split('\n'));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !folder.EnumerateFiles("IpBlock.sln").Any())
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

/// <summary>A file is not what the code says now.</summary>
public sealed class StaleFileException : Exception
{
    /// <summary>Names the first line that differs, and how to write the file.</summary>
    public StaleFileException(string path, string[] now, string[] wanted)
        : base(Describe(path, now, wanted))
    {
    }

    private static string Describe(string path, string[] now, string[] wanted)
    {
        var line = 0;
        while (line < now.Length && line < wanted.Length && string.Equals(now[line], wanted[line], StringComparison.Ordinal))
            line++;
        return $"""
            {path} is not what the code says from line {line + 1} on. Run {WrittenFile.Command} and look at what it changes.
            found:  {now.ElementAtOrDefault(line)}
            wanted: {wanted.ElementAtOrDefault(line)}
            """;
    }
}
