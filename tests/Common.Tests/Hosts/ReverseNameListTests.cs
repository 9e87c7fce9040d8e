using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace IpBlock.Tests.Hosts;

/// <summary>The rates that the manual states (docs/dynamic-hosts.md), measured.</summary>
public sealed class ReverseNameListTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tuned", 82)]
    [InlineData("unseen", 79)]
    public void End_users_are_found_at_the_rate_that_the_manual_states(string half, int percent)
    {
        var patterns = NamePattern.Read("end-users-" + half);
        var found = patterns.Where(static pattern => pattern.IsAlwaysTaken).ToList();

        Report(half, found, patterns, patterns.Except(found));
        Assert.True(patterns.Count > 200);
        Assert.True(100 * found.Count >= percent * patterns.Count);
    }

    [Theory]
    [InlineData("tuned", 0)]
    [InlineData("unseen", 0)]
    public void Servers_are_let_be_at_the_rate_that_the_manual_states(string half, int wrong)
    {
        var patterns = NamePattern.Read("servers-" + half);
        var taken = patterns.Where(static pattern => pattern.IsEverTaken).ToList();

        Report(half, taken, patterns, taken);
        Assert.True(patterns.Count > 180);
        Assert.True(taken.Count <= wrong);
    }

    private void Report(string half, List<NamePattern> taken, IReadOnlyList<NamePattern> of, IEnumerable<NamePattern> wrong)
    {
        output.WriteLine(FormattableString.Invariant($"{half}: {taken.Count} of {of.Count} taken for an end user's name ({100.0 * taken.Count / of.Count:0.0} %)"));
        if (half == "tuned")
            output.WriteLine(string.Join('\n', wrong));
    }
}
