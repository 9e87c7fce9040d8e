using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Maddy;

/// <summary>A list of a dnsbl check: which clients it is asked about, which answers count, and by how much.</summary>
internal sealed class MaddyList(string zone, MaddyNode node)
{
    private const string DefaultResponses = "127.0.0.1/24";

    /// <summary>A provider with its score for each rule; what cannot be said is refused here.</summary>
    public IReadOnlyList<ProviderDraft> ToDrafts(PlanBuilder plan)
    {
        var drafts = new List<ProviderDraft>();
        var (four, six) = (node.Flag("client_ipv4", true), node.Flag("client_ipv6", true));
        var shown = "list " + ZoneWords.Shown(zone);
        if (node.Flag("ehlo", false) || node.Flag("mailfrom", false))
            plan.Refuse(shown, node.Line, "it also queries the EHLO name or the sender's domain, and IpBlock queries only addresses");
        if (!four && !six)
            return drafts;
        foreach (var rule in Rules())
        {
            if (rule.Score is not { } score || score == 0)
            {
                plan.Refuse(shown, rule.Line, rule.Score is null ? "its score is not a whole number" : "its score is 0, so it has no effect");
                continue;
            }

            var draft = new ProviderDraft(score > 0 ? ProviderKind.Block : ProviderKind.Allow, zone, rule.Line)
            {
                IPv4 = four,
                IPv6 = six,
                RejectionResponse = rule.Message,
                Score = score,
            };
            draft.Codes.AddRange(rule.Responses.Select(Code));
            drafts.Add(draft);
        }

        return drafts;
    }

    // Blocks "response" stand in place of "responses" and "score".
    private List<Rule> Rules()
    {
        var rules = node.Children.Where(static child => child.Name is "response")
            .Select(static child => new Rule(child.Arguments, Score(child), child.Find("message")?.Arguments.FirstOrDefault(), child.Line)).ToList();
        if (rules.Count == 0)
            rules.Add(new Rule(node.Find("responses")?.Arguments ?? [DefaultResponses], node.Find("score") is null ? 1 : Score(node), null, node.Line));
        return rules;
    }

    private static int? Score(MaddyNode owner) =>
        int.TryParse(owner.Find("score")?.Arguments.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score) ? score
            : null;

    // 127.0.0.1/24 is the network around it.
    private static string Code(string response) => AddressRange.TryParse(response, out var range) ? range.ToString() : response;

    private sealed record Rule(IReadOnlyList<string> Responses, int? Score, string? Message, int Line);
}
