using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Fuzzing.Feeds;
using IpBlock.Lists;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>A few hundred changed answers of a list server, always the same ones; benchmarks/Fuzzing goes on for hours.</summary>
public sealed class FeedFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    [InlineData(2001)]
    public async Task Whatever_a_server_sends_the_list_in_force_is_whole_and_nothing_is_thrown(int from)
    {
        using var fuzzer = new FeedFuzzer();
        var faults = new List<string>();
        for (var seed = from; seed < from + 120; seed++)
        {
            if (await fuzzer.TryAsync(seed) is { } fault)
                faults.Add($"{seed}: {fault}");
        }

        Assert.Empty(faults);
        Assert.True(fuzzer.Results[FeedResult.Updated] > 10 && fuzzer.Results[FeedResult.Failed] > 10);
    }
}
