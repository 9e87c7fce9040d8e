using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Lists.Formats;

namespace IpBlock.Benchmarks.AddressSets;

/// <summary>A list of a million or more ranges: reading and building, look-ups a second on one thread, bytes; beside it two other layouts and rbldnsd.</summary>
internal static class IpSetLoad
{
    private const int QuestionCount = 1 << 20;
    private const int Rounds = 41;

    public static void Run(int count)
    {
        foreach (var ranges in new[] { RandomRanges.Scattered(count), RandomRanges.Realistic(count) })
        {
            var file = ranges.File();
            Console.WriteLine(Text($"{count:N0} CIDRs, {ranges.Name}, {file.Length / 1e6:N1} MB of text"));
            var set = Load(file);
            var questions = ranges.Questions(QuestionCount);
            var sorted = new SortedArray(set);
            var boundaries = new BoundaryTable(set);
            var cells = new EqualCells(set);
            var hits = questions.Count(address => set.Find(Address.FromIPv4(address)) != 0);
            Console.WriteLine(Text($"  {set.Count:N0} ranges when joined, {set.IPv4Share:P2} of IPv4; {(double)hits / questions.Length:P1} of the look-ups hit"));
            if (questions.Any(address => set.Find(Address.FromIPv4(address)) != sorted.Find(address) || sorted.Find(address) != boundaries.Find(address) || sorted.Find(address) != cells.Find(address)))
                throw new InvalidOperationException("The layouts differ.");
            Compare(
                questions,
                ("IpSet", set.MemoryBytes, address => set.Find(Address.FromIPv4(address))),
                ("one index, equal cells", cells.MemoryBytes, cells.Find),
                ("boundaries, 3 bytes each", boundaries.MemoryBytes, boundaries.Find),
                ("sorted array, halves", sorted.MemoryBytes, sorted.Find));
            ServedList.Measure(file, questions);
        }
    }

    private static IpSet Load(byte[] file)
    {
        var set = IpSet.Empty;
        for (var round = 0; round < 5; round++)
        {
            set = IpSet.Empty;
            var before = Heap();
            set = LoadOnce(file, round + 1);
            Console.WriteLine(Text($"    heap {(Heap() - before) / 1e6:N2} MB more than without the set"));
        }

        return set;
    }

    private static IpSet LoadOnce(byte[] file, int round)
    {
        var watch = Stopwatch.StartNew();
        var builder = new IpSetBuilder();
        var contents = ListReader.Read(new MemoryStream(file), builder, new ListReadOptions());
        var read = watch.Elapsed;
        var set = builder.Build();
        var built = watch.Elapsed - read;
        if (contents.Refusal is not null)
            throw new InvalidOperationException(contents.Refusal);
        Console.WriteLine(Text($"  load {round}: read {read.TotalMilliseconds:N0} ms, built {built.TotalMilliseconds:N0} ms; {contents.Entries:N0} entries"));
        return set;
    }

    // In turn, round after round, so that a busy moment of the machine meets them all: the median of the rounds, and the best, which is what the machine can when nothing else runs.
    private static void Compare(uint[] questions, params (string Name, long Bytes, Func<uint, byte> Find)[] layouts)
    {
        var rates = Array.ConvertAll(layouts, static _ => new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < layouts.Length; i++)
                rates[i][round] = Rate(questions, layouts[i].Find);
        }

        for (var i = 0; i < layouts.Length; i++)
        {
            Array.Sort(rates[i]);
            var (median, best) = (rates[i][Rounds / 2], rates[i][^1]);
            Console.WriteLine(Text($"  {layouts[i].Name,-26} {layouts[i].Bytes / 1e6,6:N2} MB {median / 1e6,8:N1} M look-ups a second, {1e9 / median:N1} ns each; best of {Rounds} rounds: {best / 1e6:N1}"));
        }
    }

    private static double Rate(uint[] questions, Func<uint, byte> find)
    {
        long sum = 0;
        var watch = Stopwatch.StartNew();
        foreach (var address in questions)
            sum += find(address);
        GC.KeepAlive(sum);
        return questions.Length / watch.Elapsed.TotalSeconds;
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
