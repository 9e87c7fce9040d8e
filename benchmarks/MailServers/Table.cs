using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>Prints the turns of one part as a table in Markdown. A figure is the median of all turns; what is compared is compared within each turn, for the machine is not the same in all.</summary>
internal sealed class Table(Part part, IReadOnlyDictionary<Kind, List<Turn>> turns)
{
    public void Print(int sessions)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{part.Title}; {sessions} sessions a turn, median (lowest to highest) of {turns.Values.First().Count} turns:\n"));
        Console.WriteLine($"| | sessions a second | of {(part.Anew ? "itself when warm" : "no check")} | of its floor | p50 / p95 / p99 ms | Postfix | own | × its floor | unbound | rbldnsd | clients | wrong | no verdict | MB |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (kind, those) in turns.OrderBy(static pair => Place(pair.Key)))
            Console.WriteLine(Row(kind, those));
    }

    private string Row(Kind kind, List<Turn> those) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {kind.Name} | {Spread(those, static turn => turn.PerSecond, "N0")} | {Ratio(those, part.Anew ? turns.GetValueOrDefault(kind.Warm) : Of(Checker.Nobody), static turn => turn.PerSecond, "P0")} | {Ratio(those, Floor(kind), static turn => turn.PerSecond, "P0")} "
        + $"| {Median(those, static turn => turn.P50):N2} / {Median(those, static turn => turn.P95):N1} / {Median(those, static turn => turn.P99):N1} "
        + $"| {Median(those, static turn => turn.Postfix):N3} | {Spread(those, static turn => turn.Own, "N3")} | {Ratio(those, Floor(kind), static turn => turn.Own, "N2")} "
        + $"| {Median(those, static turn => turn.Resolver):N3} | {Median(those, static turn => turn.Lists):N3} | {Median(those, static turn => turn.Clients):N3} "
        + $"| {those.Sum(static turn => turn.Wrong)} | {those.Sum(static turn => turn.Broken)} | {those[^1].Megabytes} |");

    private static int Place(Kind kind) => Kind.All.TakeWhile(other => other.Checker != kind.Checker || other.Door != kind.Door).Count();

    private List<Turn>? Of(Checker checker) => turns.Where(pair => pair.Key.Checker == checker).Select(static pair => pair.Value).FirstOrDefault();

    // Without a floor of its own kind of socket the one on a port has to do.
    private List<Turn>? Floor(Kind kind) =>
        turns.FirstOrDefault(pair => pair.Key.IsFloorOf(kind)).Value
        ?? (kind.Door == Door.MilterInAFile ? turns.FirstOrDefault(pair => pair.Key.IsFloorOf(kind with { Door = Door.Milter })).Value : null);

    private static string Ratio(List<Turn> those, List<Turn>? others, Func<Turn, double> figure, string format) => others is null || others == those
        ? ""
        : Median(those.Zip(others, (one, other) => figure(one) / figure(other))).ToString(format, CultureInfo.InvariantCulture);

    private static string Spread(List<Turn> those, Func<Turn, double> figure, string format)
    {
        return those.TrueForAll(turn => figure(turn) == 0) ? "" : $"{Text(Median(those, figure))} ({Text(those.Min(figure))} to {Text(those.Max(figure))})";

        string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    private static double Median(List<Turn> those, Func<Turn, double> figure) => Median(those.Select(figure));

    private static double Median(IEnumerable<double> figures)
    {
        var ordered = figures.Order().ToArray();
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
