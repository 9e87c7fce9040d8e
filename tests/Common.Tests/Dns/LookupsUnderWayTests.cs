using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Three thousand questions in four thousand chains: a thousand of them share one.</summary>
public sealed class LookupsUnderWayTests : IDisposable
{
    private const int Many = 3000;
    private readonly StubResolver _resolver = new(new DnsOptions { Servers = [new IPEndPoint(IPAddress.Loopback, 1)] }, new FakeClock());
    private readonly LookupsUnderWay _table = new();

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public void Every_question_has_a_lookup_of_its_own_and_finds_it_again()
    {
        var lookups = Fill();
        Assert.Equal(Many, _table.Count);
        for (var i = 0; i < Many; i++)
        {
            Assert.True(lookups[i].Question.Is(Question(i)));
            Assert.Same(lookups[i], _table.GetOrAdd(Question(i), default, (_, _) => throw new InvalidOperationException("It is under way."), out var added));
            Assert.False(added);
        }
    }

    [Fact]
    public void Removed_in_any_order_the_others_stay()
    {
        var random = new Random(7);
        var left = Fill().OrderBy(_ => random.Next()).ToList();
        while (left.Count > 0)
        {
            var gone = left.Take(Many / 10).ToList();
            left.RemoveRange(0, gone.Count);
            gone.ForEach(_table.Remove);
            var found = new List<PendingLookup>();
            _table.CopyTo(found);
            Assert.Equal(left.Count, _table.Count);
            Assert.Equal(left.ToHashSet(), found.ToHashSet());
            Assert.Null(_table.GetOrAdd(gone[0].Question, default, (_, _) => null, out var added));
            Assert.False(added);
        }
    }

    private List<PendingLookup> Fill() => [.. Enumerable.Range(0, Many).Select(i => _table.GetOrAdd(Question(i), default, Make, out _)!)];

    private PendingLookup Make(DnsQuestion question, TimeSpan now) => new(_resolver, question.Copy(), now);

    private static DnsQuestion Question(int number) => Names.Question($"{number}.bl.example");
}
