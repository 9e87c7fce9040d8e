using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Policies;

/// <summary>A recipient policy as it is shown: what the settings say of it, and the recipients with those of its file as it is now.</summary>
public sealed class PolicyReport
{
    private readonly IReadOnlyList<RecipientPattern>? _inFile;

    private PolicyReport(RecipientPolicySettings settings, int priority, IReadOnlyList<RecipientPattern>? inFile, string? trouble)
    {
        Settings = settings;
        Priority = priority;
        _inFile = inFile;
        Trouble = trouble;
    }

    /// <summary>What the administrator says of it.</summary>
    public RecipientPolicySettings Settings { get; }

    /// <summary>Its place; of two policies that name a recipient the one with the lower number counts.</summary>
    public int Priority { get; }

    /// <summary>How many recipients it names, with those of its file.</summary>
    public int Recipients => Settings.Recipients.Count + (_inFile?.Count ?? 0);

    /// <summary>How many of them its file names; null when it has none, or it could not be read.</summary>
    public int? InFile => _inFile?.Count;

    /// <summary>Why its file cannot be used, with what to do; null when nothing is wrong with it.</summary>
    public string? Trouble { get; }

    /// <summary>The policies in their order.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="settingsPath">Where they stand: files of recipients are found from there.</param>
    /// <param name="clock">The time.</param>
    public static IReadOnlyList<PolicyReport> All(FilterSettings settings, string settingsPath, Clock clock)
    {
        using var store = RecipientPolicyStore.Load(settings, settingsPath, clock);
        return [.. settings.RecipientPolicies.Select((policy, place) => new PolicyReport(policy, place + 1, store.InFile(place), store.TroubleOf(place)))];
    }

    /// <summary>Whether this is its name; upper and lower case are the same.</summary>
    public bool IsCalled(string name) => string.Equals(Settings.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>How it names a recipient, as it is written there; null when it does not.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <param name="delimiters">The characters that set off an extension.</param>
    public string? PatternFor(RecipientAddress recipient, string delimiters) =>
        Settings.Recipients.Concat(_inFile ?? []).FirstOrDefault(pattern => pattern.Matches(recipient, delimiters))?.ToString();
}
