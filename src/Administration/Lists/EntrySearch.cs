using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Lists;

/// <summary>Which entries hold an address? Over the client exceptions, both IP lists, and the lists in files, in the order in which they are heard.</summary>
public static class EntrySearch
{
    /// <summary>All entries that hold the address, expired ones too. Host names are not looked up: exceptions by name are not among them.</summary>
    /// <param name="address">The address.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="settingsPath">Where they stand: the lists are found from there.</param>
    /// <param name="clock">What has expired.</param>
    public static IReadOnlyList<EntryMatch> Find(Address address, FilterSettings settings, string settingsPath, Clock clock)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        using var lists = ListStore.Load(settings, settingsPath, clock);
        var now = clock.UtcNow;
        return
        [
            .. settings.Exceptions.Clients.Where(entry => entry.Client.Range?.Contains(address) == true)
                .Select(entry => Match(EntryPlace.Exceptions, entry.Client.ToString(), entry.Comment, entry.Expires, now)),
            .. Entries(EntryPlace.AllowList, settings.AllowList, address, now),
            .. Files(ListKind.Allow, lists.Current, address, now),
            .. Entries(EntryPlace.BlockList, settings.BlockList, address, now),
            .. Files(ListKind.Block, lists.Current, address, now),
        ];
    }

    private static IEnumerable<EntryMatch> Entries(EntryPlace place, IReadOnlyList<ListEntry> entries, Address address, DateTimeOffset now) => entries
        .Where(entry => entry.Address.Contains(address))
        .Select(entry => Match(place, entry.Address.ToString(), entry.Comment, entry.Expires, now));

    private static EntryMatch Match(EntryPlace place, string entry, string? comment, DateTimeOffset? expires, DateTimeOffset now) =>
        new(place, entry) { Comment = comment, Expires = expires, Holds = !(expires <= now) };

    private static IEnumerable<EntryMatch> Files(ListKind kind, ListLookup lists, Address address, DateTimeOffset now) =>
        from list in lists.All
        where list.Settings.Kind == kind
        let found = list.Content.Set.FirstOverlap(AddressRange.Of(address))
        where found is not null
        select new EntryMatch(kind == ListKind.Allow ? EntryPlace.AllowFile : EntryPlace.BlockFile, found.Value.Range.ToString())
        {
            List = list.Settings.Name,
            Holds = list.IsLoaded && !list.IsSilent(now),
            Reports = list.Settings.Mode == FilterMode.Report,
        };
}
