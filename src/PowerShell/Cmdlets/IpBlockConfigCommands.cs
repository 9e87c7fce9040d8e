using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows the settings that belong to no provider, entry or exception.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockConfig")]
[OutputType(typeof(IpBlockConfig))]
public sealed class GetIpBlockConfigCommand : IpBlockCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ReadSettings() is { } settings)
            WriteObject(new IpBlockConfig(settings, SettingsFilePath));
    }
}

/// <summary>Changes the settings that belong to no provider, entry or exception.</summary>
[Cmdlet(VerbsCommon.Set, "IpBlockConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IpBlockConfig))]
public sealed partial class SetIpBlockConfigCommand : ChangingCmdlet
{
    /// <summary>Whether connections are filtered at all.</summary>
    [Parameter]
    public bool Enabled { get; set; }

    /// <summary>Recipients who get mail from listed clients too: a list, or a hashtable of Add and Remove.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? BypassedRecipients { get; set; }

    /// <summary>The text of the reply to a client on the local block list; null for the default text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("StaticEntryRejectionResponse")]
    public string? BlockListResponse { get; set; }

    /// <summary>Whether all lists are asked at once or in turn.</summary>
    [Parameter]
    public LookupOrder? Lookup { get; set; }

    /// <summary>Whether anybody is refused, or refusals are only logged.</summary>
    [Parameter]
    public FilterMode? Mode { get; set; }

    /// <summary>When a listed client is told so.</summary>
    [Parameter]
    public RejectAt? RejectAt { get; set; }

    /// <summary>What happens when lists give no answer.</summary>
    [Parameter]
    public OnFailure? OnFailure { get; set; }

    /// <summary>How long one lookup may take: 2s, 500ms, or a TimeSpan.</summary>
    [Parameter]
    public string? LookupTimeout { get; set; }

    /// <summary>How long all lookups for one client may take together.</summary>
    [Parameter]
    public string? TotalTimeout { get; set; }

    /// <summary>The site's own NAT64 prefix, such as 2001:db8:64::/96; null for none.</summary>
    [Parameter]
    public string? Nat64Prefix { get; set; }

    /// <summary>The characters that set off an extension in a recipient's name; empty for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? RecipientDelimiter { get; set; }

    /// <summary>Whether private, loopback and link-local clients are never refused.</summary>
    [Parameter]
    public bool ExemptPrivateNetworks { get; set; }

    /// <summary>Whether clients that have logged in are never refused.</summary>
    [Parameter]
    public bool ExemptAuthenticated { get; set; }

    /// <summary>The ports of this server on which nobody is refused.</summary>
    [Parameter]
    public int[]? ExemptLocalPorts { get; set; }

    /// <summary>The name servers to ask.</summary>
    [Parameter]
    public string[]? DnsServers { get; set; }

    /// <summary>How many answers are remembered.</summary>
    [Parameter]
    public int? DnsCacheEntries { get; set; }

    /// <summary>An answer is remembered at least this long.</summary>
    [Parameter]
    public string? DnsMinimumTtl { get; set; }

    /// <summary>An answer is remembered at most this long.</summary>
    [Parameter]
    public string? DnsMaximumTtl { get; set; }

    /// <summary>How long a lookup without an answer is remembered.</summary>
    [Parameter]
    public string? DnsFailureTtl { get; set; }

    /// <summary>Whether the lists are watched, and those that are not fit to decide left out.</summary>
    [Parameter]
    public bool HealthEnabled { get; set; }

    /// <summary>How often a list that is well is probed.</summary>
    [Parameter]
    public string? HealthProbeInterval { get; set; }

    /// <summary>The last list to answer is waited for no shorter than this.</summary>
    [Parameter]
    public string? HealthShortestWait { get; set; }

    /// <summary>Whether decisions are logged.</summary>
    [Parameter]
    public bool LogEnabled { get; set; }

    /// <summary>The folder of the decision log.</summary>
    [Parameter]
    public string? LogDirectory { get; set; }

    /// <summary>A log file is closed when it has this size.</summary>
    [Parameter]
    public string? LogMaxFileSize { get; set; }

    /// <summary>The oldest log files are deleted when all together are larger than this.</summary>
    [Parameter]
    public string? LogMaxDirectorySize { get; set; }

    /// <summary>Log files older than this are deleted.</summary>
    [Parameter]
    public string? LogMaxAge { get; set; }

    /// <summary>Whether accepted connections are logged too.</summary>
    [Parameter]
    public bool LogAccepted { get; set; }

    /// <summary>The folder of the lists that are fetched.</summary>
    [Parameter]
    public string? FeedsDirectory { get; set; }

    /// <summary>Certificates that are trusted beside the system's when lists are fetched.</summary>
    [Parameter]
    public string? FeedsCaFile { get; set; }

    /// <summary>A list larger than this is not taken: 200MB, or a number of bytes.</summary>
    [Parameter]
    public string? FeedsMaxSize { get; set; }

    /// <summary>How long fetching one list may take: 2m, or a TimeSpan.</summary>
    [Parameter]
    public string? FeedsTimeout { get; set; }

    /// <summary>Where the policy service listens for Postfix; empty when it is off.</summary>
    [Parameter]
    public string[]? ServicePolicyListen { get; set; }

    /// <summary>Where the milter listens; empty when it is off.</summary>
    [Parameter]
    public string[]? ServiceMilterListen { get; set; }

    /// <summary>When the milter refuses a listed client.</summary>
    [Parameter]
    public RejectAt? ServiceMilterRejectAt { get; set; }

    /// <summary>Where the service answers requests for metrics and health; empty when it is off.</summary>
    [Parameter]
    public string[]? ServiceMetricsListen { get; set; }

    /// <summary>What happens to a client when the service itself fails.</summary>
    [Parameter]
    public OnError? ServiceOnError { get; set; }

    /// <summary>Whether a message that is served although its client is listed gets a header field.</summary>
    [Parameter]
    public bool? ServiceTagMessages { get; set; }

    /// <summary>How many connections of mail servers each door holds at a time.</summary>
    [Parameter]
    public int? ServiceMaxConnections { get; set; }

    /// <summary>Any settings by their path in the settings file.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Setting { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = BoundArguments.Of(MyInvocation);
        var path = SettingsFilePath;
        try
        {
            var edits = ConfigArguments.Read(given).Select(static one => SettingsEdit.Set(one.Key, one.Value)).ToList();
            if (given.TryGetValue(nameof(BypassedRecipients), out var recipients))
                edits.AddRange(ConfigArguments.Recipients(recipients, Present?.Exceptions.Recipients ?? []));
            Submit(new Change(ChangeKind.Alters, "Config", path, path, settings => new IpBlockConfig(settings, path), [.. edits]), "Set");
        }
        catch (ArgumentException bad)
        {
            WriteError(new ErrorRecord(bad, "ConfigInvalid", ErrorCategory.InvalidArgument, path));
        }
    }
}
