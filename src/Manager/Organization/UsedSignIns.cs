using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Manager.Organization;

/// <summary>
/// Sign-ins that have been completed. Cookie and state prove that a sign-in was begun here, but a browser that keeps the cookie could bring
/// both again; each counts once.
/// </summary>
public sealed class UsedSignIns(Clock clock)
{
    /// <summary>How long a sign-in may take at the provider; after that the state is worth nothing anyway.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TimeSpan> _used = new(StringComparer.Ordinal);

    /// <summary>Marks one as used; false when it was before.</summary>
    /// <param name="number">What was put into the state at the beginning.</param>
    public bool Use(string number)
    {
        var now = clock.Elapsed;
        lock (_lock)
        {
            // Twice as long as needed: the state is dated by the time of day, which may be corrected meanwhile.
            foreach (var old in _used.Where(one => now - one.Value > 2 * Lifetime).Select(static one => one.Key).ToList())
                _used.Remove(old);
            return _used.TryAdd(number, now);
        }
    }
}
