using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Files;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>The account that a process of this machine runs as, by what Linux says of it (proc(5)).</summary>
internal sealed class ServiceAccount
{
    private const int OverridesRights = 1 << 1; // CAP_DAC_OVERRIDE

    private readonly uint _user;
    private readonly HashSet<uint> _groups;
    private readonly bool _mayAll;

    private ServiceAccount(uint user, HashSet<uint> groups, bool mayAll) => (_user, _groups, _mayAll) = (user, groups, mayAll);

    /// <summary>The account of a process; null where that cannot be told.</summary>
    public static ServiceAccount? Of(int processId)
    {
        try
        {
            return LinuxFile.IsHere ? Parse(File.ReadAllLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/status")) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended
        }
    }

    /// <summary>The same from the lines of a process's <c>status</c>.</summary>
    internal static ServiceAccount? Parse(IReadOnlyList<string> status)
    {
        var (users, groups) = (Numbers(status, "Uid:"), Numbers(status, "Gid:"));
        if (users.Count < 2 || groups.Count < 2)
            return null;
        var effective = status.FirstOrDefault(static line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        var mayAll = ulong.TryParse(effective?.Substring(7).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rights) && (rights & OverridesRights) != 0;
        return new ServiceAccount(users[1], [groups[1], .. Numbers(status, "Groups:")], mayAll);
    }

    /// <summary>True when it may do that with a file, by owner, group and mode alone: 4 read, 2 write, 1 search.</summary>
    public bool May(FileStatus file, int what)
    {
        var rights = file.User == _user ? file.Rights >> 6 : _groups.Contains(file.Group) ? file.Rights >> 3 : file.Rights;
        return _mayAll || (rights & what) == what;
    }

    private static List<uint> Numbers(IReadOnlyList<string> status, string name) =>
        [.. (status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? name).Substring(name.Length)
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(static number => uint.Parse(number, CultureInfo.InvariantCulture))];
}
