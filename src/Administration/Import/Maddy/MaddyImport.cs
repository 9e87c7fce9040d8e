using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Import.Maddy;

/// <summary>
/// maddy's check.dnsbl: lists with scores; from reject_threshold on the client is refused, from quarantine_threshold on its mail is marked as spam.
/// </summary>
internal static class MaddyImport
{
    private const string OnlySome = "it is used only for some mail";
    private static readonly string[] Names = ["dnsbl", "check.dnsbl"];
    private static readonly string[] ForSome =
        ["source", "destination", "source_in", "destination_in", "default_source", "default_destination", "submission", "lmtp"];

    public static bool LooksLikeLine(string line) =>
        line.StartsWith("check.dnsbl", StringComparison.Ordinal) || line.StartsWith("dnsbl ", StringComparison.Ordinal)
            || line.StartsWith("dnsbl{", StringComparison.Ordinal)
        || line.StartsWith("smtp tcp://", StringComparison.Ordinal) || line.StartsWith("smtp smtp://", StringComparison.Ordinal);

    public static void Read(string text, PlanBuilder plan)
    {
        var root = MaddyReader.Read(text, plan);
        var reached = new Dictionary<string, string?>(StringComparer.Ordinal);
        var checks = new List<MaddyCheck>();
        Follow(root, null, checks, reached);

        // By its name, a block is used where a check names it.
        foreach (var node in root.Children.Where(IsCheck))
        {
            var name = node.Arguments.FirstOrDefault();
            var whyNot = name is null || !reached.TryGetValue(name, out var why) ? "no check of a server uses it (&" + (name ?? "name") + ")" : why;
            checks.Add(new MaddyCheck(node, [], whyNot));
        }

        // Each check has a sum of its own, and IpBlock has one.
        var isOne = checks.Count(static check => check.WhyNot is null) == 1;
        foreach (var check in checks)
            check.AddTo(plan, isOne);
    }

    private static void Follow(MaddyNode node, string? whyNot, List<MaddyCheck> checks, Dictionary<string, string?> reached)
    {
        foreach (var child in node.Children)
        {
            var why = whyNot ?? (Array.IndexOf(ForSome, child.Name) >= 0 ? OnlySome + " (" + child.Name + ")" : null);
            if (child.Name.StartsWith("&", StringComparison.Ordinal) && (!reached.TryGetValue(child.Name.Substring(1), out var before) || before is not null))
                reached[child.Name.Substring(1)] = why;
            if (IsCheck(child) && node.Name.Length > 0)
                checks.Add(new MaddyCheck(child, child.Arguments, why));
            else if (!IsCheck(child))
                Follow(child, why, checks, reached);
        }
    }

    private static bool IsCheck(MaddyNode node) => Array.IndexOf(Names, node.Name) >= 0;
}
