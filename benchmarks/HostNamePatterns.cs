using System;
using System.Linq;
using BenchmarkDotNet.Attributes;
using IpBlock.Settings;

namespace IpBlock.Benchmarks;

/// <summary>A host name of 120 labels, which fits nothing, and the patterns of a list. Goal: about the same however many patterns there are.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class HostNamePatterns
{
    private static readonly string[] Forms = ["**.dyn.isp{0}.example", "*.pool-{0}.example", "dsl-{0}-*.isp.example", "host{0}**.example", "*-*-*-*.dyn{0}.example"];
    private readonly string _name = string.Concat(Enumerable.Repeat("a.", 115)) + "host-17.dyn.isp17.test.example";
    private string[] _texts = null!;
    private NamePatterns _patterns = null!;

    [Params(20, 20_000)]
    public int Patterns { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _texts = [.. Enumerable.Range(0, Patterns).Select(number => string.Format(null, Forms[number % Forms.Length], number))];
        _patterns = new NamePatterns(_texts.Select(NamePattern.LastLabels));
    }

    [Benchmark(Description = "looked up")]
    public bool LookedUp() => _patterns.First(_name) >= 0;

    [Benchmark(Description = "one after another, from each label")]
    public bool OneAfterAnother() => Array.Exists(_texts, FitsFromSomeLabel);

    private bool FitsFromSomeLabel(string pattern)
    {
        for (var start = 0; start >= 0; start = _name.IndexOf('.', start) is var dot and >= 0 ? dot + 1 : -1)
        {
            if (Glob.MatchesLabels(pattern, _name[start..]))
                return true;
        }

        return false;
    }
}
