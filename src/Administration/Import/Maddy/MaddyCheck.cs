using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IpBlock.Administration.Import.Maddy;

/// <summary>One dnsbl check: its lists, and what their sum comes to.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Zones">The lists that stand behind its name.</param>
/// <param name="WhyNot">Why not all mail is judged by it; null when it is.</param>
internal sealed record MaddyCheck(MaddyNode Node, IReadOnlyList<string> Zones, string? WhyNot)
{
    private const int NeverByDefault = 9999;
    private const int Never = 1000;
    private static readonly string[] Own = ["debug", "check_early", "quarantine_threshold", "reject_threshold"];

    private int? Reject => Threshold("reject_threshold", NeverByDefault);

    private int? Quarantine => Threshold("quarantine_threshold", 1);

    /// <summary>Adds its lists: with scores where it is the only one, else those that refuse by themselves.</summary>
    public void AddTo(PlanBuilder plan, bool isOne)
    {
        var lists = Zones.Select(zone => new MaddyList(zone, new MaddyNode(zone, [], Node.Line)))
            .Concat(Node.Children.Where(static child => Array.IndexOf(Own, child.Name) < 0)
                .SelectMany(static child => child.Arguments.Prepend(child.Name).Select(zone => new MaddyList(zone, child))))
            .SelectMany(list => list.ToDrafts(plan)).ToList();
        if (WhyNot is null && isOne && FormOf(lists) is { } form)
        {
            form.AddTo(plan, lists);
            if (form.Mark is not null)
                plan.Refuse("quarantine_threshold", LineOf("quarantine_threshold"),
                    "mail with this score or a higher one was moved to the Junk folder; IpBlock adds a header field that a later filter can use");
            return;
        }

        AddFirstMatch(lists, plan);
        if (Quarantine is not { } quarantine || quarantine < (Reject ?? NeverByDefault))
            plan.Refuse("quarantine_threshold", LineOf("quarantine_threshold"),
                "mail with a score between this value and reject_threshold was marked as spam; IpBlock only rejects or accepts");
    }

    // Nothing has to be added up where each list refuses by itself. What is never reached stays out of reach.
    private ScoreForm? FormOf(List<ProviderDraft> lists)
    {
        if (Reject is not { } reject || Quarantine is not { } quarantine || lists.TrueForAll(list => list.Score >= reject))
            return null;
        var most = lists.Sum(static list => Math.Max(0, list.Score ?? 0));
        if (reject > Never && most < Never)
            reject = Never;
        return quarantine < 1 ? null : ScoreForm.Of(lists.Select(static list => list.Score ?? 0), reject, quarantine, null, LineOf("reject_threshold"), out _);
    }

    private void AddFirstMatch(List<ProviderDraft> lists, PlanBuilder plan)
    {
        var lowers = lists.Exists(static list => list.Score < 0);
        foreach (var list in lists)
        {
            if (WhyDisabled(list.Score ?? 0, lowers) is { } why)
                list.Disable(why);
            list.Score = null;
            plan.Add(list);
        }
    }

    private string? WhyDisabled(decimal score, bool lowers)
    {
        if (WhyNot is not null)
            return WhyNot;
        if (score < 0)
            return $"score {ScoreForm.Text(score)} only lowers the sum in maddy, but in IpBlock a match of an allow provider exempts the client from all lists";
        if (Reject is not { } reject)
            return "reject_threshold is not a number, so the required score is not known";
        var of = FormattableString.Invariant($"score {ScoreForm.Text(score)}, reject_threshold {reject}: the score alone ");
        return score < reject ? of + "does not reject, but IpBlock rejects on the first match"
            : lowers ? of + "rejects, but lists with a negative score can lower the sum below reject_threshold" : null;
    }

    private int LineOf(string name) => Node.Find(name)?.Line ?? Node.Line;

    private int? Threshold(string name, int otherwise) =>
        Node.Find(name) is not { } found ? otherwise
        : found.Arguments.Count == 1 && int.TryParse(found.Arguments[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : null;
}
