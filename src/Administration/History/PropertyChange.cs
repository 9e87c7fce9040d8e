namespace IpBlock.Administration.History;

/// <summary>What one property was before a change, and what it is after it, as it may be shown: without keys.</summary>
public sealed class PropertyChange
{
    internal PropertyChange(string path, string? old, string? now, bool keyChanged)
    {
        Path = path;
        Old = old;
        New = now;
        KeyChanged = keyChanged;
    }

    /// <summary><c>dns.servers</c>, <c>blockProviders[Zen].statusCode</c>, <c>blockList[192.0.2.1]</c>; of the order of a list <c>blockProviders (order)</c>.</summary>
    public string Path { get; }

    /// <summary>The value before; null when the file had none, and the default held.</summary>
    public string? Old { get; }

    /// <summary>The value after; null when the file has none.</summary>
    public string? New { get; }

    /// <summary>True when what differs is a key, which is never shown: both values then look the same.</summary>
    public bool KeyChanged { get; }

    /// <summary>The same change, named as that of a part of many servers: <c>group canary: mode</c>.</summary>
    internal PropertyChange For(string whom) => new($"{whom}: {Path}", Old, New, KeyChanged);

    /// <summary><c>lookup: parallel -> sequential</c></summary>
    public override string ToString() => (Old, New, KeyChanged) switch
    {
        (_, _, true) => $"{Path}: {New} (the key changed)",
        (null, _, _) => $"{Path}: set to {New}",
        (_, null, _) => $"{Path}: removed, was {Old}",
        _ => $"{Path}: {Old} -> {New}",
    };
}
