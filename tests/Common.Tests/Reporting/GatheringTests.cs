using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;
using static IpBlock.Tests.Reporting.DecisionLogTests;

namespace IpBlock.Tests.Reporting;

/// <summary>A line is written at once when there was none for a while; of many in a row those of a tenth of a second are written together.</summary>
public sealed class GatheringTests : IDisposable
{
    private readonly LogUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Lines_that_follow_at_once_are_written_together()
    {
        using var log = _test.Open();
        log.Write(Accepted("first"));
        await Some.UntilAsync(() => Written() == 1, "the first is written at once");

        for (var i = 0; i < 5; i++)
            log.Write(Accepted("later"));
        await Some.UntilAsync(() => _test.Clock.Waiting == 1, "the next ones wait for more");
        Assert.Equal(1, Written());

        _test.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await Some.UntilAsync(() => Written() == 6, "all are written");
        Assert.Equal(0, _test.Clock.Waiting);
    }

    [Fact]
    public async Task Very_many_lines_do_not_wait_for_more()
    {
        using var log = _test.Open();
        log.Write(Accepted("first"));
        await Some.UntilAsync(() => Written() == 1, "the first is written at once");

        for (var i = 0; i < 2_000; i++)
            log.Write(Accepted("later"));

        await Some.UntilAsync(() => Written() > 900, "as many as are enough are written");
    }

    private int Written() => Directory.Exists(_test.Directory) ? _test.AllDecisions().Count : 0;
}
