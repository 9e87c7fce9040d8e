using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Filtering.Rules;
using IpBlock.Lists;
using IpBlock.Providers;
using IpBlock.RecipientPolicies;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Replay;

/// <summary>
/// Judges the decisions of the log once more, by other settings, from what the lists said at the time: the engine itself does, with the log in place of the name servers. What the log does not
/// say, because a list was not asked, is not guessed: such a decision cannot be told. Not for two threads at once.
/// </summary>
public sealed class Replay : IDisposable
{
    /// <summary>What is said of a list, after its name, whose answer is not in the log.</summary>
    public const string NotQueried = "was not queried at the time";

    private readonly FilterSettings _settings;
    private readonly RecordedAnswers _answers = new();
    private readonly RecordedClock _clock = new();
    private readonly RecipientPolicyStore _policies;
    private readonly ConnectionFilter _filter;
    private readonly RecordedLists _files;
    private readonly ListStore _newFiles;
    private readonly bool _newNames;

    /// <summary>A replay by these settings.</summary>
    /// <param name="settings">The settings that are to be tried.</param>
    /// <param name="settingsPath">Where they stand: files of recipients are found from there.</param>
    /// <param name="before">The settings that the decisions were made by, as far as is known: what they and the others have in common need not be in the log.</param>
    public Replay(FilterSettings settings, string settingsPath, FilterSettings before)
    {
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _files = new RecordedLists(settings, before ?? throw new ArgumentNullException(nameof(before)));
        _newFiles = _files.Load(settingsPath, _clock);
        _policies = RecipientPolicyStore.Load(settings, settingsPath, _clock);
        _filter = new ConnectionFilter(settings, _answers, _clock, health: _answers, lists: _newFiles, policies: _policies);
        _newNames = NamesOf(settings).Except(NamesOf(before), StringComparer.OrdinalIgnoreCase).Any();
    }

    /// <summary>What a decision would have been.</summary>
    public ReplayedDecision Judge(DecisionRecord line)
    {
        var before = ActionOf(line ?? throw new ArgumentNullException(nameof(line)));
        if (line.Client is not { } client)
            return new ReplayedDecision(line, before, null, null, "the line contains no client");
        _clock.Set(line.Timestamp);
        _answers.Use(line);
        var request = RequestOf(client, line);
        var verdict = Evaluate(request, line);
        if (_files.Judge(line, verdict) is { } byFile)
            return new ReplayedDecision(line, before, byFile == ReplayedAction.Accept ? byFile : UnlessExempt(byFile, line), null, "");
        if (WhyUnknown(verdict, line) is { } why)
            return new ReplayedDecision(line, before, null, verdict, why);
        return new ReplayedDecision(line, before, ActionOf(verdict, line), verdict, "");
    }

    /// <summary>The same with somebody watching: every rule, as a check tells it.</summary>
    /// <returns>Null when the line names no client.</returns>
    internal async Task<CheckReport?> ExplainAsync(DecisionRecord line)
    {
        if (line.Client is not { } client)
            return null;
        _clock.Set(line.Timestamp);
        _answers.Use(line);
        var (recipient, helo) = (line.Recipient.Length == 0 ? null : line.Recipient, line.Helo.Length == 0 ? null : line.Helo);
        var (request, policy) = (RequestOf(client, line), recipient is null ? -1 : _filter.FindPolicy(recipient));
        var explained = await _filter.ExplainAsync(request, helo, policy).ConfigureAwait(false);
        var policies = await PolicyView.LookAsync(_filter, request, helo, recipient, policy).ConfigureAwait(false);
        return new CheckReport(_filter, _newFiles.Current, request, explained, recipient, helo, policies);
    }

    /// <summary>Lets go of the files.</summary>
    public void Dispose()
    {
        _policies.Dispose();
        _newFiles.Dispose();
    }

    private static FilterRequest RequestOf(Address client, DecisionRecord line) => new(client)
    {
        LocalPort = PortOf(line.LocalEndpoint),
        IsAuthenticated = Is(line, VerdictRule.Authenticated),
        IsBypassed = Is(line, VerdictRule.Bypassed),
    };

    private Verdict Evaluate(FilterRequest request, DecisionRecord line)
    {
        // Everything is known or said to be unknown, so that nothing is waited for.
        var verdict = _filter.EvaluateAsync(request).GetAwaiter().GetResult();
        if (line.Recipient.Length > 0 && _filter.AwaitsPolicy(verdict) && _filter.FindPolicy(line.Recipient) is >= 0 and var policy)
            verdict = _filter.JudgeAsync(request, verdict, policy).GetAwaiter().GetResult();
        return line.Helo.Length == 0 ? verdict : _filter.HearHeloAsync(verdict, line.Helo, DecisionRecord.AddressOf(line.LocalEndpoint)).GetAwaiter().GetResult();
    }

