using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace IpBlock.Manager.Tests.Figures;

/// <summary>What a process takes, as Linux counts it (proc(5)).</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100;

    /// <summary>Resident memory in megabytes: all of it, and with what is shared with other processes divided among them.</summary>
    public static (double Resident, double Proportional) Memory(int process)
    {
        var lines = File.ReadAllLines($"/proc/{process}/smaps_rollup");
        return (Megabytes("Rss:"), Megabytes("Pss:"));

        double Megabytes(string name)
        {
            var line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>How long it has had a processor, in seconds.</summary>
    public static double Processor(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
