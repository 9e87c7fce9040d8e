using System;
using System.Linq;

namespace IpBlock.Service.Commands.Fleet;

/// <summary>Names of members.</summary>
internal static class FleetNames
{
    private const int Longest = 63;

    /// <summary>The machine's name, with hyphens for what no name may hold.</summary>
    public static string OfThisMachine
    {
        get
        {
            var name = string.Concat(Environment.MachineName.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).TrimStart('.', '-', '_');
            return name.Length == 0 ? "server" : name[..Math.Min(name.Length, Longest)];
        }
    }
}
