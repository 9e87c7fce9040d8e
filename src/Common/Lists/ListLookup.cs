using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Lists;

/// <summary>
/// All lists as they are now, the allow lists in one set and the block lists in another: a client is looked up once in each, however many lists there are. The
/// lists that only report stand behind those that refuse, so that they hide none of them.
/// </summary>
public sealed class ListLookup
{
    private readonly MergedLists _allow;
    private readonly MergedLists _block;

    internal ListLookup(IReadOnlyList<LoadedList> lists, DateTimeOffset now)
    {
        All = lists;
        _allow = new MergedLists(Of(lists, ListKind.Allow, FilterMode.Enforce, now));
        _block = new MergedLists([.. Of(lists, ListKind.Block, FilterMode.Enforce, now), .. Of(lists, ListKind.Block, FilterMode.Report, now)]);
    }

    /// <summary>No lists.</summary>
    public static ListLookup Empty { get; } = new([], DateTimeOffset.MinValue);

    /// <summary>The enabled lists in the order of the settings, those that are silent or could not be read too.</summary>
    public IReadOnlyList<LoadedList> All { get; }

    /// <summary>True when an allow list has host names.</summary>
    public bool HasAllowedNames => _allow.HasNames;

    /// <summary>True when a block list has host names: every client's name has to be looked up.</summary>
    public bool HasBlockedNames => _block.HasNames;

    /// <summary>The first allow list that holds the client, or null.</summary>
    public LoadedList? FindAllowing(Address client, DateTimeOffset now) => _allow.Find(client, now);

    /// <summary>The first block list that holds the client, or null.</summary>
    public LoadedList? FindBlocking(Address client, DateTimeOffset now) => _block.Find(client, now);

    /// <summary>The first allow list that holds one of a client's verified names, or null.</summary>
    public LoadedList? FindAllowing(IReadOnlyList<string> verifiedNames, DateTimeOffset now) => _allow.Find(verifiedNames, now);

    /// <summary>The first block list that holds one of a client's verified names, or null.</summary>
    public LoadedList? FindBlocking(IReadOnlyList<string> verifiedNames, DateTimeOffset now) => _block.Find(verifiedNames, now);

    /// <summary>The bytes of the sets that verdicts are made with.</summary>
    public long MemoryBytes => _allow.MemoryBytes + _block.MemoryBytes;

    private static IEnumerable<LoadedList> Of(IReadOnlyList<LoadedList> lists, ListKind kind, FilterMode mode, DateTimeOffset now)
    {
        foreach (var list in lists)
        {
            if (list.Settings.Kind == kind && list.Settings.Mode == mode && list.IsLoaded && !list.IsSilent(now))
                yield return list;
        }
    }
}
