using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>The settings that belong to no single provider, entry or exception.</summary>
public sealed partial class IpBlockConfig
{
    internal IpBlockConfig(FilterSettings settings, string path)
    {
        SettingsPath = path;
        Enabled = settings.Enabled;
        BlockListResponse = settings.BlockListResponse;
        BypassedRecipients = [.. settings.Exceptions.Recipients.Select(static exception => exception.Recipient.ToString())];
        Lookup = settings.Lookup;
        Mode = settings.Mode;
        RejectAt = settings.RejectAt;
        OnFailure = settings.OnFailure;
        LookupTimeout = settings.LookupTimeout;
        TotalTimeout = settings.TotalTimeout;
        Nat64Prefix = settings.Nat64Prefix?.ToString();
        RecipientDelimiter = settings.Exceptions.RecipientDelimiter;
        ExemptPrivateNetworks = settings.Exceptions.ExemptPrivateNetworks;
        ExemptAuthenticated = settings.Exceptions.ExemptAuthenticated;
        ExemptLocalPorts = settings.Exceptions.ExemptLocalPorts;
        _dynamicHosts = settings.DynamicHosts;
        _helo = settings.Helo;
        DnsServers = [.. settings.Dns.Servers.Select(static server => server.ToString())];
        DnsCacheEntries = settings.Dns.CacheEntries;
        DnsMinimumTtl = settings.Dns.MinimumTtl;
        DnsMaximumTtl = settings.Dns.MaximumTtl;
        DnsFailureTtl = settings.Dns.FailureTtl;
        HealthEnabled = settings.Health.Enabled;
        HealthProbeInterval = settings.Health.ProbeInterval;
        HealthShortestWait = settings.Health.ShortestWait;
        LogEnabled = settings.Log.Enabled;
        LogDirectory = FilterEngine.LogDirectory(settings, path);
        LogMaxFileSize = settings.Log.MaxFileSize;
        LogMaxDirectorySize = settings.Log.MaxDirectorySize;
        LogMaxAge = settings.Log.MaxAge;
        LogAccepted = settings.Log.Accepted;
        FeedsDirectory = ListPlace.Directory(settings, path);
        FeedsCaFile = settings.Feeds.CaFile;
        FeedsMaxSize = settings.Feeds.MaxSize;
        FeedsTimeout = settings.Feeds.Timeout;
        ServicePolicyListen = [.. settings.Service.PolicyListen.Select(static address => address.ToString())];
        ServiceMilterListen = [.. settings.Service.MilterListen.Select(static address => address.ToString())];
        ServiceMilterRejectAt = settings.Service.MilterRejectAt;
        ServiceMetricsListen = [.. settings.Service.MetricsListen.Select(static address => address.ToString())];
        ServiceOnError = settings.Service.OnError;
        ServiceTagMessages = settings.Service.TagMessages;
        ServiceMaxConnections = settings.Service.MaxConnections;
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>Whether connections are filtered at all.</summary>
    public bool Enabled { get; }

    /// <summary>The text of the reply to a client on the local block list; null for the default text.</summary>
    public string? BlockListResponse { get; }

    /// <summary>Recipients who get mail from listed clients too.</summary>
    public IReadOnlyList<string> BypassedRecipients { get; }

    /// <summary>Whether all lists are asked at once or in turn.</summary>
    public LookupOrder Lookup { get; }

    /// <summary>Whether anybody is refused, or refusals are only logged.</summary>
    public FilterMode Mode { get; }

    /// <summary>When a listed client is told so.</summary>
    public RejectAt RejectAt { get; }

    /// <summary>What happens when lists give no answer.</summary>
    public OnFailure OnFailure { get; }

    /// <summary>How long one lookup may take.</summary>
    public TimeSpan LookupTimeout { get; }

    /// <summary>How long all lookups for one client may take together.</summary>
    public TimeSpan TotalTimeout { get; }

    /// <summary>The site's own NAT64 prefix; null for none.</summary>
    public string? Nat64Prefix { get; }

    /// <summary>The characters that set off an extension in a recipient's name; empty for none.</summary>
    public string RecipientDelimiter { get; }

    /// <summary>Whether private, loopback and link-local clients are never refused.</summary>
    public bool ExemptPrivateNetworks { get; }

    /// <summary>Whether clients that have logged in are never refused.</summary>
    public bool ExemptAuthenticated { get; }

    /// <summary>The ports of this server on which nobody is refused.</summary>
    public IReadOnlyList<int> ExemptLocalPorts { get; }

    /// <summary>The name servers to ask; empty for those of the system.</summary>
    public IReadOnlyList<string> DnsServers { get; }

    /// <summary>How many answers are remembered.</summary>
    public int DnsCacheEntries { get; }

    /// <summary>An answer is remembered at least this long.</summary>
    public TimeSpan DnsMinimumTtl { get; }

    /// <summary>An answer is remembered at most this long.</summary>
    public TimeSpan DnsMaximumTtl { get; }

    /// <summary>How long a lookup without an answer is remembered.</summary>
    public TimeSpan DnsFailureTtl { get; }

    /// <summary>Whether the lists are watched.</summary>
    public bool HealthEnabled { get; }

    /// <summary>How often a list that is well is probed.</summary>
    public TimeSpan HealthProbeInterval { get; }

    /// <summary>The last list to answer is waited for no shorter than this.</summary>
    public TimeSpan HealthShortestWait { get; }

    /// <summary>Whether decisions are logged.</summary>
    public bool LogEnabled { get; }

    /// <summary>The folder of the decision log.</summary>
    public string LogDirectory { get; }

    /// <summary>A log file is closed when it has this many bytes.</summary>
    public long LogMaxFileSize { get; }

    /// <summary>The oldest log files are deleted when all together have more bytes than this.</summary>
    public long LogMaxDirectorySize { get; }

    /// <summary>Log files older than this are deleted.</summary>
    public TimeSpan LogMaxAge { get; }

    /// <summary>Whether accepted connections are logged too.</summary>
    public bool LogAccepted { get; }

    /// <summary>The folder of the lists that are fetched.</summary>
    public string FeedsDirectory { get; }

    /// <summary>Certificates that are trusted beside the system's when lists are fetched; null for none.</summary>
    public string? FeedsCaFile { get; }

    /// <summary>A list of more bytes than this is not taken.</summary>
    public long FeedsMaxSize { get; }

    /// <summary>How long fetching one list may take.</summary>
    public TimeSpan FeedsTimeout { get; }

    /// <summary>Where the policy service listens for Postfix; empty when it is off.</summary>
    public IReadOnlyList<string> ServicePolicyListen { get; }

    /// <summary>Where the milter listens; empty when it is off.</summary>
    public IReadOnlyList<string> ServiceMilterListen { get; }

    /// <summary>When the milter refuses a listed client.</summary>
    public RejectAt ServiceMilterRejectAt { get; }

    /// <summary>Where the service answers requests for metrics and health; empty when it is off.</summary>
    public IReadOnlyList<string> ServiceMetricsListen { get; }

    /// <summary>What happens to a client when the service itself fails.</summary>
    public OnError ServiceOnError { get; }

    /// <summary>Whether a message that is served although its client is listed gets a header field.</summary>
    public bool ServiceTagMessages { get; }

    /// <summary>How many connections of mail servers each door holds at a time.</summary>
    public int ServiceMaxConnections { get; }
}
