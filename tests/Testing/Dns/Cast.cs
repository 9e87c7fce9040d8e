using System;
using System.Collections.Concurrent;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>All zones and names of a server, and which of them a question is for.</summary>
internal sealed class Cast
{
    private readonly ConcurrentDictionary<string, ZoneScript> _zones = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, NameScript> _names = new(StringComparer.Ordinal);

    public ZoneScript Zone(string name, Func<string, ZoneScript> make) => _zones.GetOrAdd(Checked(name), make);

    public NameScript Name(string name) => _names.GetOrAdd(Checked(name), _ => new NameScript());

    public Role Find(string name)
    {
        var zone = ZoneOf(name);
        _names.TryGetValue(name, out var own);
        return new Role(zone, own, name);
    }

    // A name that cannot be sent is a mistake in the test, and is told where it was made.
    private static string Checked(string name) => WireName.Encode(name).Length > 255
        ? throw new ArgumentException($"The name '{name}' is longer than 255 bytes.", nameof(name))
        : WireName.Plain(name);

    private ZoneScript? ZoneOf(string name)
    {
        for (var start = 0; start >= 0 && start < name.Length; start = Next(name, start))
        {
            if (_zones.TryGetValue(name[start..], out var zone))
                return zone;
        }

        return null;
    }

    private static int Next(string name, int start)
    {
        var dot = name.IndexOf('.', start);
        return dot < 0 ? -1 : dot + 1;
    }
}

/// <summary>Who answers for a name. With neither zone nor name the server knows nothing of it.</summary>
internal readonly struct Role(ZoneScript? zone, NameScript? own, string name)
{
    public bool IsOurs => zone is not null || own is not null;

    public string ZoneName => zone?.Name ?? name;

    public Play Play => own is null ? zone?.Play ?? Play.Unsaid : own.Play.Over(zone?.Play ?? Play.Unsaid);

    public bool IsApex => string.Equals(name, ZoneName, StringComparison.Ordinal);

    /// <summary>The records there are; a name without records is one that does not exist.</summary>
    public NameScript? Source =>
        zone is { Always.Records.Length: > 0 } ? zone.Always
        : own is { Records.Length: > 0 } ? own
        : zone is { World.Records.Length: > 0 } && !IsApex ? zone.World
        : null;
}
