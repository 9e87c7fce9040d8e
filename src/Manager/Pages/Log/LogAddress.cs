using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.LogIndex;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IpBlock.Manager.Pages.Log;

/// <summary>What the log shows, as it stands in the address of the page, so that it can be kept and sent.</summary>
public sealed record LogAddress
{
    /// <summary>How long ago (<c>24h</c>), or a point in time.</summary>
    public string Since { get; init; } = "";

    /// <summary>A point in time.</summary>
    public string Until { get; init; } = "";

    /// <summary>An address, or a network.</summary>
    public string Client { get; init; } = "";

    /// <summary>A recipient, or a part of one.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>A sender, or a part of one.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The name of a list.</summary>
    public string List { get; init; } = "";

    /// <summary>A server, by its name in the fleet.</summary>
    public string Server { get; init; } = "";

    /// <summary>A rule.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What became of the decisions: a word of <see cref="Outcomes"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>A session.</summary>
    public string Session { get; init; } = "";

    /// <summary>Any text.</summary>
    public string Text { get; init; } = "";

    /// <summary>By what decisions are put together: a word of <see cref="Groupings"/>; empty for one by one.</summary>
    public string Group { get; init; } = "";

    /// <summary>From where a page goes on; empty for the newest.</summary>
    public string Before { get; init; } = "";

    /// <summary>The outcomes that can be chosen, with what they are called.</summary>
    public static IReadOnlyList<(string Word, string Title, LoggedAction[] Actions)> Outcomes { get; } =
    [
        ("refused", "Rejected or deferred", [LoggedAction.Rejected, LoggedAction.Deferred]), ("rejected", "Rejected", [LoggedAction.Rejected]),
        ("deferred", "Deferred", [LoggedAction.Deferred]), ("reported", "Only reported", [LoggedAction.Reported]),
        ("marked", "Accepted and marked", [LoggedAction.Marked]), ("accepted", "Accepted", [LoggedAction.Accepted]),
        ("failed", "Accepted against the verdict", [LoggedAction.Failed]),
    ];

    /// <summary>The groupings that can be chosen, with what they are called.</summary>
    public static IReadOnlyList<(string Word, string Title, LogGrouping Grouping)> Groupings { get; } =
    [
        ("list", "List", LogGrouping.Provider), ("network", "Network", LogGrouping.Network), ("client", "Client", LogGrouping.Client),
        ("recipient", "Recipient", LogGrouping.Recipient), ("sender", "Sender", LogGrouping.Sender), ("rule", "Rule", LogGrouping.Rule),
        ("server", "Server", LogGrouping.Member),
    ];

    /// <summary>The grouping; null for one by one.</summary>
    public LogGrouping? Grouping => Groupings.Where(one => one.Word == Group).Select(static one => (LogGrouping?)one.Grouping).FirstOrDefault();

    /// <summary>The title of the grouping.</summary>
    public string GroupTitle => Groupings.FirstOrDefault(one => one.Word == Group).Title ?? "";

    /// <summary>True when nothing but the newest decisions is asked for, so that new ones can be added on top.</summary>
    public bool CanFollow => Group.Length == 0 && Before.Length == 0 && Until.Length == 0;

    /// <summary>True when all decisions are shown.</summary>
    public bool IsEmpty => this with { Group = "", Before = "" } == new LogAddress();

    /// <summary>Reads the part of an address behind the question mark.</summary>
    public static LogAddress Of(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string name) => values.TryGetValue(name, out var value) ? value.ToString().Trim() : "";
        return new LogAddress
        {
            Since = Value("since"),
            Until = Value("until"),
            Client = Value("client"),
            Recipient = Value("recipient"),
            Sender = Value("sender"),
            Server = Value("server"),
            List = Value("list"),
            Rule = Value("rule"),
            Action = Value("action"),
            Session = Value("session"),
            Text = Value("text"),
            Group = Value("group"),
            Before = Value("before"),
        };
    }

    /// <summary>The part of an address behind the question mark, with it; empty when nothing is set.</summary>
    public string Query => QueryString
        .Create(Values.Where(static one => one.Value.Length > 0).Select(static one => KeyValuePair.Create(one.Name, (string?)one.Value))).ToUriComponent();

    /// <summary>The address of the page, below the base path.</summary>
    public string Page => "log" + Query;

    private IEnumerable<(string Name, string Value)> Values =>
    [
        ("since", Since), ("until", Until), ("client", Client), ("recipient", Recipient), ("sender", Sender), ("server", Server), ("list", List), ("rule", Rule),
        ("action", Action), ("session", Session), ("text", Text), ("group", Group), ("before", Before),
    ];

    /// <summary>The filter for the index.</summary>
    /// <param name="now">From which a length of time counts.</param>
    /// <param name="hidesMailboxes">True for a viewer who must not see senders and recipients.</param>
    /// <param name="errors">What cannot be understood, by the name in the address.</param>
    public LogFilter ToFilter(DateTimeOffset now, bool hidesMailboxes, out IReadOnlyDictionary<string, string> errors)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        errors = wrong;
        var clients = default(AddressRange);
        if (Client.Length > 0 && !AddressRange.TryParse(Client, out clients, out var reason))
            wrong["client"] = reason + ".";
        if (hidesMailboxes && (Recipient.Length > 0 || Sender.Length > 0 || Grouping is LogGrouping.Recipient or LogGrouping.Sender))
            wrong["recipient"] = "Recipients and senders are hidden from your account.";
        return new LogFilter
        {
            Since = MomentOf("since", Since, now, wrong),
            Until = MomentOf("until", Until, now, wrong),
            Clients = Client.Length > 0 ? clients : null,
            Recipient = Set(Recipient),
            Sender = Set(Sender),
            Member = Set(Server),
            Provider = Set(List),
            Rule = Set(Rule),
            Session = Set(Session),
            Text = Set(Text),
            Actions = Outcomes.FirstOrDefault(one => one.Word == Action).Actions,
            HidesMailboxes = hidesMailboxes,
        };
    }

    /// <summary>The decisions of one group.</summary>
    public LogAddress Within(LogGroup group)
    {
        var all = this with { Group = "", Before = "" };
        return Grouping switch
        {
            LogGrouping.Provider => all with { List = group.Name },
            LogGrouping.Member => all with { Server = group.Name },
            LogGrouping.Rule => all with { Rule = group.Name },
            LogGrouping.Recipient => all with { Recipient = group.Name },
            LogGrouping.Sender => all with { Sender = group.Name },
            _ => all with { Client = group.Name },
        };
    }

    private static string? Set(string text) => text.Length > 0 ? text : null;

    private static DateTimeOffset? MomentOf(string name, string text, DateTimeOffset now, Dictionary<string, string> wrong)
    {
        if (text.Length == 0)
            return null;
        if (Administration.Logs.Since.TryParse(text, now, out var moment))
            return moment;
        wrong[name] = $"'{text}' is not a duration such as 24h or 7d, or a time such as 2026-12-31T18:00:00Z.";
        return null;
    }
}
