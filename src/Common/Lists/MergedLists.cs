using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Lists;

/// <summary>The lists of one kind in one set, whose values say which list it was.</summary>
internal sealed class MergedLists
{
    private readonly LoadedList[] _lists;
    private readonly IpSet _set;

    public MergedLists(IEnumerable<LoadedList> lists)
    {
        _lists = [.. lists];
        _set = Merge(_lists);
        HasNames = Array.Exists(_lists, static list => list.Hosts.Count > 0);
    }

    public bool HasNames { get; }

    public long MemoryBytes => _set.MemoryBytes;

    public LoadedList? Find(Address client, DateTimeOffset now)
    {
        var value = _set.Find(client);
        if (value == 0)
            return null;

        // To the second: the lists are merged anew without it a moment later, and those that it hides then speak.
        var list = _lists[value - 1];
        return list.IsSilent(now) ? null : list;
    }

    public LoadedList? Find(IReadOnlyList<string> verifiedNames, DateTimeOffset now)
    {
        if (!HasNames || verifiedNames.Count == 0)
            return null;
        foreach (var list in _lists)
        {
            foreach (var name in verifiedNames)
            {
                if (list.Hosts.Count > 0 && !list.IsSilent(now) && list.Hosts.Contains(name))
                    return list;
            }
        }

        return null;
    }

    private static IpSet Merge(LoadedList[] lists)
    {
        if (lists.Length == 0)
            return IpSet.Empty;

        // The only one has the right value already, and needs no second set.
        if (lists.Length == 1)
            return lists[0].Content.Set;
        var builder = new IpSetBuilder();
        for (var i = 0; i < lists.Length; i++)
            builder.Add(lists[i].Content.Set, (byte)(i + 1));
        return builder.Build();
    }
}
