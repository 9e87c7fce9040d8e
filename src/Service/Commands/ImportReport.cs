using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Import;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary>An import plan in words.</summary>
internal static class ImportReport
{
    private const int LinesNamed = 5;

    public static int Show(Session session, ImportPlan plan)
    {
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json
                .Set("items", plan.Items, (item, one) => item.Set("kind", one.Kind.ToString()).Set("name", one.Name).Set("line", one.Line).Set("remarks", one.Remarks))
                .Set("notCarriedOver", plan.NotCarriedOver, (item, one) => item.Set("what", one.What).Set("line", one.Line).Set("why", one.Why)));
            return ExitCode.Fine;
        }

        foreach (var item in plan.Items)
            session.Out.WriteLine(item);
        foreach (var note in NotCarriedOver(plan))
            session.Out.WriteLine(note);
        session.Out.WriteLine($"{plan.Items.Count} would be added, {plan.NotCarriedOver.Count} would not. Nothing was changed. To add them, use --apply.");
        return ExitCode.Fine;
    }

    /// <summary>What is not carried over; the same for the same reason comes once, with its lines.</summary>
    public static IEnumerable<string> NotCarriedOver(ImportPlan plan) =>
        plan.NotCarriedOver.GroupBy(static refusal => (refusal.What, refusal.Why))
            .Select(static same => $"not imported, {Lines([.. same.Select(static refusal => refusal.Line).Distinct()])}: {same.Key.What}: {same.Key.Why}");

    /// <summary>What differs about the providers and exceptions that are added, and why they are disabled. Entries come by the thousand, and are not named.</summary>
    public static IEnumerable<string> Remarks(IEnumerable<ImportedItem> items) =>
        from item in items
        where item.Remarks.Count > 0 && item.Kind is not (ImportedKind.BlockListEntry or ImportedKind.AllowListEntry)
        select $"line {item.Line.ToString(CultureInfo.InvariantCulture)}: {item.Name}: {string.Join("; ", item.Remarks)}";

    private static string Lines(int[] lines)
    {
        var named = string.Join(", ", lines.Take(LinesNamed).Select(static line => line.ToString(CultureInfo.InvariantCulture)));
        var more = lines.Length > LinesNamed ? $" and {(lines.Length - LinesNamed).ToString(CultureInfo.InvariantCulture)} more" : "";
        return (lines.Length == 1 ? "line " : "lines ") + named + more;
    }
}
