using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Text;

namespace IpBlock.Service.Metrics;

/// <summary>Listens to the instruments of one meter, and shows what they have measured as a page of text, in the order in which they were made.</summary>
internal sealed class MetricsPage : IDisposable
{
    // Of the list of series, and of what is read for the page that is being made.
    private readonly object _pageLock = new();
    private readonly MeterListener _listener = new();
    private readonly List<Series> _all = [];

    /// <summary>Hears all that the meter's instruments measure from now on.</summary>
    public MetricsPage(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // By the object and not by its name: a process of tests has several.
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument, Add(instrument));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, labels, series) => ((Series)series!).Take(value, labels));
        _listener.SetMeasurementEventCallback<double>(static (_, value, labels, series) => ((Series)series!).Take(value, labels));
        _listener.Start();
    }

    /// <summary>Shows what no instrument measures.</summary>
    public void Add(Series series)
    {
        lock (_pageLock)
            _all.Add(series);
    }

    /// <summary>The page as it is now. Reads what has to be read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        lock (_pageLock)
        {
            foreach (var series in _all)
                series.BeginPage();
            _listener.RecordObservableInstruments();
            foreach (var series in _all)
                series.Append(text);
        }

        return text.ToString();
    }

    /// <summary>Hears no more.</summary>
    public void Dispose() => _listener.Dispose();

    private Series Add(Instrument instrument)
    {
        Series series = instrument switch
        {
            Counter<long> => new CounterSeries(instrument.Name, instrument.Description),
            Histogram<double> histogram => new HistogramSeries(instrument.Name, instrument.Description, histogram.Advice?.HistogramBucketBoundaries ?? []),
            ObservableCounter<double> => new ReadSeries(instrument.Name, "counter", instrument.Description),
            ObservableGauge<double> => new ReadSeries(instrument.Name, "gauge", instrument.Description),
            _ => throw new NotSupportedException($"{instrument.Name} is of a kind that the page does not show."),
        };
        Add(series);
        return series;
    }
}
