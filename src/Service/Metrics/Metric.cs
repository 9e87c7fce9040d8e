using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Service.Metrics;

/// <summary>One name of the metrics page, with all that is counted under it.</summary>
internal abstract class Metric(string name, string type, string help)
{
    protected string Name => name;

    /// <summary>In the text format of Prometheus, version 0.0.4.</summary>
    public void Append(StringBuilder text)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        AppendSamples(text);
    }

    protected abstract void AppendSamples(StringBuilder text);

    protected static string Label(string name, string value) =>
        name + "=\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    protected static void AppendSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}

/// <summary>A number that only grows.</summary>
internal sealed class Tally
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add() => Interlocked.Increment(ref _value);
}

/// <summary>Tallies, one for each key; a key's texts are its labels. The keys must be few: names from the settings, never what a stranger sends.</summary>
internal sealed class Counters<TKey>(string name, string help, string[] labels, Func<TKey, string[]> valuesOf) : Metric(name, "counter", help)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Tally> _tallies = new();

    public Tally this[TKey key] => _tallies.GetOrAdd(key, static _ => new Tally());

    public void Add(TKey key) => this[key].Add();

    protected override void AppendSamples(StringBuilder text)
    {
        foreach (var (key, tally) in _tallies)
            AppendSample(text, Name, string.Join(',', LabelsOf(valuesOf(key))), tally.Value);
    }

    private string[] LabelsOf(string[] values)
    {
        var pairs = new string[labels.Length];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = Label(labels[i], values[i]);
        return pairs;
    }
}

/// <summary>Numbers that are looked up when somebody asks: one for each value of a label, or a single one without label.</summary>
internal sealed class Readings(string name, string type, string help, string label = "") : Metric(name, type, help)
{
    private readonly ConcurrentDictionary<string, Func<double>> _read = new(StringComparer.Ordinal);

    public Readings Reads(Func<double> read, string value = "")
    {
        _read[value] = read;
        return this;
    }

    /// <summary>Where several add up to one number.</summary>
    public void ReadsAlso(Func<double> read, string value) =>
        _read.AddOrUpdate(value, read, (_, others) => () => others() + read());

    protected override void AppendSamples(StringBuilder text)
    {
        foreach (var (value, read) in _read)
            AppendSample(text, Name, label.Length == 0 ? "" : Label(label, value), read());
    }
}

/// <summary>How often something took how long.</summary>
internal sealed class DurationHistogram(string name, string help, double[] bounds) : Metric(name, "histogram", help)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private long _ticks;

    public void Add(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        var bucket = 0;
        while (bucket < bounds.Length && seconds > bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    protected override void AppendSamples(StringBuilder text)
    {
        long total = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            total += Interlocked.Read(ref _counts[i]);
            AppendSample(text, Name + "_bucket", Label("le", i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf"), total);
        }

        AppendSample(text, Name + "_sum", "", TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds);
        AppendSample(text, Name + "_count", "", total);
    }
}

/// <summary>Something about each list: one sample a list, with its kind, its name and whatever else is a label.</summary>
internal sealed class ListReadings(string name, string help, Func<IReadOnlyList<ListStatus>> lists, Func<ListStatus, double> read, Func<ListStatus, string>? state = null) : Metric(name, "gauge", help)
{
    protected override void AppendSamples(StringBuilder text)
    {
        foreach (var list in lists())
        {
            var labels = Label("kind", list.Kind == ProviderKind.Block ? "block" : "allow") + "," + Label("provider", list.Name);
            AppendSample(text, Name, state is null ? labels : labels + "," + Label("state", state(list)), read(list));
        }
    }
}
