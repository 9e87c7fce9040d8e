using System;

namespace IpBlock.Providers.Health;

/// <summary>How a list is, as the administrator is to read it. A value; a change of state makes another.</summary>
public sealed class HealthReport
{
    internal static readonly HealthReport Good = new(HealthState.Healthy, default, "");

    internal HealthReport(HealthState state, DateTimeOffset since, string raw)
    {
        State = state;
        Since = since;
        Raw = raw;
    }

    /// <summary>The state.</summary>
    public HealthState State { get; }

    /// <summary>Since when, in UTC; the default value when it has never been otherwise.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>What the list answered, or did not, that brought it there; without a key. Empty for a list that is well.</summary>
    public string Raw { get; }

    /// <summary>What it means and what to do about it, in plain words; empty for a list that is well.</summary>
    public string NextStep { get; internal init; } = "";

    /// <summary>The state in a word or two.</summary>
    public string InWords => State switch
    {
        HealthState.ListsWorld => "lists every address",
        _ => State.ToString().ToLowerInvariant(),
    };

    /// <summary>True when a list in this state is not asked.</summary>
    public bool IsUnfit => State >= HealthState.Silent;
}
