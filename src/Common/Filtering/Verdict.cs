using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Lists;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>What was decided about a client, and why. A value that nothing changes afterwards: doors act on it, logs and commands show it.</summary>
public sealed class Verdict
{
    // Nearly every verdict is about a client of whom there is nothing to say, and takes no memory for what could be said.
    private Grounds? _grounds;

    internal Verdict(Address client, VerdictAction action, VerdictRule rule, TimeSpan took)
    {
        Client = client;
        Action = action;
        Rule = rule;
        Took = took;
    }

    /// <summary>The verdict of a door whose settings have never been good: mail goes through, and the log says why.</summary>
    public static Verdict WithoutSettings(Address client) => new(client, VerdictAction.Accept, VerdictRule.NoSettings, TimeSpan.Zero);

    /// <summary>The client is served, and the refusal is kept for the log.</summary>
    /// <param name="refusal">What is not carried out.</param>
    /// <param name="marked">What is carried out all the same: the mail is marked; null when it is not.</param>
    internal static Verdict ReportOnly(Verdict refusal, Verdict? marked = null) =>
        new(refusal.Client, marked?.Action ?? VerdictAction.Accept, marked?.Rule ?? VerdictRule.None, refusal.Took) { Reported = refusal, Trail = refusal.Trail };

    /// <summary>The mail of a client that would be deferred has been before: it is accepted, and marked where mail is marked at all.</summary>
    /// <param name="ago">How long ago it was deferred first.</param>
    internal Verdict CameAgain(TimeSpan ago) => new(Client, Trail.Measure?.Thresholds.Mark is null ? VerdictAction.Accept : VerdictAction.Mark, Rule, Took)
    {
        Answer = Answer,
        Reason = $"deferred {Duration.Format(ago)} ago, and the client retried",
        Trail = Trail,
    };

    /// <summary>A verified host name speaks for the client.</summary>
    /// <param name="client">About whom.</param>
    /// <param name="by">The rule that heard it.</param>
    /// <param name="found">The exception or the list that has the name.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="trail">The way to it.</param>
    internal static Verdict Exempt(Address client, VerdictRule by, object found, TimeSpan took, Trail trail) => found is ClientException exception
        ? new Verdict(client, VerdictAction.Accept, by, took) { Exception = exception, Trail = trail }
        : new Verdict(client, VerdictAction.Accept, by, took) { List = (LoadedList)found, Trail = trail };

    /// <summary>About whom.</summary>
    public Address Client { get; }

    /// <summary>What becomes of the client.</summary>
    public VerdictAction Action { get; }

    /// <summary>Which rule decided.</summary>
    public VerdictRule Rule { get; }

    /// <summary>How long it took to decide.</summary>
    public TimeSpan Took { get; }

    /// <summary>The deciding provider's answer, when a provider decided.</summary>
    public ProviderAnswer? Answer
    {
        get => _grounds?.Answer;
        internal init => Found.Answer = value;
    }

    /// <summary>The reason the deciding list gives in its TXT record, or why a rule about names decided; empty when there is none. Of a list printable ASCII.</summary>
    public string Reason
    {
        get => _grounds?.Reason ?? "";
        internal init => Found.Reason = value;
    }

    /// <summary>
    /// The page on which the deciding list takes requests for removal, with the client's address in it; empty when none is known, or no list decided.
    /// </summary>
    public string RemovalPage => Answer is { Provider: { Kind: ProviderKind.Block } provider } ? Settings.RemovalPage.For(provider.Settings, Client) : "";

    /// <summary>What to say to the client; null when it is accepted.</summary>
    public SmtpReply? Reply { get; internal init; }

    /// <summary>The refusal that was not carried out, because the settings want it reported only; null when there was none. Its reply is what the client would have heard.</summary>
    public Verdict? Reported
    {
        get => _grounds?.Reported;
        private init => Found.Reported = value;
    }

    /// <summary>The verdict that says why: the refusal that was not carried out, if there was one, else this one.</summary>
    public Verdict Cause() => Reported ?? this;

