using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using IpBlock.Addresses;

namespace IpBlock.Providers.Braking;

/// <summary>
/// Known good clients, as the servers of a fleet know them together: by keyed hashes of their networks (an IPv4 address, or the /64 of IPv6), so that a
/// database or file of them has no address. All is in memory; another thread reads and writes the database or file from time to time. Thread-safe.
/// </summary>
internal sealed class StandingBook : ISharedStanding
{
    /// <summary>Beyond that nothing more is remembered. The usual fleet has some thousands.</summary>
    public const int MostKnown = 500_000;

    private const int MostNews = 20_000;
    private readonly byte[] _key;
    private readonly object _newsLock = new();
    private readonly Dictionary<long, bool> _news = [];
    private readonly HashSet<long> _told = [];
    private readonly object _knownLock = new();
    private HashSet<long> _known = [];

    // What a reading of everything has found so far; null while none is under way.
    private HashSet<long>? _found;
    private long _changes;

    /// <param name="key">What the hashes are made with, the same on all servers.</param>
    public StandingBook(byte[] key) => _key = key;

    /// <summary>What the hashes are made with.</summary>
    public byte[] Key => _key;

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
            return (Those(taken, vouched: true), Those(taken, vouched: false));
        }
    }

    /// <summary>News that could not be told: they are handed out again, unless there is newer.</summary>
    public void ReturnNews(long[] vouched, long[] withdrawn)
    {
        lock (_newsLock)
        {
            foreach (var hash in vouched.Where(hash => !_news.ContainsKey(hash)))
                _news.Add(hash, true);
            foreach (var hash in withdrawn.Where(hash => !_news.ContainsKey(hash)))
                _news.Add(hash, false);
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
        {
            _changes += _found is not null && !_found.SetEquals(_known) ? 1 : 0;
            (_known, _found) = (_found ?? _known, null);
        }
    }

    /// <summary>What the fleet knows, or knows no more.</summary>
    public void Learn(IEnumerable<(long Hash, bool Holds)> clients)
    {
        lock (_knownLock)
        {
            foreach (var (hash, holds) in clients)
            {
                _changes += Set(_known, hash, holds) ? 1 : 0;
                if (_found is not null)
                    Set(_found, hash, holds);
            }
        }
    }

    /// <summary>All that is known, and <see cref="Changes"/> until then.</summary>
    public (long[] Known, long Changes) ToWrite()
    {
        lock (_knownLock)
            return ([.. _known], _changes);
    }

    /// <summary>Grows with each change of what is known.</summary>
    public long Changes
    {
        get
        {
            lock (_knownLock)
                return _changes;
        }
    }

    /// <summary>The first eight bytes of HMAC-SHA256 (RFC 2104).</summary>
    internal long HashOf(Address client)
    {
        var network = new byte[9];
        network[0] = client.IsIPv4 ? (byte)4 : (byte)6;
        var prefix = client.IsIPv4 ? client.IPv4 : (long)client.High;
        BitConverter.GetBytes(IPAddress.HostToNetworkOrder(prefix)).CopyTo(network, 1);
        return IPAddress.NetworkToHostOrder(BitConverter.ToInt64(Hmac(network), 0));
    }

    /// <summary>Notes what another process of this server vouches for or withdraws.</summary>
    internal void Pass(IEnumerable<long> vouched, IEnumerable<long> withdrawn)
    {
        foreach (var hash in vouched)
            Note(hash, vouches: true);
        foreach (var hash in withdrawn)
            Note(hash, vouches: false);
    }

    private static long[] Those(List<KeyValuePair<long, bool>> news, bool vouched) =>
        [.. news.Where(one => one.Value == vouched).Select(static one => one.Key)];

    private byte[] Hmac(byte[] network)
    {
#if NET
        return HMACSHA256.HashData(_key, network);
#else
        using var hmac = new HMACSHA256(_key);
        return hmac.ComputeHash(network);
#endif
    }

    private static bool Set(HashSet<long> clients, long hash, bool holds) => holds ? clients.Count < MostKnown && clients.Add(hash) : clients.Remove(hash);

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
