using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>
/// Stops those who guess passwords. A name that failed ten times within a quarter of an hour is locked for as long, whether an account has it or not,
/// over a restart too;
/// an address may try twenty times a minute, and of IPv6 a network of 64 bits.
/// </summary>
public sealed class SignInLimits(AccountDatabase database, Clock clock)
{
    /// <summary>How many failures lock a name.</summary>
    public const int FailuresOfName = 10;

    /// <summary>How many tries an address has a minute, good ones counted too.</summary>
    public const int TriesOfAddress = 20;

    /// <summary>How long a name stays locked, and after how long its failures are forgotten.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _addressesLock = new();
    private readonly Dictionary<string, (TimeSpan Since, int Count)> _addresses = new(StringComparer.Ordinal);

    /// <summary>True when the address may try now; counts the try.</summary>
    public bool MayTry(string address)
    {
        address = SiteOf(address);
        var now = clock.Elapsed;
        lock (_addressesLock)
        {
            if (_addresses.Count >= MostAddresses)
                Forget(now);
            if (!_addresses.TryGetValue(address, out var tries) || now - tries.Since >= Minute)
                tries = (now, 0);
            _addresses[address] = (tries.Since, tries.Count + 1);
            return tries.Count < TriesOfAddress;
        }
    }

    /// <summary>True while the name is locked.</summary>
    public bool IsLocked(string name)
    {
        using var connection = database.Open();
        return connection.Scalar(
            "SELECT 1 FROM failures WHERE key = $key AND count >= $most AND last > $since",
            ("key", AccountStore.KeyOf(name)), ("most", FailuresOfName), ("since", AccountDatabase.Text(clock.UtcNow - Lock))) is not null;
    }

    /// <summary>Counts a failure; true when it locks the name.</summary>
    internal bool Failed(string name)
    {
        var now = clock.UtcNow;
        using var connection = database.Open();
        connection.Execute("DELETE FROM failures WHERE last <= $since", ("since", AccountDatabase.Text(now - Lock)));
        return connection.Scalar(
            "INSERT INTO failures (key, count, last) VALUES ($key, 1, $now) ON CONFLICT (key) DO UPDATE SET count = count + 1, last = $now RETURNING count",
            ("key", AccountStore.KeyOf(name)), ("now", AccountDatabase.Text(now))) is long and FailuresOfName;
    }

    /// <summary>A good sign-in, or a new password, forgets the failures.</summary>
    internal void Succeeded(string name)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM failures WHERE key = $key", ("key", AccountStore.KeyOf(name)));
    }

    // Whoever has one address of IPv6 has 2^64 of them.
    private static string SiteOf(string address)
    {
        const int network = 8;
        if (!IPAddress.TryParse(address, out var parsed) || parsed.IsIPv4MappedToIPv6 || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        return Convert.ToHexStringLower(parsed.GetAddressBytes().AsSpan(0, network));
    }

    private void Forget(TimeSpan now)
    {
        foreach (var old in _addresses.Where(one => now - one.Value.Since >= Minute).Select(static one => one.Key).ToList())
            _addresses.Remove(old);
        if (_addresses.Count >= MostAddresses)
            _addresses.Clear();
    }
}
