using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace IpBlock.Service.Metrics;

/// <summary>Files and sockets of this process, as Linux counts them (proc(5)).</summary>
internal static class OpenFiles
{
    private const string Descriptors = "/proc/self/fd";
    private const string Row = "Max open files";

    /// <summary>False where they cannot be counted.</summary>
    public static bool AreCounted => OperatingSystem.IsLinux() && Directory.Exists(Descriptors);

    /// <summary>How many are open; the one that counts them is among them.</summary>
    public static double Now => Directory.EnumerateFileSystemEntries(Descriptors).Count();

    /// <summary>How many may be open (the soft limit).</summary>
    public static double Limit
    {
        get
        {
            var row = File.ReadLines("/proc/self/limits").FirstOrDefault(static line => line.StartsWith(Row, StringComparison.Ordinal));
            var soft = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return double.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : double.PositiveInfinity;
        }
    }
}
