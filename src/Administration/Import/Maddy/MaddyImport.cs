using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Maddy;

/// <summary>maddy's check.dnsbl: lists with scores; from reject_threshold on the client is refused, from quarantine_threshold on its mail is marked as spam.</summary>
internal static class MaddyImport
{
    private const int NeverByDefault = 9999;
    private const string OnlySome = "it stands where it holds for some mail only";
    private static readonly string[] Names = ["dnsbl", "check.dnsbl"];
    private static readonly string[] ForSome = ["source", "destination", "source_in", "destination_in", "default_source", "default_destination", "submission", "lmtp"];
    private static readonly string[] Own = ["debug", "check_early", "quarantine_threshold", "reject_threshold"];

    public static bool LooksLikeLine(string line) =>
        line.StartsWith("check.dnsbl", StringComparison.Ordinal) || line.StartsWith("dnsbl ", StringComparison.Ordinal) || line.StartsWith("dnsbl{", StringComparison.Ordinal)
        || line.StartsWith("smtp tcp://", StringComparison.Ordinal) || line.StartsWith("smtp smtp://", StringComparison.Ordinal);

    public static void Read(string text, PlanBuilder plan)
    {
        var root = MaddyReader.Read(text, plan);
        var reached = new Dictionary<string, string?>(StringComparer.Ordinal);
        Follow(root, null, plan, reached);

        // By its name, a block is used where a check names it.
        foreach (var node in root.Children.Where(IsCheck))
        {
            var name = node.Arguments.FirstOrDefault();
            var whyNot = name is null || !reached.TryGetValue(name, out var why) ? "no check of a server names it (&" + (name ?? "name") + ")" : why;
            Add(node, [], whyNot, plan);
        }
    }

    private static void Follow(MaddyNode node, string? whyNot, PlanBuilder plan, Dictionary<string, string?> reached)
    {
        foreach (var child in node.Children)
        {
            var why = whyNot ?? (Array.IndexOf(ForSome, child.Name) >= 0 ? OnlySome + " (" + child.Name + ")" : null);
            if (child.Name.StartsWith("&", StringComparison.Ordinal) && (!reached.TryGetValue(child.Name.Substring(1), out var before) || before is not null))
                reached[child.Name.Substring(1)] = why;
            if (IsCheck(child) && node.Name.Length > 0)
                Add(child, child.Arguments, why, plan);
            else if (!IsCheck(child))
                Follow(child, why, plan, reached);
        }
    }

    private static bool IsCheck(MaddyNode node) => Array.IndexOf(Names, node.Name) >= 0;

    private static void Add(MaddyNode check, IReadOnlyList<string> zones, string? whyNot, PlanBuilder plan)
    {
        var reject = Threshold(check, "reject_threshold", NeverByDefault);
        var lists = zones.Select(zone => new MaddyList(zone, new MaddyNode(zone, [], check.Line)))
            .Concat(check.Children.Where(static child => Array.IndexOf(Own, child.Name) < 0).SelectMany(static child => child.Arguments.Prepend(child.Name).Select(zone => new MaddyList(zone, child)))).ToList();
        var lowers = lists.Exists(static list => list.Lowest < 0);
        foreach (var list in lists)
        {
            foreach (var draft in list.ToDrafts(plan))
            {
                if (whyNot is not null)
                    draft.Draft.Disable(whyNot);
                else if (draft.Score < 0)
                    draft.Draft.Disable($"score {Text(draft.Score)} only lowers the sum in maddy: a match at an allow provider would spare the client all lists");
                else if (reject is null)
                    draft.Draft.Disable("reject_threshold is no number, so nobody knows which score is enough");
                else if (draft.Score < reject)
                    draft.Draft.Disable($"score {Text(draft.Score)} of reject_threshold {Text(reject.Value)}: IpBlock refuses on the first match");
                else if (lowers)
                    draft.Draft.Disable($"score {Text(draft.Score)} of reject_threshold {Text(reject.Value)}, but lists of negative score can take the sum below it");
                plan.Add(draft.Draft);
            }
        }

        if (Threshold(check, "quarantine_threshold", 1) is not { } quarantine || quarantine < (reject ?? NeverByDefault))
            plan.Refuse("quarantine_threshold", check.Find("quarantine_threshold")?.Line ?? check.Line, "mail between it and reject_threshold was marked as spam; IpBlock refuses or accepts");
    }

    private static int? Threshold(MaddyNode check, string name, int otherwise) =>
        check.Find(name) is not { } found ? otherwise
        : found.Arguments.Count == 1 && int.TryParse(found.Arguments[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
