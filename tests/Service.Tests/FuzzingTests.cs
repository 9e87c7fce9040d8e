using System;
using System.Threading.Tasks;
using IpBlock.Fuzzing.Milter;
using IpBlock.Fuzzing.Policy;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>A few seconds of what the fuzzers do for hours.</summary>
public sealed class FuzzingTests
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Damaged_policy_requests_over_real_sockets_disturb_nobody() => Assert.True(await PolicyFuzzer.RunAsync(AMoment, seed: 1));

    [Fact]
    public async Task Damaged_milter_sessions_over_real_sockets_disturb_nobody() => Assert.True(await MilterFuzzer.RunAsync(AMoment, seed: 1));
}
