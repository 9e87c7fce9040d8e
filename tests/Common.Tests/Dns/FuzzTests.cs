using System;
using System.Threading.Tasks;
using IpBlock.Fuzzing.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>A short run of the fuzzer that runs for hours by <c>benchmarks fuzz-dns</c>.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Answers_made_up_by_a_hostile_name_server_harm_nothing()
    {
        var (inputs, wrong) = await DnsFuzz.RunAsync(TimeSpan.FromSeconds(60), Sampled.Times(5_000), seed: 1);
        Assert.Equal("", wrong);
        Assert.InRange(inputs, 1, long.MaxValue);
    }
}