    private string? WhyUnknown(Verdict verdict, DecisionRecord line)
    {
        if (MailboxHash.IsHash(line.Recipient) && (_settings.Exceptions.Recipients.Count > 0 || _filter.AwaitsPolicy(verdict)))
            return "the log does not contain the recipient";
        if (_newNames && verdict.IsRefusal)
            return "the log does not show whether the client has one of the host names that were added as exceptions";
        foreach (var step in verdict.Cause().Steps)
        {
            if (step.Provider is { } provider && step.Result == StepResult.Passed && _answers.IsUnknown(provider) && Matters(verdict.Cause()))
                return provider.Name + " " + NotQueried;
            if (step.Rule == VerdictRule.DynamicHost && step.Result == StepResult.Passed && _answers.IsReverseNameUnknown && Matters(verdict.Cause()))
                return "the client's reverse name was not looked up at the time";
        }

        return null;
    }

    // By first match a list that was reached and is not known might have decided. Of a sum it may be that the scores of those that are not known cannot change what it comes to.
    private bool Matters(Verdict verdict)
    {
        if (verdict.Trail is not { Measure: { Form: VerdictForm.Score } measure, Chain: { } chain })
            return true;
        var (low, high) = (verdict.Trail.Sum, verdict.Trail.Sum);
        var mayDefer = false;
        foreach (var rule in chain.Rules)
        {
            var furthest = rule switch
            {
                ProviderRule provider when IsUnknown(provider.Provider, verdict.Client) => provider.Score.Furthest,
                DynamicHostRule dynamicHost when _settings.DynamicHosts.Enabled && dynamicHost.Enforces && _answers.IsReverseNameUnknown => dynamicHost.Score,
                _ => 0,
            };
            mayDefer |= rule.Provider is { Enforces: true } silent && IsUnknown(silent, verdict.Client) && (silent.Settings.OnFailure ?? _settings.OnFailure) == OnFailure.Defer;
            low += Math.Min(furthest, 0);
            high += Math.Max(furthest, 0);
        }

        var band = measure.Thresholds.BandOf(low);
        return band != measure.Thresholds.BandOf(high) || (band == ScoreBand.None && mayDefer);
    }

    private bool IsUnknown(Provider provider, Address client) => provider.Asks(client) && _answers.IsUnknown(provider);

    private ReplayedAction ActionOf(Verdict verdict, DecisionRecord line)
    {
        if (verdict.IsMarked)
            return ReplayedAction.Mark;
        if (!verdict.IsRefusal)
            return ReplayedAction.Accept;
        if (verdict.Reply is not { } reply)
            return UnlessExempt(ReplayedAction.Report, line);
        return IsSecondTry(verdict, line) ? ActionOf(line) : UnlessExempt(reply.StatusCode < 500 ? ReplayedAction.Defer : ReplayedAction.Reject, line);
    }

    private ReplayedAction UnlessExempt(ReplayedAction refusal, DecisionRecord line) =>
        line.Recipient.Length > 0 && _filter.FindRecipientException(line.Recipient) is not null ? ReplayedAction.Accept : refusal;

    // Deferred once, and accepted when it came again: by the log that is how it was.
    private static bool IsSecondTry(Verdict verdict, DecisionRecord line) =>
        verdict is { Action: VerdictAction.Defer, Rule: VerdictRule.Score, Trail.Measure.DefersOnce: true } && Is(line, VerdictRule.Score) && line.SmtpResponse.Length == 0;

    private static ReplayedAction ActionOf(DecisionRecord line)
    {
        if (line.IsReport)
            return ReplayedAction.Report;
        if (line.Action.StartsWith("Mark", StringComparison.Ordinal))
            return ReplayedAction.Mark;
        if (line.SmtpResponse.Length == 0)
            return ReplayedAction.Accept;
        return line.SmtpResponse[0] == '4' ? ReplayedAction.Defer : ReplayedAction.Reject;
    }

    private static bool Is(DecisionRecord line, VerdictRule rule) => string.Equals(line.Rule, rule.ToString(), StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(FilterSettings settings) =>
        settings.Exceptions.Clients.Where(static exception => exception.Client.HostName is not null).Select(static exception => exception.Client.ToString());

    private static int PortOf(string endpoint) =>
        endpoint.LastIndexOf(':') is >= 0 and var colon && int.TryParse(endpoint.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
}
