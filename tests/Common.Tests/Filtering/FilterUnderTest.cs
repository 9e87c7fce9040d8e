using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Time;

namespace IpBlock.Tests.Filtering;

/// <summary>A filter by settings in JSON, with lists in memory and a clock that stands still.</summary>
internal sealed class FilterUnderTest
{
    public const string Client = "192.0.2.1";

    public FilterUnderTest(string settings)
    {
        Lists = new FakeResolver(Clock);
        Filter = new ConnectionFilter(Some.Settings(settings), Lists, Clock, Partial.Add);
    }

    public FakeClock Clock { get; } = new();

    public FakeResolver Lists { get; }

    public ConnectionFilter Filter { get; }

    /// <summary>The verdicts that the filter reported as partial.</summary>
    public List<Verdict> Partial { get; } = [];

    public static FilterUnderTest WithBlockLists(params string[] providers) => new("""{ "blockProviders": [ """ + string.Join(", ", providers) + " ] }");

    public Task<Verdict> EvaluateAsync(string client = Client) => EvaluateAsync(new FilterRequest(Some.Client(client)));

    public Task<Verdict> EvaluateAsync(FilterRequest request) => Filter.EvaluateAsync(request).WaitAsync(Some.Patience);

    /// <summary>Lets time pass when somebody waits for it.</summary>
    public async Task PassAsync(double seconds)
    {
        await Some.UntilAsync(() => Clock.Waiting > 0, "somebody who waits");
        Clock.Advance(TimeSpan.FromSeconds(seconds));
    }
}
