using System;
using System.Collections.Generic;

namespace IpBlock.Fleet.Versions;

/// <summary>What becomes of what was changed on a server itself when it takes a version of the fleet.</summary>
public enum TakeChoice
{
    /// <summary>Nothing is taken as long as there are such changes.</summary>
    Ask,

    /// <summary>They are given up; the history of the settings file keeps them.</summary>
    Theirs,

    /// <summary>The file stays as it is, and the version counts as taken.</summary>
    Ours,

    /// <summary>Both, property by property; where both have changed the same one, nothing is taken.</summary>
    Merge,
}

/// <summary>What became of a version on a server.</summary>
public sealed class TakeResult
{
    private readonly Lazy<IReadOnlyList<string>> _localChanges;

    // With 100,000 entries to compare the local changes take a second, which the way to "in force" does not have.
    internal TakeResult(int number, bool changed, string? problem, Func<IReadOnlyList<string>> localChanges, int? change = null)
    {
        Number = number;
        Changed = changed;
        Problem = problem;
        _localChanges = new Lazy<IReadOnlyList<string>>(localChanges);
        Change = change;
    }

    /// <summary>The version.</summary>
    public int Number { get; }

    /// <summary>True when the settings file was written.</summary>
    public bool Changed { get; }

    /// <summary>Why it was not taken, in a sentence; null when it was.</summary>
    public string? Problem { get; }

    /// <summary>
    /// What was changed on this server since the last version, a line for each property; that is why it was not taken, or what stays different.
    /// </summary>
    public IReadOnlyList<string> LocalChanges => _localChanges.Value;

    /// <summary>The number of the change in the history of the settings file.</summary>
    public int? Change { get; }
}
