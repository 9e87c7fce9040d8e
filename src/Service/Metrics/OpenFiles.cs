using System;
using System.IO;
using System.Linq;
using IpBlock.Service.Hosting;

namespace IpBlock.Service.Metrics;

/// <summary>Files and sockets of this process, as Linux counts them (proc(5)).</summary>
internal static class OpenFiles
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>False where they cannot be counted.</summary>
    public static bool AreCounted => OperatingSystem.IsLinux() && Directory.Exists(Descriptors);

    /// <summary>How many are open; the one that counts them is among them. NaN when there is none left to count them with.</summary>
    public static double Now
    {
        get
        {
            try
            {
                return Directory.EnumerateFileSystemEntries(Descriptors).Count();
            }
            catch (IOException)
            {
                return double.NaN;
            }
        }
    }

    /// <summary>How many may be open (the soft limit). NaN when there is none left to look with.</summary>
    public static double Limit => OpenFileLimit.Read() switch
    {
        null => double.NaN,
        int.MaxValue => double.PositiveInfinity,
        var limit => limit.Value,
    };
}
