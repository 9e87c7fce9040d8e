using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Fleet.Keys;

/// <summary>
/// The keys of the fleet by their numbers. The newest seals; the older ones open what was sealed before a server left. No database has ever seen one.
/// </summary>
internal sealed class FleetKeys
{
    private readonly SortedDictionary<int, byte[]> _keys;

    private FleetKeys(SortedDictionary<int, byte[]> keys) => _keys = keys;

    /// <summary>The number of the newest.</summary>
    public int Newest => _keys.Keys.Last();

    /// <summary>The first key of a new fleet.</summary>
    public static FleetKeys Create() => new(new SortedDictionary<int, byte[]> { [1] = NewKey() });

    /// <summary>These and a new one.</summary>
    public FleetKeys Next() => new(new SortedDictionary<int, byte[]>(_keys) { [Newest + 1] = NewKey() });

    /// <summary>A key; null when this member does not have it.</summary>
    public byte[]? Find(int number) => _keys.TryGetValue(number, out var key) ? key : null;

    /// <summary>
    /// True when all the keys of an older ring are in this one. Whoever could write into the database, but has never had a key, could else seal a ring of
    /// his own for a server, and settings with it.
    /// </summary>
    public bool Continues(FleetKeys older) => older._keys.All(key => Find(key.Key) is { } here && CryptographicOperations.FixedTimeEquals(here, key.Value));

    public byte[] Encode()
    {
        var keys = _keys.Select(static key => new JProperty(key.Key.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(key.Value)));
        return Encoding.UTF8.GetBytes(new JObject(keys).ToString(Formatting.None));
    }

    /// <summary>Null when these are no keys.</summary>
    public static FleetKeys? Decode(byte[]? bytes)
    {
        try
        {
            var keys = new SortedDictionary<int, byte[]>();
            foreach (var key in JObject.Parse(Encoding.UTF8.GetString(bytes ?? [])).Properties())
                keys.Add(int.Parse(key.Name, CultureInfo.InvariantCulture), Convert.FromBase64String((string?)key.Value ?? ""));
            return keys.Count > 0 && keys.Values.All(static key => key.Length == SymmetricBox.KeyLength) ? new FleetKeys(keys) : null;
        }
        catch (Exception damaged) when (DamagedJson.Explains(damaged))
        {
            return null;
        }
    }

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(SymmetricBox.KeyLength);
}
