using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using IpBlock.Addresses;
using IpBlock.Fleet.Keys;
using IpBlock.Providers.Braking;

namespace IpBlock.Fleet.Sharing;

/// <summary>
/// Clients in good standing, as the servers of the fleet know them together: by keyed hashes of their networks (an IPv4 address, or the /64 of IPv6), so that the database learns no address. All is in memory;
/// the database is read and written from time to time by another thread. Thread-safe.
/// </summary>
internal sealed class StandingBook : ISharedStanding
{
    /// <summary>Beyond that nothing more is remembered. The usual fleet has some thousands.</summary>
    public const int MostKnown = 500_000;

    // What servers of any version hash alike: it is no text, and stays.
    private const string Purpose = "clients in good standing";
    private const int MostNews = 20_000;
    private readonly byte[] _key;
    private readonly object _newsLock = new();
    private readonly Dictionary<long, bool> _news = [];
    private readonly HashSet<long> _told = [];
    private readonly object _knownLock = new();
    private HashSet<long> _known = [];

    // What a reading of everything has found so far; null while none is under way.
    private HashSet<long>? _found;

    /// <param name="key">A key of the fleet.</param>
    public StandingBook(byte[] key) => _key = SymmetricBox.Derive(key, Purpose);

    /// <inheritdoc/>
    public bool IsVouchedFor(Address client)
    {
        var hash = HashOf(client);
        lock (_knownLock)
            return _known.Contains(hash);
    }

    /// <inheritdoc/>
    public void Vouch(Address client) => Note(HashOf(client), vouches: true);

    /// <inheritdoc/>
    public void Withdraw(Address client) => Note(HashOf(client), vouches: false);

    /// <summary>What was vouched for and withdrawn since the last time. Handed out once.</summary>
    public (long[] Vouched, long[] Withdrawn) TakeNews(int most)
    {
        lock (_newsLock)
        {
            var taken = _news.Take(most).ToList();
            foreach (var one in taken)
                _news.Remove(one.Key);
            return ([.. taken.Where(static one => one.Value).Select(static one => one.Key)], [.. taken.Where(static one => !one.Value).Select(static one => one.Key)]);
        }
    }

    /// <summary>News that could not be told: they are handed out again, unless there is newer.</summary>
    public void ReturnNews(long[] vouched, long[] withdrawn)
    {
        lock (_newsLock)
        {
            foreach (var hash in vouched)
                _news.TryAdd(hash, true);
            foreach (var hash in withdrawn)
                _news.TryAdd(hash, false);
        }
    }

    /// <summary>Clients are told of again: a new day.</summary>
    public void BeginDay()
    {
        lock (_newsLock)
            _told.Clear();
    }

    /// <summary>From now on all that the fleet knows is learned anew; until that has ended, what was known before counts as well.</summary>
    public void BeginAnew()
    {
        lock (_knownLock)
            _found = [];
    }

    /// <summary>All was learned anew: what was not among it is known no more.</summary>
    public void EndAnew()
    {
        lock (_knownLock)
            (_known, _found) = (_found ?? _known, null);
    }

    /// <summary>What the fleet knows, or knows no more.</summary>
    public void Learn(IEnumerable<(long Hash, bool Holds)> clients)
    {
        lock (_knownLock)
        {
            foreach (var (hash, holds) in clients)
            {
                Set(_known, hash, holds);
                if (_found is not null)
                    Set(_found, hash, holds);
            }
        }
    }

    /// <summary>The first eight bytes of HMAC-SHA256 (RFC 2104).</summary>
    internal long HashOf(Address client)
    {
        Span<byte> network = stackalloc byte[9];
        network[0] = client.IsIPv4 ? (byte)4 : (byte)6;
        BinaryPrimitives.WriteUInt64BigEndian(network[1..], client.IsIPv4 ? client.IPv4 : client.High);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, network, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static void Set(HashSet<long> clients, long hash, bool holds)
    {
        if (!holds)
            clients.Remove(hash);
        else if (clients.Count < MostKnown)
            clients.Add(hash);
    }

    private void Note(long hash, bool vouches)
    {
        lock (_newsLock)
        {
            // One's word is given once a day, and always taken back.
            if (vouches && !_told.Add(hash))
                return;
            if (!vouches)
                _told.Remove(hash);
            if (_news.Count < MostNews || _news.ContainsKey(hash))
                _news[hash] = vouches;
            if (_told.Count > MostNews + MostNews)
                _told.Clear();
        }
    }
}
