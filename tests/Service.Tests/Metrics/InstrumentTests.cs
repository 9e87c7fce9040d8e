using System;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Metrics;
using Xunit;

namespace IpBlock.Service.Tests.Metrics;

public sealed class InstrumentTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricsPage _page;

    public InstrumentTests() => _page = new MetricsPage(_meter);

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Each_set_of_labels_is_counted_for_itself_and_one_that_is_shown_begins_at_zero()
    {
        var counter = new LabelledCounter(_meter, "seen_total", "What was seen.", "what", "where");
        counter.Show("a", "here");
        counter.Add("b", "here");
        counter.Add("b", "there");
        counter.Add("b", "here");
        Assert.Equal(["# HELP seen_total What was seen.", "# TYPE seen_total counter"], Lines[..2]);
        Assert.Equal(["seen_total{what=\"a\",where=\"here\"} 0", "seen_total{what=\"b\",where=\"here\"} 2", "seen_total{what=\"b\",where=\"there\"} 1"], Lines[2..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_in_a_label_cannot_end_it()
    {
        new LabelledCounter(_meter, "seen_total", "", "what").Add("a\"} 1\n\\");
        Assert.Equal("seen_total{what=\"a\\\"} 1\\n\\\\\"} 1", Lines[2]);
    }

    [Fact]
    public void A_duration_is_in_the_first_bucket_that_it_does_not_exceed_and_in_all_above()
    {
        var histogram = _meter.CreateHistogram("took_seconds", null, "How long.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.1);
        histogram.Record(0.2);
        histogram.Record(0.1);
        histogram.Record(5);
        Assert.Equal(
            ["# TYPE took_seconds histogram", "took_seconds_bucket{le=\"0.1\"} 2", "took_seconds_bucket{le=\"1\"} 3", "took_seconds_bucket{le=\"+Inf\"} 4", "took_seconds_sum 5.4", "took_seconds_count 4"],
            Lines[1..]);
    }

    [Fact]
    public void What_is_read_is_read_for_each_page_and_what_is_gone_is_not_on_the_next()
    {
        var now = new[] { ("x", 1.5), ("y", double.NaN) };
        _meter.CreateObservableGauge("now", () => now.Select(static one => new Measurement<double>(one.Item2, new System.Collections.Generic.KeyValuePair<string, object?>("of", one.Item1))), null, "Now.");
        Assert.Equal(["# TYPE now gauge", "now{of=\"x\"} 1.5", "now{of=\"y\"} NaN"], Lines[1..]);
        now = [("y", 2)];
        Assert.Equal(["# TYPE now gauge", "now{of=\"y\"} 2"], Lines[1..]);
    }

    [Fact]
    public void Another_meter_of_the_same_name_is_not_on_the_page()
    {
        using var other = new Meter("test");
        new LabelledCounter(other, "seen_total", "", "what").Add("a");
        Assert.Equal("", _page.ToString());
    }

    [Fact]
    public async Task Many_threads_lose_no_count()
    {
        var counter = new LabelledCounter(_meter, "seen_total", "", "what");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
                counter.Add(i % 2 == 0 ? "even" : "odd");
        })));
        Assert.Equal(["seen_total{what=\"even\"} 40000", "seen_total{what=\"odd\"} 40000"], Lines[2..].Order(StringComparer.Ordinal));
    }

    private string[] Lines => _page.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
