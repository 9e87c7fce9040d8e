using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Administration.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>A provider as Get-IpBlockProvider shows it, under the names that Exchange's Get-IPBlockListProvider has.</summary>
public sealed class IpBlockProvider
{
    internal IpBlockProvider(ProviderReport report)
    {
        var (settings, health) = (report.Settings, report.Health);
        State = health.Report.State;
        StateSince = health.Report.Since == default ? null : health.Report.Since.LocalDateTime;
        StateReason = State == HealthState.Healthy ? "" : health.Report.Raw + ". " + health.Report.NextStep;
        Suspended = health.IsSuspended;
        Braked = health.IsBraked;
        BrakeReason = health.BrakedWhy;
        Kind = report.Kind;
        Priority = report.Priority;
        Name = settings.Name;
        LookupDomain = report.LookupDomain;
        HasHiddenKey = report.HasKey;
        PublicName = settings.PublicName;
        Enabled = settings.Enabled;
        AnyMatch = settings.AnyMatch;
        BitmaskMatch = settings.BitmaskMatch is { } mask ? IPAddress.Parse(mask.ToString()) : null;
        IPAddressesMatch = [.. settings.IpAddressesMatch.Select(static pattern => pattern.ToString())];
        ReturnCodes = [.. settings.ReturnCodes.Select(static meaning => meaning.ToString())];
        RejectionResponse = settings.RejectionResponse;
        StatusCode = settings.StatusCode;
        EnhancedCode = settings.EnhancedCode;
        Mode = settings.Mode;
        OnFailure = settings.OnFailure;
        IPv4 = settings.IPv4;
        IPv6 = settings.IPv6;
        Probe = settings.Probe;
        Brake = settings.Brake;
        Comment = settings.Comment;
    }

    /// <summary>The name, by which the other cmdlets find the provider.</summary>
    public string Identity => Name;

    /// <summary>What replies and logs call it.</summary>
    public string Name { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>Its place among the providers of its kind; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>Whether it is asked.</summary>
    public bool Enabled { get; }

    /// <summary>The domain that addresses are looked up under, without a key.</summary>
    public string LookupDomain { get; }

    /// <summary>True when the lookup domain has a part that is never shown.</summary>
    public bool HasHiddenKey { get; }

    /// <summary>What is shown instead of the lookup domain; null when nothing was set.</summary>
    public string? PublicName { get; }

    /// <summary>Any code that means "listed" is a match.</summary>
    public bool AnyMatch { get; }

    /// <summary>Codes that share a bit with it are a match; null for none.</summary>
    public IPAddress? BitmaskMatch { get; }

    /// <summary>Codes that fit one of these are a match.</summary>
    public IReadOnlyList<string> IPAddressesMatch { get; }

    /// <summary>What the codes mean, in words.</summary>
    public IReadOnlyList<string> ReturnCodes { get; }

    /// <summary>The template of the reply; null for the default text.</summary>
    public string? RejectionResponse { get; }

    /// <summary>The status code of the reply.</summary>
    public int StatusCode { get; }

    /// <summary>The enhanced status code of the reply.</summary>
    public string EnhancedCode { get; }

    /// <summary>Whether a match refuses the client, or is only logged.</summary>
    public FilterMode Mode { get; }

    /// <summary>What happens when the list gives no answer; null for what the settings say for all.</summary>
    public OnFailure? OnFailure { get; }

    /// <summary>Whether the list is asked about IPv4 clients.</summary>
    public bool IPv4 { get; }

    /// <summary>Whether the list is asked about IPv6 clients.</summary>
    public bool IPv6 { get; }

    /// <summary>How the list is probed.</summary>
    public ProbeKind Probe { get; }

    /// <summary>What happens when the list suddenly lists clients in good standing.</summary>
    public BrakeMode Brake { get; }

    /// <summary>A note, such as why it is not enabled; null for none.</summary>
    public string? Comment { get; }

    /// <summary>How the list is, as the agent or the service has found out.</summary>
    public HealthState State { get; }

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

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
