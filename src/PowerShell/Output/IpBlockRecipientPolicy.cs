using System.Management.Automation;
using IpBlock.Administration.Policies;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>A recipient policy as Get-IpBlockRecipientPolicy shows it. Beside these properties it has one for each of the settings; null is what it leaves as it is for everybody.</summary>
public sealed class IpBlockRecipientPolicy
{
    private readonly RecipientPolicySettings _settings;

    internal IpBlockRecipientPolicy(PolicyReport report)
    {
        _settings = report.Settings;
        Name = report.Settings.Name;
        Priority = report.Priority;
        RecipientCount = report.Recipients;
        Trouble = report.Trouble;
    }

    /// <summary>The name, by which the other cmdlets find the policy.</summary>
    public string Identity => Name;

    /// <summary>What the log and the cmdlets call it.</summary>
    public string Name { get; }

    /// <summary>Its place; of two policies that name a recipient the one with the lower number counts.</summary>
    public int Priority { get; }

    /// <summary>How many recipients it names, with those of its file.</summary>
    public int RecipientCount { get; }

    /// <summary>Why its file cannot be used; null when nothing is wrong with it.</summary>
    public string? Trouble { get; }

    /// <summary>With the settings, as it is handed out.</summary>
    internal PSObject WithSettings() => SettingsObject.Of(this, SettingParameters.Policy, setting => setting.Get(_settings));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
