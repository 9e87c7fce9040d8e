using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>All that the administrator chose: the whole settings file. Immutable, so that a verdict sees one state of it.</summary>
[SettingObject("the settings file")]
public sealed class FilterSettings : IChecked
{
    /// <summary>False: every client is accepted and nobody is asked.</summary>
    [Setting("Whether connections are filtered at all. On, because a server on which the filter is installed wants it; off is for finding out whether the filter is to blame.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Whether anybody is refused.</summary>
    [Setting("`report` refuses nobody: the log and the commands say who would have been refused, and why. For trying the settings on live mail. A provider can be set to report alone.")]
    public FilterMode Mode { get; init; } = FilterMode.Enforce;

    /// <summary>How answers become a verdict.</summary>
    [Setting("How the answers of the providers become a verdict. `firstMatch`: the first provider in order of priority that matches decides, as in Exchange. `score`: the scores of all that match are added, and the sum stands against the thresholds. Exceptions, IP lists and HELO decide alone in both.")]
    public VerdictForm Verdict { get; init; } = VerdictForm.FirstMatch;

    /// <summary>What a sum of scores comes to.</summary>
    [Setting("What a sum of scores comes to, where verdict is `score`.")]
    public ThresholdSettings Thresholds { get; init; } = new();

    /// <summary>What deferring means for a client that is doubtful.</summary>
    [Setting("Deferring a doubtful client's mail once instead of each time. For the threshold defer.")]
    public DeferOnceSettings DeferOnce { get; init; } = new();

    /// <summary>How mail is marked.</summary>
    [Setting("How mail is marked that is accepted although its client is doubtful. For the threshold mark.")]
    public MarkSettings Mark { get; init; } = new();

    /// <summary>Recipients whose mail is judged by other measures, in order.</summary>
    [Setting("Recipients whose mail is judged by another measure, from the same answers. The first policy that names a recipient counts; for all others the settings above do.")]
    public IReadOnlyList<RecipientPolicySettings> RecipientPolicies { get; init; } = [];

    /// <summary>The block lists, in the order of their priority.</summary>
    [Setting("The block lists to ask. The order is the priority: of several lists that match, the first one's reply is sent. None, because every list has terms of use that only you can accept.")]
    public IReadOnlyList<ProviderSettings> BlockProviders { get; init; } = [];

    /// <summary>The allow lists, in the order of their priority.</summary>
    [Setting("The allow lists to ask, in order of priority. A client on one of them is accepted whatever the block lists say.")]
    public IReadOnlyList<ProviderSettings> AllowProviders { get; init; } = [];

    /// <summary>Addresses that are always accepted, whatever the lists say.</summary>
    [Setting("The IP allow list: addresses that are accepted whatever the lists say. Made by hand; the local block list does not touch them.")]
    public IReadOnlyList<ListEntry> AllowList { get; init; } = [];

    /// <summary>Addresses that are always refused.</summary>
    [Setting("The IP block list: addresses that are refused without asking anybody. Made by hand.")]
    public IReadOnlyList<ListEntry> BlockList { get; init; } = [];

    /// <summary>The template of the reply to a client on <see cref="BlockList"/>; null for the default text.</summary>
    [Setting("The text of the reply to a client on blockList: `%0` is the client's address, `%1` the words IP block list, `%%` a per cent sign.", Default = "`%0 has been blocked by connection filter rule %1`", Min = "1", Max = "240", Ascii = true)]
    public string? BlockListResponse { get; init; }

    /// <summary>Lists in files and feeds, in the order of their priority.</summary>
    [Setting("Lists in files, kept by you or fetched: to block or to allow. The order is the priority: of several that hold a client, the first one's reply is sent. They are looked up on this machine, in no time, before any provider is asked.")]
    public IReadOnlyList<ListSettings> Lists { get; init; } = [];

    /// <summary>Who is never refused.</summary>
    [Setting("Clients and recipients that are never refused.")]
    public ExceptionSettings Exceptions { get; init; } = new();

    /// <summary>What becomes of clients with an end user's line.</summary>
    [Setting("Refusing clients whose reverse name is that of an end user's line. Heard after the allow providers and before the block providers.")]
    public DynamicHostSettings DynamicHosts { get; init; } = new();

    /// <summary>What becomes of clients that call themselves what they cannot be.</summary>
    [Setting("Refusing clients by the name that they give with HELO or EHLO. Heard last.")]
    public HeloSettings Helo { get; init; } = new();

    /// <summary>How the providers are asked.</summary>
    [Setting("`parallel` asks all lists at once, so that a connection waits only for the slowest; `sequential` asks in turn and stops at the first match, which saves queries where a list is paid by the query.")]
    public LookupOrder Lookup { get; init; } = LookupOrder.Parallel;

    /// <summary>When a listed client is told so.</summary>
    [Setting("`connect` refuses the connection at once, which costs the least; `recipient` refuses each recipient, so that the log shows who was written to. With exceptions for recipients it is always done per recipient.")]
    public RejectAt RejectAt { get; init; } = RejectAt.Connect;

    /// <summary>What becomes of a client about which lists did not answer in time.</summary>
    [Setting("What happens when a list gave no answer and no other list decided. `accept`, because a list's fault must not stop mail; `defer` answers 451, and the sender comes again.")]
    public OnFailure OnFailure { get; init; } = OnFailure.Accept;

    /// <summary>Time-out of one lookup.</summary>
    [Setting("How long one lookup may take. Lists answer within 100 ms as a rule; two seconds leave room for one lost packet.", Min = "100ms", Max = "30s")]
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time-out of all lookups for one client; not below <see cref="LookupTimeout"/>.</summary>
    [Setting("How long all lookups for one client may take together; not less than lookupTimeout. Three seconds, because some senders hang up when the greeting is late.", Min = "100ms", Max = "60s")]
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The site's own prefix under which IPv4 clients come over IPv6; null for none.</summary>
    [Setting("The site's own NAT64 prefix, such as `2001:db8:64::/96`: a client under it is the IPv4 client that it stands for (RFC 6052), also in allowList, blockList and the exceptions. The well-known prefix `64:ff9b::/96` counts without being named.", Default = "none")]
    public Nat64Prefix? Nat64Prefix { get; init; }

    /// <summary>Which name servers are asked and what is remembered.</summary>
    [Setting("Which name servers are asked, and how long answers are remembered.")]
    public DnsSettings Dns { get; init; } = new();

    /// <summary>How the lists themselves are watched.</summary>
    [Setting("How the lists are watched, and what happens to one that is not fit to decide.")]
    public HealthSettings Health { get; init; } = new();

    /// <summary>The decision log.</summary>
    [Setting("The log of decisions.")]
    public LogSettings Log { get; init; } = new();

    /// <summary>How lists are fetched.</summary>
    [Setting("How lists with a url are fetched, and where they are kept.")]
    public FeedSettings Feeds { get; init; } = new();

    /// <summary>Where newer catalogues of lists come from.</summary>
    [Setting("Whose signed catalogues of well-known lists are used, and where they are fetched from.")]
    public CatalogueSettings Catalogue { get; init; } = new();

    /// <summary>The doors for Postfix and Sendmail.</summary>
    [Setting("Where the service for Postfix and Sendmail listens. Exchange does not need it.")]
    public ServiceSettings Service { get; init; } = new();

    /// <summary>Who is told when something is wrong.</summary>
    [Setting("Who is told when something is wrong, and how. Sent by the service.")]
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
