using System;
using System.Collections.Generic;

namespace IpBlock.Sessions;

/// <summary>
/// Deferred mail by its key, at most so many: when there is no more room the one that was deferred first goes. 24 bytes each: a ring in the order in which they
/// came, and a hash table over it. It grows as it is filled. Not for two threads at a time.
/// </summary>
internal sealed class DeferredTable
{
    private const int First = 1024;
    private const int None = -1;

    private readonly int _max;
    private ulong[] _keys = [];
    private uint[] _deferredAt = [];
    private uint[] _acceptedAt = [];

    // The places of those in the same bucket, and of the first in each: one bucket for each place.
    private int[] _next = [];
    private int[] _buckets = [];
    private int _start;
    private int _count;
    private int _removed;

    /// <param name="max">More than zero.</param>
    public DeferredTable(int max)
    {
        _max = max;
        Allocate(Math.Min(First, max));
    }

    /// <summary>How many mails are known.</summary>
    public int Count => _count - _removed;

    public int Max => _max;

    public bool TryGet(ulong key, out DeferredEntry entry)
    {
        var place = Find(key);
        entry = place < 0 ? default : EntryAt(place);
        return place >= 0;
    }

    /// <summary>Takes in a mail, or what has become of it. Who is known keeps his place in the order.</summary>
    public void Set(DeferredEntry entry)
    {
        var place = Find(entry.Key);
        if (place < 0)
            place = Append(entry.Key);
        _deferredAt[place] = entry.DeferredAt;
        _acceptedAt[place] = entry.AcceptedAt;
    }

    /// <summary>Forgets a mail. Its place is free again when those that came before it are gone.</summary>
    public void Remove(ulong key)
    {
        var place = Find(key);
        if (place < 0)
            return;
        Unlink(place);
        _next[place] = place; // stands for itself: nobody is here
        _removed++;
    }

    /// <summary>Forgets those at the old end whose time is over, a few at a time.</summary>
    public void DropForgotten(uint now, uint within, int atMost)
    {
        for (var i = 0; i < atMost && _count > 0 && (IsRemoved(_start) || !EntryAt(_start).IsKnownAt(now, within)); i++)
            DropFirst();
    }

    /// <summary>All in the order in which they came.</summary>
    public List<DeferredEntry> ToList()
    {
        var all = new List<DeferredEntry>(Count);
        for (var i = 0; i < _count; i++)
        {
            var place = PlaceOf(i);
            if (!IsRemoved(place))
                all.Add(EntryAt(place));
        }

        return all;
    }

    private DeferredEntry EntryAt(int place) => new(_keys[place], _deferredAt[place], _acceptedAt[place]);

    private bool IsRemoved(int place) => _next[place] == place;

    private int PlaceOf(int index) => (int)(((long)_start + index) % _keys.Length);

    // The keys are hashes: their upper half, as a fraction, is as good a number of a bucket as any.
    private int BucketOf(ulong key) => (int)((key >> 32) * (ulong)_buckets.Length >> 32);

    private int Find(ulong key)
    {
        var place = _buckets[BucketOf(key)];
        while (place >= 0 && _keys[place] != key)
            place = _next[place];
        return place;
    }

    private int Append(ulong key)
    {
        if (_count == _keys.Length)
            MakeRoom();

        var place = PlaceOf(_count++);
        _keys[place] = key;
        Link(place);
        return place;
    }

    private void DropFirst()
    {
        if (IsRemoved(_start))
            _removed--;
        else
            Unlink(_start);
        _start = PlaceOf(1);
        _count--;
    }

    private void Link(int place)
    {
        ref var bucket = ref _buckets[BucketOf(_keys[place])];
        _next[place] = bucket;
        bucket = place;
    }

    private void Unlink(int place)
    {
        ref var link = ref _buckets[BucketOf(_keys[place])];
        while (link != place)
            link = ref _next[link];
        link = _next[place];
    }

    private void MakeRoom()
    {
        if (_keys.Length == _max && _removed <= _max / 4)
        {
            DropFirst();
            return;
        }

        var all = ToList();
        Allocate((int)Math.Min(_max, _keys.Length * 2L));
        foreach (var entry in all)
            Set(entry);
    }

    private void Allocate(int size)
    {
        (_keys, _deferredAt, _acceptedAt) = (new ulong[size], new uint[size], new uint[size]);
        (_next, _buckets) = (new int[size], new int[size]);
        for (var i = 0; i < size; i++)
            _buckets[i] = None;
        _start = _count = _removed = 0;
    }
}
