using System.Collections.Generic;
using System.Diagnostics.Metrics;

namespace IpBlock.Service.Metrics;

/// <summary>A counter with the names of its labels, so that who counts gives only their values, in the same order.</summary>
internal sealed class LabelledCounter(Meter meter, string name, string help, params string[] labels)
{
    private readonly Counter<long> _counter = meter.CreateCounter<long>(name, unit: null, help);

    public void Add(string value) => _counter.Add(1, Label(0, value));

    public void Add(string first, string second) => _counter.Add(1, Label(0, first), Label(1, second));

    public void Add(string first, string second, string third) => _counter.Add(1, Label(0, first), Label(1, second), Label(2, third));

    /// <summary>Is on the page from now on, though nothing has been counted.</summary>
    public void Show(string value) => _counter.Add(0, Label(0, value));

    /// <summary>Is on the page from now on, though nothing has been counted.</summary>
    public void Show(string first, string second) => _counter.Add(0, Label(0, first), Label(1, second));

    private KeyValuePair<string, object?> Label(int place, string value) => new(labels[place], value);
}
