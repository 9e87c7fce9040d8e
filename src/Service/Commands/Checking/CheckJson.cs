using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Checking;

internal static class CheckJson
{
    public static void Write(JsonObject json, CheckReport report, IReadOnlyList<string> differences) => json
        .Set("client", report.Verdict.Client.ToString()).Set("recipient", report.Recipient).Set("helo", report.Helo)
        .Set("asListed", report.AsListed is not { } made ? null : inner => inner.Set("listing", made.Listing).Set("neverMatching", made.NeverMatching))
        .Set("rules", Rules(report), static (inner, step) => inner
            .Set("rule", Names.Camel(step.Rule)).Set("result", Names.Camel(step.Result)).Set("detail", OptionHint.DetailOf(step)).Set("score", step.Score))
        .Set("providers", report.Providers, (inner, step) => Write(inner, step, report.AsListed is not null))
        .Set("verdict", verdict => WriteVerdict(verdict, report))
        .Set("recipientException", report.RecipientException is not { } exception ? null : inner => inner
            .Set("recipient", exception.Recipient.ToString()).Set("comment", exception.Comment)
            .Set("expires", exception.Expires is { } end ? PointInTime.Format(end) : null))
        .Set("outcome", Names.Camel(report.Outcome))
        .Set("policy", report.Policy.Length > 0 ? report.Policy : null)
        .Set("thresholds", report.Thresholds is not { } thresholds ? null : inner => inner.SetAll(thresholds))
        .Set("otherwiseFor", report.OtherwiseFor, static (inner, outcome) => inner
            .Set("policy", outcome.Policy).Set("action", Names.Camel(outcome.Verdict.Action)).Set("score", outcome.Verdict.Cause().Score)
            .Set("reply", outcome.Verdict.Reply?.ToString()).Set("reportedReply", outcome.Verdict.Reported?.Reply?.ToString()))
        .Set("differences", differences);

    private static IEnumerable<RuleStep> Rules(CheckReport report) =>
        report.ScoreRule is { } score ? [.. report.Rules, report.DynamicHost, score, report.HeloRule] : [.. report.Rules, report.DynamicHost, report.HeloRule];

    private static void Write(JsonObject json, ProviderStep step, bool isMadeUp)
    {
        json.Set("name", step.Provider.Settings.Name).Set("kind", ProviderKinds.Word(step.Provider.Kind)).Set("priority", step.Provider.Priority)
            .Set("result", Names.Camel(step.Result)).Set("detail", step.Detail).Set("score", step.Score)
            .Set("question", step.Seen?.Answer is null ? null : step.Seen.Question)
            .Set("returnCodes", step.Codes, (code, bits) => code.Set("code", new ReturnCode(bits).ToString()).Set("meaning", step.Seen!.Provider.MeaningOf(bits)))
            .Set("reason", step.Seen?.Reason);
        if (step.Seen is not { Answer: { } answer } seen)
            return;
        json.Set("madeUp", isMadeUp).Set("outcome", Names.Camel(answer.Outcome))
            .Set("milliseconds", seen.Took.TotalMilliseconds).Set("fromCache", seen.IsFromCache)
            .Set("matchedCode", answer.Outcome == ProviderOutcome.Matched ? new ReturnCode(answer.Code).ToString() : null)
            .Set("matchedBy", Names.Camel(answer.MatchedBy));
    }

    private static void WriteVerdict(JsonObject json, CheckReport report)
    {
        var verdict = report.Verdict;
        json.Set("action", Names.Camel(verdict.Action)).Set("rule", Names.Camel(verdict.Rule)).Set("provider", verdict.Answer is null ? null : verdict.ProviderName).Set("list", verdict.List?.Settings.Name)
            .Set("partial", verdict.IsPartial).Set("missing", verdict.Missing.Select(static answer => answer.Provider.Name))
            .Set("milliseconds", verdict.Took.TotalMilliseconds).Set("reply", verdict.Reply?.ToString()).Set("score", verdict.Cause().Score)
            .Set("reported", verdict.Reported is not { } kept ? null : inner => inner
                .Set("rule", Names.Camel(kept.Rule)).Set("provider", kept.Answer is null ? null : kept.ProviderName).Set("list", kept.List?.Settings.Name).Set("reply", kept.Reply?.ToString()))
            .Set("removalPage", report.RemovalPage.Length > 0 ? report.RemovalPage : null)
            .Set("saidAt", verdict.Reply is null ? null : report.RefusesAtRecipient ? "recipient" : "connect");
    }
}
