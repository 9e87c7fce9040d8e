using System;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Changes;

/// <summary>Whether the target of a change is there before it and after it.</summary>
internal enum ChangeKind
{
    /// <summary>It must not be there yet.</summary>
    Adds,

    /// <summary>It is there and stays.</summary>
    Alters,

    /// <summary>It is gone afterwards.</summary>
    Removes,
}

/// <summary>One thing to change in the settings, and what to say of it afterwards.</summary>
internal sealed class Change
{
    /// <param name="kind">Whether the target comes, stays or goes.</param>
    /// <param name="noun">Provider, Entry, Exception or Config: what error ids begin with.</param>
    /// <param name="description">What is changed, with the list that it is on: what the administrator is asked about.</param>
    /// <param name="identity">What is changed, as the administrator named it: the target of an error.</param>
    /// <param name="find">The target as it is in the settings; null when it is not there.</param>
    /// <param name="edits">Made together or not at all.</param>
    public Change(ChangeKind kind, string noun, string description, string identity, Func<FilterSettings, object?> find, params SettingsEdit[] edits)
    {
        Kind = kind;
        Noun = noun;
        Description = description;
        Identity = identity;
        Find = find;
        Edits = edits;
    }

    /// <summary>Whether the target comes, stays or goes.</summary>
    public ChangeKind Kind { get; }

    /// <summary>What error ids begin with.</summary>
    public string Noun { get; }

    /// <summary>What is changed, with the list that it is on.</summary>
    public string Description { get; }

    /// <summary>What is changed, as the administrator named it.</summary>
    public string Identity { get; }

    /// <summary>The target as it is in the settings; null when it is not there.</summary>
    public Func<FilterSettings, object?> Find { get; }

    /// <summary>How it is changed.</summary>
    public SettingsEdit[] Edits { get; }
}
