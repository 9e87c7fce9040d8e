using System;
using IpBlock.Reporting.State;

namespace IpBlock.PowerShell;

/// <summary>A list in a file, as a process has it in force.</summary>
public sealed class IpBlockListStatus
{
    private readonly ListState _state;

    internal IpBlockListStatus(ListState state) => _state = state;

    /// <summary>Its name.</summary>
    public string Name => _state.Name;

    /// <summary>Block or Allow.</summary>
    public string Kind => _state.Kind.ToString();

    /// <summary>Reject or Report: whether it rejects.</summary>
    public string Mode => _state.Mode.ToString();

    /// <summary>Its file.</summary>
    public string File => _state.File;

    /// <summary>True when the list is fetched.</summary>
    public bool IsFetched => _state.IsFetched;

    /// <summary>True when clients are looked up in it.</summary>
    public bool IsInForce => _state.IsInForce;

    /// <summary>Its entries in force.</summary>
    public int Entries => _state.Entries;

    /// <summary>When the version in force was written; null when there is none.</summary>
    public DateTimeOffset? Version => _state.Version;

    /// <summary>When its file was last written or found to be up to date; null when there has been none.</summary>
    public DateTimeOffset? Refreshed => _state.Refreshed;

    /// <summary>From then on it is not used unless it is refreshed; null for a list that does not become too old.</summary>
    public DateTimeOffset? Expires => _state.Expires;

    /// <summary>Why its file, as it is now, is not used; empty when it is.</summary>
    public string Trouble => _state.Trouble;

    /// <summary>True when its file is not there.</summary>
    public bool IsMissing => _state.IsMissing;

    /// <summary>True when its file has been good, but is not any more: what it was before is in force.</summary>
    public bool IsOldVersion => _state.IsOldVersion;

    /// <summary>How the last fetch ended.</summary>
    public string LastFetch => _state.LastFetch.ToString();

    /// <summary>Why it failed or why the version was held back; empty otherwise.</summary>
    public string FetchTrouble => _state.FetchTrouble;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
