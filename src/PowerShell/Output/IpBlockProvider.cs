using System.Management.Automation;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>A provider as Get-IpBlockProvider shows it, under the names that Exchange's Get-IPBlockListProvider has. Beside these properties it has one for each of the settings.</summary>
public sealed class IpBlockProvider
{
    private readonly ProviderSettings _settings;

    internal IpBlockProvider(ProviderReport report)
    {
        var health = report.Health;
        _settings = report.Settings;
        State = health.Report.State.ToString();
        StateSince = health.Report.Since == default ? null : health.Report.Since.LocalDateTime;
        StateReason = health.Report.State == HealthState.Healthy ? "" : health.Report.Raw + ". " + health.Report.NextStep;
        StateKnown = report.IsKnown;
        NotAskedBy = report.NotAskedBy;
        Suspended = health.IsSuspended;
        Braked = health.IsBraked;
        BrakeReason = health.BrakedWhy;
        Kind = report.Kind.ToString();
        Priority = report.Priority;
        Name = report.Settings.Name;
        LookupDomain = report.LookupDomain;
        HasHiddenKey = report.HasKey;
    }

    /// <summary>The name, by which the other cmdlets find the provider.</summary>
    public string Identity => Name;

    /// <summary>What replies and logs call it.</summary>
    public string Name { get; }

    /// <summary>Block list or allow list.</summary>
    public string Kind { get; }

    /// <summary>Its place among the providers of its kind; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>The domain that addresses are looked up under, without a key.</summary>
    public string LookupDomain { get; }

    /// <summary>True when the lookup domain has a part that is never shown.</summary>
    public bool HasHiddenKey { get; }

    /// <summary>How the list is, as the agent or the service has found out.</summary>
    public string State { get; }

    /// <summary>False when no service or agent has had an answer of it yet, so that its state is not known.</summary>
    public bool StateKnown { get; }

    /// <summary>The running processes that do not ask it although it is enabled: other settings are in force there.</summary>
    public System.Collections.Generic.IReadOnlyList<string> NotAskedBy { get; }

    /// <summary>Since when, in local time; null when it has never been otherwise.</summary>
    public System.DateTime? StateSince { get; }

    /// <summary>What the list answered, and what to do about it; empty for a list that is well.</summary>
    public string StateReason { get; }

    /// <summary>True when it is not asked for now.</summary>
    public bool Suspended { get; }

    /// <summary>True when its listings are only reported for now, because it lists clients in good standing.</summary>
    public bool Braked { get; }

    /// <summary>Why it is braked; empty when it is not.</summary>
    public string BrakeReason { get; }

    /// <summary>With the settings, as it is handed out.</summary>
    internal PSObject WithSettings() => SettingsObject.Of(this, SettingParameters.Provider, setting => setting.Property.Get(_settings));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
