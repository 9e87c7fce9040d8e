using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.PolicydWeight;

/// <summary>
/// policyd-weight adds up the scores of the lists that a client is on, and refuses at once when the sum is above MAXDNSBLSCORE or the lists are more than
/// MAXDNSBLHITS (policyd-weight.conf(5)). What it weighs afterwards, together with HELO, sender and MX (REJECTLEVEL), is not the lists' alone.
/// </summary>
internal static class PolicydWeightImport
{
    private const int Row = 4;
    private static readonly decimal[] Scales = [1, 10, 100];

    private static readonly Dictionary<string, string> NotCarriedOver = new(StringComparer.Ordinal)
    {
        ["@rhsbl_score"] = "these are domain lists, and IpBlock queries only address lists",
        ["$REJECTLEVEL"] = "it applies to the sum of list, HELO, sender and MX checks; IpBlock uses only the lists (MAXDNSBLSCORE)",
        ["$MAXDNSBLMSG"] = "set rejectionResponse of each provider instead",
        ["@dnsbl_checks_only_regexps"] = "add the clients as exceptions if they must be exempt",
    };

    public static bool LooksLikeLine(string line) =>
        line.StartsWith("@dnsbl_score", StringComparison.Ordinal) || line.StartsWith("$MAXDNSBL", StringComparison.Ordinal);

    public static void Read(string text, PlanBuilder plan)
    {
        var settings = new PerlSettings(text);
        var lists = Lists(settings, plan);
        var most = settings.Number("$MAXDNSBLSCORE", 8);
        if (most is not { } above || !AddScores(lists, above, settings.LineOf("$MAXDNSBLSCORE"), plan))
        {
            foreach (var list in lists)
                Add(list, most, lists.Exists(static other => other.Hit < 0), plan);
        }

        var hits = settings.Number("$MAXDNSBLHITS", 2);
        if (hits is null || lists.Count(static list => list.Hit > 0) > hits)
            plan.Refuse("$MAXDNSBLHITS", settings.LineOf("$MAXDNSBLHITS"),
                "IpBlock does not count the lists that list a client; clients rejected only for this reason are accepted");
        foreach (var entry in NotCarriedOver.Where(entry => settings.Values(entry.Key) is { Count: > 0 }))
            plan.Refuse(entry.Key, settings.LineOf(entry.Key), entry.Value);
    }

    // "Above" is a tenth more, once all scores are whole tenths.
    private static bool AddScores(List<WeighedList> lists, decimal most, int line, PlanBuilder plan)
    {
        if (most < 0 || lists.TrueForAll(list => list.Hit > most))
            return false;
        var scale = Array.Find(Scales, scale =>
            lists.Select(static list => list.Hit).Append(most).All(number => number * scale * 10 == decimal.Truncate(number * scale * 10)));
        var form = scale == 0 ? null : ScoreForm.Of(lists.Select(list => list.Hit * scale), most * scale + 0.1m, null, null, line, out _);
        if (form is null)
            return false;
        form.AddTo(plan, lists.Where(static list => list.Hit != 0).Select(list => Scored(list, scale, lists)));
        foreach (var list in lists.Where(static list => list.Hit == 0))
            Add(list, most, false, plan);
        return true;
    }

    private static ProviderDraft Scored(WeighedList list, decimal scale, List<WeighedList> all)
    {
        var kind = list.Hit > 0 ? ProviderKind.Block : ProviderKind.Allow;
        var draft = new ProviderDraft(kind, list.Zone, list.Line) { AnyMatch = true, Score = list.Hit * scale };
        if (scale > 1)
            draft.Remarks.Add($"scores are {Text(scale)} times those of policyd-weight, because scores of IpBlock have one decimal place");
        if (list.Hit < 0 && all.Take(all.IndexOf(list)).Any(static before => before.Hit > 0))
            draft.Remarks.Add("policyd-weight used it only for the lists after it; here it lowers the sum of all lists");
        return draft;
    }

    private static List<WeighedList> Lists(PerlSettings settings, PlanBuilder plan)
    {
        var lists = new List<WeighedList>();
        if (settings.Values("@dnsbl_score") is not { } values)
        {
            plan.Refuse("@dnsbl_score", 1,
                "it is not set here, so policyd-weight uses its default lists; run 'policyd-weight defaults' and add its output to the file");
            return lists;
        }

        for (var i = 0; i < values.Count; i += Row)
        {
            if (i + Row - 1 < values.Count && values[i + 1].Number is { } hit)
                lists.Add(new WeighedList(values[i].Text, hit, values[i + Row - 1].Text, values[i].Line));
            else
                plan.Refuse("list " + ZoneWords.Shown(values[i].Text), values[i].Line,
                    "a list has four values: domain, score when listed, score when not, name");
        }

        return lists;
    }

    private static void Add(WeighedList list, decimal? most, bool lowers, PlanBuilder plan)
    {
        if (list.Hit == 0)
        {
            plan.Refuse("list " + ZoneWords.Shown(list.Zone), list.Line, "its score is 0, so it has no effect");
            return;
        }

        var draft = new ProviderDraft(list.Hit > 0 ? ProviderKind.Block : ProviderKind.Allow, list.Zone, list.Line) { AnyMatch = true };
        if (most is null)
            draft.Disable("$MAXDNSBLSCORE is not a number, so the required score is not known");
        else if (list.Hit < 0)
            draft.Disable($"score {Text(list.Hit)} only lowers the sum in policyd-weight, "
                + "but in IpBlock a match of an allow provider exempts the client from all lists");
        else if (list.Hit <= most)
            draft.Disable($"score {Text(list.Hit)} is not above {Text(most.Value)} (MAXDNSBLSCORE), but IpBlock rejects on the first match");
        else if (lowers)
            draft.Disable($"score {Text(list.Hit)} is above {Text(most.Value)} (MAXDNSBLSCORE), but lists with a negative score can lower the sum below it");
        plan.Add(draft);
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record WeighedList(string Zone, decimal Hit, string Name, int Line);
}
