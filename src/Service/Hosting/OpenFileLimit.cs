using System;
using System.Globalization;
using System.IO;

namespace IpBlock.Service.Hosting;

/// <summary>How many files and sockets this process may have open, and how many of them the doors may take.</summary>
internal static class OpenFileLimit
{
    private const int MostKeptBack = 1024;
    private const int UsuallyKeptBack = 448;

    /// <summary>The process's limit (RLIMIT_NOFILE, which .NET raises to the hard one as it starts); a number that is never reached where there is none.</summary>
    public static int OfThisProcess() => Read() ?? UsuallyKeptBack;

    /// <summary>The same; null while the process is so short of descriptors that not even this can be opened.</summary>
    public static int? Read()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Parse(File.ReadAllText("/proc/self/limits")) : int.MaxValue;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The soft limit in the text of proc(5)'s <c>limits</c>.</summary>
    public static int Parse(string limits)
    {
        const string Name = "Max open files";
        var at = limits.IndexOf(Name, StringComparison.Ordinal);
        var rest = at < 0 ? "" : limits[(at + Name.Length)..].TrimStart(' ');
        var word = rest[..Math.Max(0, rest.IndexOf(' ', StringComparison.Ordinal))];
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }

    /// <summary>
    /// How many connections all doors together may hold. The rest is for settings, lists, logs, downloads, sockets to name servers, and for the runtime itself: 150 at
    /// rest, and a pipe for each thread. .NET 10 that cannot open one for a new thread aborts the process ("Out of memory").
    /// </summary>
    public static int ForConnections(int limit) =>
        Math.Max(1, limit - Math.Min(MostKeptBack, Math.Max(limit / 4, Math.Min(UsuallyKeptBack, limit / 2))));
}
