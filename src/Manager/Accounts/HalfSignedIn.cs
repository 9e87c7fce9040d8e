using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>Those who have given the right password and have yet to give a code: for five minutes, and until the page is started anew.</summary>
public sealed class HalfSignedIn(Clock clock)
{
    /// <summary>How long one may take to look at the phone.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Each has given a right password: more than this is no one's daily work.
    private const int Most = 1_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Account, TimeSpan Until)> _all = new(StringComparer.Ordinal);

    /// <summary>Remembers an account; the key with which the code is to come.</summary>
    internal string Begin(long account)
    {
        var (key, now) = (SecretKey.New(), clock.Elapsed);
        lock (_lock)
        {
            foreach (var old in _all.Where(one => one.Value.Until <= now).Select(static one => one.Key).ToList())
                _all.Remove(old);
            if (_all.Count >= Most)
                _all.Clear();
            _all[SecretKey.HashOf(key)] = (account, now + Lifetime);
        }

        return key;
    }

    /// <summary>The account of a key; null when it is wrong, too old or used.</summary>
    internal long? Find(string? key)
    {
        if (!SecretKey.IsOne(key))
            return null;
        lock (_lock)
            return _all.TryGetValue(SecretKey.HashOf(key!), out var one) && one.Until > clock.Elapsed ? one.Account : null;
    }

    /// <summary>Forgets a key; false when somebody else was quicker.</summary>
    internal bool End(string key)
    {
        lock (_lock)
            return _all.Remove(SecretKey.HashOf(key));
    }
}
