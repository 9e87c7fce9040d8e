using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;

namespace IpBlock.Service.Metrics;

/// <summary>What has been measured by one instrument: everything under one name of the page.</summary>
internal abstract class Series(string name, string type, string? help)
{
    protected string Name => name;

    /// <summary>Takes a measurement; by any thread, but for readings, which are taken while the page is made.</summary>
    public abstract void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels);

    /// <summary>Forgets what is read anew for each page.</summary>
    public virtual void BeginPage()
    {
    }

    public void Append(StringBuilder text)
    {
        PrometheusText.AppendHead(text, name, type, help);
        AppendSamples(text);
    }

    protected abstract void AppendSamples(StringBuilder text);
}

/// <summary>Numbers that only grow, one for each set of labels. The sets must be few: names from the settings, never what a stranger sends.</summary>
internal sealed class CounterSeries(string name, string? help) : Series(name, "counter", help)
{
    private readonly ConcurrentDictionary<Key, Sum> _sums = new();

    public override void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var key = Key.Of(labels);
        if (!_sums.TryGetValue(key, out var sum))
            sum = _sums.GetOrAdd(key, new Sum(PrometheusText.Labels(labels)));
        sum.Add((long)value);
    }

    protected override void AppendSamples(StringBuilder text)
    {
        foreach (var sum in _sums.Values)
            PrometheusText.AppendSample(text, Name, sum.Labels, sum.Value);
    }

    // Found without making a text of the labels: counting allocates nothing.
    private readonly record struct Key(string? First, string? Second, string? Third)
    {
        public static Key Of(ReadOnlySpan<KeyValuePair<string, object?>> labels) => labels.Length <= 3
            ? new Key(At(labels, 0), At(labels, 1), At(labels, 2))
            : throw new NotSupportedException("A counter can have at most three labels.");

        private static string? At(ReadOnlySpan<KeyValuePair<string, object?>> labels, int place) => place < labels.Length ? labels[place].Value as string : null;
    }

    private sealed class Sum(string labels)
    {
        private long _value;

        public string Labels => labels;

        public long Value => Interlocked.Read(ref _value);

        public void Add(long value) => Interlocked.Add(ref _value, value);
    }
}

/// <summary>Numbers that are looked up for each page.</summary>
internal sealed class ReadSeries(string name, string type, string? help) : Series(name, type, help)
{
    private readonly List<(string Labels, double Value)> _read = [];

    public override void BeginPage() => _read.Clear();

    public override void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) => _read.Add((PrometheusText.Labels(labels), value));

    protected override void AppendSamples(StringBuilder text)
    {
        foreach (var (labels, value) in _read)
            PrometheusText.AppendSample(text, Name, labels, value);
    }
}

/// <summary>How often something took how many seconds.</summary>
internal sealed class HistogramSeries(string name, string? help, IReadOnlyList<double> bounds) : Series(name, "histogram", help)
{
    private readonly double[] _bounds = [.. bounds];
    private readonly long[] _counts = new long[bounds.Count + 1];
    private long _ticks;

    public override void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _ticks, (long)Math.Round(value * TimeSpan.TicksPerSecond));
    }

    protected override void AppendSamples(StringBuilder text)
    {
        long total = 0;
        var steps = new (double Bound, long Count)[_bounds.Length];
        for (var i = 0; i < _bounds.Length; i++)
            steps[i] = (_bounds[i], total += Interlocked.Read(ref _counts[i]));
        total += Interlocked.Read(ref _counts[^1]);
        PrometheusText.AppendHistogram(text, Name, "", steps, total, TimeSpan.FromTicks(Interlocked.Read(ref _ticks)));
    }
}
