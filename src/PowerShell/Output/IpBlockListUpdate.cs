using IpBlock.Lists;

namespace IpBlock.PowerShell;

/// <summary>How fetching a list went.</summary>
public sealed class IpBlockListUpdate
{
    internal IpBlockListUpdate(string name, FeedResult result, int entries, string why)
    {
        Name = name;
        Result = result.ToString();
        Entries = entries;
        Why = why;
    }

    /// <summary>The list.</summary>
    public string Name { get; }

    /// <summary>How it ended.</summary>
    public string Result { get; }

    /// <summary>The entries of the version in force.</summary>
    public int Entries { get; }

    /// <summary>Why it failed, or why the new version is held back; empty when all is well.</summary>
    public string Why { get; }

    /// <summary>The name and how it ended.</summary>
    public override string ToString() => Name + ": " + Result;
}
