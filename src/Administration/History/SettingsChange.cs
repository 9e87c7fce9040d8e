using System;

namespace IpBlock.Administration.History;

/// <summary>One change of the settings file.</summary>
public sealed class SettingsChange
{
    internal SettingsChange(KeptVersion version, bool isKept, SettingsDifference? difference)
    {
        Number = version.Number;
        When = version.Origin.When.AddTicks(-(version.Origin.When.Ticks % TimeSpan.TicksPerSecond));
        Account = version.Origin.Account;
        Program = version.Origin.Program;
        Undoes = version.Origin.Undoes;
        IsKept = isKept;
        Difference = difference;
    }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>When it was made, to the second; of a change by hand, when the file was last written.</summary>
    public DateTimeOffset When { get; }

    /// <summary>The account that made it; empty for a change by hand.</summary>
    public string Account { get; }

    /// <summary>The program with its version; null for a change by hand, in an editor or by a program that keeps no history.</summary>
    public string? Program { get; }

    /// <summary>The number of the change that it takes back; null when it takes none back.</summary>
    public int? Undoes { get; }

    /// <summary>False for a change by hand that is not in the history yet.</summary>
    public bool IsKept { get; }

    /// <summary>What it changed; null when the version before it is not kept any more.</summary>
    public SettingsDifference? Difference { get; }
}
