using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>All that the administrator chose: the whole settings file. Immutable, so that a verdict sees one state of it.</summary>
[SettingObject("the settings file")]
public sealed class FilterSettings : IChecked
{
    /// <summary>False: every client is accepted and nobody is asked.</summary>
    [Setting("Whether connections are filtered. On by default; turn it off to find out whether the filter causes a problem.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Whether anybody is refused.</summary>
    [Setting("`report` does not reject any client: the log and the commands show which clients would have been rejected, and why. Use it to try the settings on live mail. A single provider can also be set to report.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>How answers become a verdict.</summary>
    [Setting("How the answers of the providers become a verdict. `firstMatch`: the first provider in order of priority that matches decides, as in Exchange. `score`: the scores of all that match are added, and the sum is compared with the thresholds. In both cases exceptions, IP lists and the HELO rule are not affected by scores.")]
    public VerdictForm Verdict { get; init; } = VerdictForm.FirstMatch;

    /// <summary>What a sum of scores comes to.</summary>
    [Setting("The action for a sum of scores, if verdict is `score`.")]
    public ThresholdSettings Thresholds { get; init; } = new();

    /// <summary>What deferring means for a client that is doubtful.</summary>
    [Setting("Whether mail of a suspicious client is deferred once instead of each time. For the threshold defer.")]
    public DeferOnceSettings DeferOnce { get; init; } = new();

    /// <summary>How mail is marked.</summary>
    [Setting("How accepted mail from a suspicious client is marked. For the threshold mark.")]
    public MarkSettings Mark { get; init; } = new();

    /// <summary>Recipients whose mail is judged by other measures, in order.</summary>
    [Setting("Other thresholds and providers for the mail of some recipients. All policies use the same answers of the lists. The first policy that contains a recipient applies; for all other recipients the general settings apply.")]
    public IReadOnlyList<RecipientPolicySettings> RecipientPolicies { get; init; } = [];

    /// <summary>The block lists, in the order of their priority.</summary>
    [Setting("The block lists to query. The order is the priority: if several lists match, the reply of the first one is sent. None by default, because every list has terms of use that only you can accept.")]
    public IReadOnlyList<ProviderSettings> BlockProviders { get; init; } = [];

    /// <summary>The allow lists, in the order of their priority.</summary>
    [Setting("The allow lists to query, in order of priority. A client on one of them is accepted, even if it is on a block list.")]
    public IReadOnlyList<ProviderSettings> AllowProviders { get; init; } = [];

    /// <summary>Addresses that are always accepted, whatever the lists say.</summary>
    [Setting("The IP Allow list: addresses that are always accepted, even if they are on the IP Block list or on a provider's list. You maintain it.")]
    public IReadOnlyList<ListEntry> AllowList { get; init; } = [];

    /// <summary>Addresses that are always refused.</summary>
    [Setting("The IP Block list: addresses that are rejected without a query to any provider. You maintain it.")]
    public IReadOnlyList<ListEntry> BlockList { get; init; } = [];

    /// <summary>The template of the reply to a client on <see cref="BlockList"/>; null for the default text.</summary>
    [Setting("The text of the reply to a client on blockList: `%0` is the client's address, `%1` is IP Block list, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1`", Min = "1", Max = "240", Ascii = true)]
    public string? BlockListResponse { get; init; }

    /// <summary>Lists in files and feeds, in the order of their priority.</summary>
    [Setting("Block and allow lists in files that you maintain or that IpBlock fetches. The order is the priority: if several contain a client, the reply of the first one is sent. They are evaluated locally, before any provider is queried.")]
    public IReadOnlyList<ListSettings> Lists { get; init; } = [];

    /// <summary>Who is never refused.</summary>
    [Setting("Clients and recipients whose mail is never rejected.")]
    public ExceptionSettings Exceptions { get; init; } = new();

    /// <summary>What becomes of clients with an end user's line.</summary>
    [Setting("Rejects clients whose reverse name is typical of an end-user connection. Evaluated after the allow providers and before the block providers.")]
    public DynamicHostSettings DynamicHosts { get; init; } = new();

    /// <summary>What becomes of clients that call themselves what they cannot be.</summary>
    [Setting("Rejects clients by the name that they send with HELO or EHLO. Evaluated last.")]
    public HeloSettings Helo { get; init; } = new();

    /// <summary>How the providers are asked.</summary>
    [Setting("`parallel` queries all lists at the same time, so a connection waits only for the slowest; `sequential` queries one after the other and stops at the first match, which saves queries if a list charges for each query.")]
    public LookupOrder Lookup { get; init; } = LookupOrder.Parallel;

    /// <summary>When a listed client is told so.</summary>
    [Setting("`connect` rejects the connection immediately, which needs the least resources; `recipient` rejects each recipient, so the log shows the recipients. With recipient exceptions, IpBlock always rejects each recipient.")]
    public RejectAt RejectAt { get; init; } = RejectAt.Connect;

    /// <summary>What becomes of a client about which lists did not answer in time.</summary>
    [Setting("The action if a list did not answer and no other list decided. `accept` by default, because the failure of a list must not stop mail; `defer` answers 451, and the sender's mail server retries.")]
    public OnFailure OnFailure { get; init; } = OnFailure.Accept;

    /// <summary>Time-out of one lookup.</summary>
    [Setting("The maximum time for one lookup. Lists usually answer within 100 ms; two seconds allow for one lost packet.", Min = "100ms", Max = "30s")]
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time-out of all lookups for one client; not below <see cref="LookupTimeout"/>.</summary>
    [Setting("The maximum time for all lookups of one client; at least lookupTimeout. Three seconds by default, because some senders disconnect if the greeting is late.", Min = "100ms", Max = "60s")]
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The site's own prefix under which IPv4 clients come over IPv6; null for none.</summary>
    [Setting("The site's own NAT64 prefix, such as `2001:db8:64::/96`: a client in it is treated as the IPv4 client that it represents (RFC 6052), also in allowList, blockList and the exceptions. The well-known prefix `64:ff9b::/96` is always recognized.", Default = "none")]
    public Nat64Prefix? Nat64Prefix { get; init; }

    /// <summary>Which name servers are asked and what is remembered.</summary>
    [Setting("The name servers to query, and how long answers are cached.")]
    public DnsSettings Dns { get; init; } = new();

    /// <summary>How the lists themselves are watched.</summary>
    [Setting("How the health of the providers is monitored.")]
    public HealthSettings Health { get; init; } = new();

    /// <summary>The decision log.</summary>
    [Setting("The decision log.")]
    public LogSettings Log { get; init; } = new();

    /// <summary>How lists are fetched.</summary>
    [Setting("How lists with a URL are fetched, and where they are stored.")]
    public FeedSettings Feeds { get; init; } = new();

    /// <summary>Where newer catalogues of lists come from.</summary>
    [Setting("Signed catalogues of well-known lists: the publisher's key and the URL.")]
    public CatalogueSettings Catalogue { get; init; } = new();

    /// <summary>The doors for Postfix and Sendmail.</summary>
    [Setting("The service for Postfix and Sendmail. Exchange does not need it.")]
    public ServiceSettings Service { get; init; } = new();

    /// <summary>Who is told when something is wrong.</summary>
    [Setting("Notifications about problems. The service sends them.")]
    public NotifySettings Notify { get; init; } = new();

    /// <summary>16 hexadecimal digits that tell the text of the file from any other without showing it; empty for settings that come from no file.</summary>
    public string Digest { get; internal set; } = "";

    IEnumerable<Flaw> IChecked.Check()
    {
        if (TotalTimeout < LookupTimeout)
        {
            yield return new Flaw("totalTimeout", $"{Duration.Format(TotalTimeout)} is less than lookupTimeout, {Duration.Format(LookupTimeout)}", "raise totalTimeout or lower lookupTimeout")
            {
                About = ["totalTimeout", "lookupTimeout"],
            };
        }

        foreach (var flaw in ProviderSettings.CheckNames("blockProviders", BlockProviders))
            yield return flaw;
        foreach (var flaw in ProviderSettings.CheckNames("allowProviders", AllowProviders))
            yield return flaw;
        foreach (var flaw in ProviderSettings.CheckRefusals("allowProviders", AllowProviders))
            yield return flaw;
        foreach (var flaw in ProviderSettings.CheckScores("blockProviders", ProviderKind.Block, BlockProviders))
            yield return flaw;
        foreach (var flaw in ProviderSettings.CheckScores("allowProviders", ProviderKind.Allow, AllowProviders))
            yield return flaw;
        foreach (var flaw in RecipientPolicySettings.CheckAll(this))
            yield return flaw;
        foreach (var flaw in ListSettings.CheckAll(Lists))
            yield return flaw;
    }
}
