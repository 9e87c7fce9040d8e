using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.History;

namespace IpBlock.PowerShell;

/// <summary>One change of the settings, as their history has it.</summary>
public sealed class IpBlockConfigChange
{
    internal IpBlockConfigChange(SettingsChange change)
    {
        Number = change.Number;
        Time = change.When.LocalDateTime;
        Account = change.Account;
        Program = change.Program;
        Undoes = change.Undoes;
        What = change.Difference?.Summary ?? "not known: the previous version is no longer available";
        Changes = [.. (change.Difference?.Changes ?? []).Select(static one => new IpBlockPropertyChange(one))];
    }

    /// <summary>Its number, by which Undo-IpBlockConfigChange finds it.</summary>
    public int Number { get; }

    /// <summary>When it was made, in local time; of a change by hand when the file was last written.</summary>
    public DateTime Time { get; }

    /// <summary>The account that made it; empty for a change by hand.</summary>
    public string Account { get; }

    /// <summary>The program with its version; null for a change by hand.</summary>
    public string? Program { get; }

    /// <summary>True for a change in an editor, or by a program that keeps no history.</summary>
    public bool IsByHand => Program is null;

    /// <summary>The number of the change that it takes back; null when it takes none back.</summary>
    public int? Undoes { get; }

    /// <summary>The change in a few words.</summary>
    public string What { get; }

    /// <summary>The properties that it changed.</summary>
    public IReadOnlyList<IpBlockPropertyChange> Changes { get; }

    /// <summary>Number and words.</summary>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ": " + What;
}

/// <summary>What one property was before a change of the settings, and what it was after it: without keys.</summary>
public sealed class IpBlockPropertyChange
{
    private readonly PropertyChange _change;

    internal IpBlockPropertyChange(PropertyChange change) => _change = change;

    /// <summary>The property, such as blockProviders[Zen].statusCode.</summary>
    public string Path => _change.Path;

    /// <summary>The value before; null when the default held.</summary>
    public string? Old => _change.Old;

    /// <summary>The value after; null when the default holds.</summary>
    public string? New => _change.New;

    /// <summary>True when what differs is a key, which is never shown.</summary>
    public bool KeyChanged => _change.KeyChanged;

    /// <summary>The change as a sentence.</summary>
    public override string ToString() => _change.ToString();
}
