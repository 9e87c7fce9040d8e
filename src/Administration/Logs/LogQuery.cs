using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Comparison;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Logs;

/// <summary>Which decisions of the log are wanted. Nothing set: all of them.</summary>
public sealed class LogQuery
{
    /// <summary>Decisions from then on; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Decisions before then; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Decisions about clients of this range; null for all.</summary>
    public AddressRange? Clients { get; init; }

    /// <summary>Whether decisions by the provider of this name, empty for none, are wanted; null for all.</summary>
    public Func<string, bool>? Provider { get; init; }

    /// <summary>Decisions about this recipient: an address in any spelling, or with stars that stand for anything (<c>*@example.com</c>, or <c>@example.com</c>); null for all.</summary>
    public string? Recipient { get; init => field = WithLocalPart(value); }

    /// <summary>Decisions about mail of this sender, in the same form; null for all.</summary>
    public string? Sender { get; init => field = WithLocalPart(value); }

    /// <summary>Decisions by this rule, case aside; null for all.</summary>
    public string? Rule { get; init; }

    /// <summary>Decisions whose reason, reply or return codes hold this text, case aside; null for all.</summary>
    public string? Reason { get; init; }

    /// <summary>Decisions of this session; null for all.</summary>
    public string? Session { get; init; }

    /// <summary>Only refusals.</summary>
    public bool OnlyRefusals { get; init; }

    /// <summary>Only what would have been refused, and was reported instead. With <see cref="OnlyRefusals"/> both.</summary>
    public bool OnlyReports { get; init; }

    /// <summary>The decisions that have been logged since the reader was last asked, oldest first.</summary>
    /// <param name="reader">The log.</param>
    /// <param name="comparison">Hears, while the decisions are enumerated, what lists are compared by: also decisions of other providers than those that are wanted, for lists are compared by all that is known of a client.</param>
    public IEnumerable<DecisionRecord> Read(DecisionLogReader reader, ListComparison? comparison = null)
    {
        var hash = Recipient is null && Sender is null ? null : reader.Mailboxes;
        var filter = comparison is null ? Filter(hash) : LineFilter.All;
        foreach (var decision in reader.ReadNew(filter, Since, UsageTo(comparison)))
        {
            if (decision.Timestamp >= Until || !IsClientWanted(decision))
                continue;
            comparison?.Add(decision);
            if (IsWanted(decision, hash))
                yield return decision;
        }
    }

    /// <summary>All decisions that are wanted, newest first: the first are there at once, however large the log.</summary>
    public IEnumerable<DecisionRecord> ReadBackwards(DecisionLogReader reader)
    {
        if (reader is null)
            throw new ArgumentNullException(nameof(reader));
        var hash = Recipient is null && Sender is null ? null : reader.Mailboxes;
        foreach (var decision in reader.ReadBackwards(Filter(hash), Since))
        {
            if (!(decision.Timestamp >= Until) && IsClientWanted(decision) && IsWanted(decision, hash))
                yield return decision;
        }
    }

    /// <summary>The last decisions that are wanted, oldest first.</summary>
    /// <param name="reader">The log.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<DecisionRecord> ReadLast(DecisionLogReader reader, int count)
    {
        var last = ReadBackwards(reader).Take(count).ToList();
        last.Reverse();
        return last;
    }

    /// <summary>What the decisions come to.</summary>
    public DecisionStatistics Count(DecisionLogReader reader)
    {
        var statistics = new DecisionStatistics();
        foreach (var decision in Read(reader))
            statistics.Add(decision);
        return statistics;
    }

    /// <summary>What the decisions say of the lists.</summary>
    public ListComparison Compare(DecisionLogReader reader)
    {
        var comparison = new ListComparison();
        foreach (var _ in Read(reader, comparison))
        {
            // The comparison hears them on the way.
        }

        return comparison;
    }

    private bool IsClientWanted(DecisionRecord decision) => Clients is not { } range || (decision.Client is { } client && range.Contains(client));

    private bool IsWanted(DecisionRecord decision, MailboxHash? hash) =>
        (Provider is null || Provider(decision.Provider))
        && (!(OnlyRefusals || OnlyReports) || (OnlyRefusals && decision.IsRefusal) || (OnlyReports && decision.IsReport))
        && (Rule is null || string.Equals(decision.Rule, Rule, StringComparison.OrdinalIgnoreCase))
        && (Session is null || string.Equals(decision.SessionId, Session, StringComparison.OrdinalIgnoreCase))
        && (Reason is null || Holds(decision.Reason, Reason) || Holds(decision.SmtpResponse, Reason) || Holds(decision.ReturnCodes, Reason))
        && (Recipient is null || IsMailbox(decision.Recipient, Recipient, hash))
        && (Sender is null || IsMailbox(decision.Sender, Sender, hash));

    // RFC 6052: behind a translator a mail server names a client of IPv4 so.
    private const string TranslatedPrefix = "64:ff9b:";

    // What every line that is wanted must hold as it stands there, however its addresses are spelled.
    private LineFilter Filter(MailboxHash? hash) => LineFilter.For([
        Session, Rule, .. PartsOf(hash is null ? Recipient : null), .. PartsOf(hash is null ? Sender : null),
    ]).WithOneOf(Clients is { } range && range.First == range.Last ? [range.First.ToString(), TranslatedPrefix] : []);

    private static string? WithLocalPart(string? mailbox) => mailbox is { Length: > 0 } && mailbox[0] == '@' ? "*" + mailbox : mailbox;

    private static string?[] PartsOf(string? mailbox)
    {
        if (mailbox is null)
            return [];
        var address = RecipientAddress.Of(mailbox);
        return [IsPlain(address.Local) ? address.Local : null, IsPlain(address.Domain) && address.Domain.IndexOf("xn--", StringComparison.Ordinal) < 0 ? address.Domain : null];
    }

    private static bool IsPlain(string part) => part.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-' or '_');

    private static bool Holds(string field, string text) => field.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsMailbox(string logged, string wanted, MailboxHash? hash)
    {
        if (logged.Length == 0)
            return false;
        if (MailboxHash.IsHash(logged))
            return string.Equals(logged, hash?.Of(wanted), StringComparison.Ordinal);
        var mailbox = RecipientAddress.Of(logged).ToString();
        return wanted.IndexOf('*') >= 0 ? Glob.Matches(RecipientAddress.Of(wanted).ToString(), mailbox) : string.Equals(RecipientAddress.Of(wanted).ToString(), mailbox, StringComparison.Ordinal);
    }

    // How often a list was asked about some clients only is not in the log.
    private Action<UsageRecord>? UsageTo(ListComparison? comparison) => comparison is null || Clients is not null ? null : record =>
    {
        if (!(record.From >= Until))
            comparison.Add(record);
    };
}