    /// <summary>
    /// The sum of the scores of the lists that had answered when it was decided; null where no scores are added, or a rule before the scores decided.
    /// </summary>
    public Score? Score => Trail is { Measure.Form: VerdictForm.Score, Chain.ScorePlace: var place } && Trail.ResultAt(place) != StepResult.NotReached
        ? Settings.Score.FromTenths(Trail.Sum)
        : null;

    /// <summary>The recipient policy by which it was decided; empty when it holds for everybody.</summary>
    public string Policy => Trail.Measure?.Policy ?? "";

    /// <summary>True when the mail is accepted and marked.</summary>
    public bool IsMarked => Action == VerdictAction.Mark;

    /// <summary>True when the client is deferred for its scores, and its mail is to be accepted when it comes again.</summary>
    internal bool DefersOnce => Action == VerdictAction.Defer && Rule == VerdictRule.Score && Trail.Measure is { DefersOnce: true };

    /// <summary>True when the client is exempt, or nobody is looked at: it is none of the strangers whom the filter is for.</summary>
    public bool IsClientExempt => Rule is > VerdictRule.None and <= VerdictRule.ClientException;

    /// <summary>True when the client is to be refused, or would be if that were not only reported: the door has to ask whether the recipient is exempt.</summary>
    public bool IsRefusal => Reply is not null || Reported is not null;

    /// <summary>Every rule in the order in which they are heard, with what became of it on the way to this verdict. Made when it is read.</summary>
    public IReadOnlyList<Step> Steps => Trail.Steps();

    /// <summary>The block providers that list the client, as far as they had answered when it was decided; in the order of their priority, with those that only report.</summary>
    public IReadOnlyList<ProviderAnswer> Listed => Trail.Listed;

    /// <summary>The exception that covers the client, when one decided.</summary>
    public ClientException? Exception
    {
        get => _grounds?.Exception;
        internal init => Found.Exception = value;
    }

    /// <summary>The entry of the local list that decided, when one did.</summary>
    public ListEntry? Entry
    {
        get => _grounds?.Entry;
        internal init => Found.Entry = value;
    }

    /// <summary>The list in a file that decided, when one did.</summary>
    public LoadedList? List
    {
        get => _grounds?.List;
        internal init => Found.List = value;
    }

    /// <summary>The lists that were asked and said nothing about the client: late, failed or refusing us.</summary>
    public IReadOnlyList<ProviderAnswer> Missing => Trail.Missing;

    /// <summary>True when a list that was asked said nothing, so that the verdict might have been another.</summary>
    public bool IsPartial => Trail.IsPartial;

    /// <summary>The reverse name that the rule about dynamic hosts matched, empty when there is none; null when the rule did not match.</summary>
    public string? ReverseName
    {
        get => _grounds?.ReverseName;
        internal set
        {
            if (value is not null)
                Found.ReverseName = value;
        }
    }

    /// <summary>
    /// The lookups that it was made from: for the policies of recipients that are still to be named, and for the log, which can wait longer for an answer than a client. Null when nobody was
    /// asked, or nothing more can come of it.
    /// </summary>
    internal ProviderLookups.Asked? Asked
    {
        get => _grounds?.Asked;
        set
        {
            if (value is not null)
                Found.Asked = value;
        }
    }

    /// <summary>What the walk has left behind.</summary>
    internal Trail Trail { get; init; }

    /// <summary>The name of the deciding provider or list; empty when none decided.</summary>
    public string ProviderName => Answer?.Provider.Name ?? List?.Settings.Name ?? "";

    private Grounds Found => _grounds ??= new Grounds();

    private sealed class Grounds
    {
        public ProviderAnswer? Answer;
        public string Reason = "";
        public Verdict? Reported;
        public ClientException? Exception;
        public ListEntry? Entry;
        public LoadedList? List;
        public ProviderLookups.Asked? Asked;
        public string? ReverseName;
    }
}
