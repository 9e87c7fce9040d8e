using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Exceptions;
using IpBlock.Tests.Addresses;
using IpBlock.Tests.Dns;
using Xunit;

namespace IpBlock.Tests.Exceptions;

public sealed class VerifiedNamesTests : IAsyncDisposable
{
    private readonly Rig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_name_counts_when_it_points_back_at_the_client()
    {
        _rig.Server.Reverse("192.0.2.1", "MX.Example.com");
        _rig.Server.Name("mx.example.com").Address("192.0.2.7").Address("192.0.2.1");
        Assert.Equal(["mx.example.com"], await FindAsync("192.0.2.1"));
        Assert.Equal(["mx.example.com"], await FindAsync("::ffff:192.0.2.1"));
    }

    [Fact]
    public async Task A_name_counts_for_an_ipv6_client_too()
    {
        _rig.Server.Reverse("2001:db8::25", "mx.example.com");
        _rig.Server.Name("mx.example.com").Host("2001:db8::25");
        Assert.Equal(["mx.example.com"], await FindAsync("2001:db8::25"));
    }

    [Fact]
    public async Task A_name_that_points_elsewhere_is_a_lie()
    {
        _rig.Server.Reverse("192.0.2.1", "mx.bank.example");
        _rig.Server.Name("mx.bank.example").Address("198.51.100.1").Host("2001:db8::26");
        _rig.Server.Reverse("2001:db8::25", "mx.bank.example");
        Assert.Empty(await FindAsync("192.0.2.1"));
        Assert.Empty(await FindAsync("2001:db8::25"));
    }

    [Fact]
    public async Task Of_several_names_those_that_point_back_count()
    {
        _rig.Server.Reverse("192.0.2.1", "mx.bank.example", "mx.example.com", "mx.example.net");
        _rig.Server.Name("mx.bank.example").Address("198.51.100.1");
        _rig.Server.Name("mx.example.com").Address("192.0.2.1");
        _rig.Server.Name("mx.example.net").Address("192.0.2.1");
        Assert.Equal(["mx.example.com", "mx.example.net"], await FindAsync("192.0.2.1"));
    }

    [Fact]
    public async Task No_more_than_four_names_are_looked_at()
    {
        var names = Enumerable.Range(0, 10).Select(i => $"mx{i}.example.com").ToArray();
        _rig.Server.Reverse("192.0.2.1", names);
        foreach (var name in names)
            _rig.Server.Name(name).Address("192.0.2.1");
        Assert.Equal(names[..4], await FindAsync("192.0.2.1"));
        Assert.Equal(4, _rig.Server.CountUnder("example.com"));
    }

    [Fact]
    public async Task A_name_as_long_as_DNS_allows_counts()
    {
        var longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        _rig.Server.Reverse("192.0.2.1", longest);
        _rig.Server.Name(longest).Address("192.0.2.1");
        Assert.Equal([longest], await FindAsync("192.0.2.1"));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(62, 5)]
    public async Task A_name_longer_than_DNS_allows_is_passed_over(int label, int labels)
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', label), labels));
        var resolver = new FakeResolver(_rig.Clock).Reverse("192.0.2.1", name, "mx.example.com").Host("mx.example.com", "192.0.2.1");
        Assert.Equal(["mx.example.com"], await new VerifiedNames(resolver).FindAsync(Some.Client("192.0.2.1")));
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::25")]
    public async Task Without_a_reverse_entry_there_is_no_name(string client)
    {
        Assert.Empty(await FindAsync(client));
        Assert.Single(_rig.Server.Queries);
    }

    [Fact]
    public async Task A_server_that_does_not_say_verifies_nothing()
    {
        _rig.Server.Reverse("192.0.2.1", "mx.example.com");
        _rig.Server.Name("mx.example.com").Address("192.0.2.1").ServFail();
        Assert.Empty(await FindAsync("192.0.2.1"));

        _rig.Server.Reverse("192.0.2.2", "mx.example.net").ServFail();
        Assert.Empty(await FindAsync("192.0.2.2"));
    }

    [Fact]
    public async Task An_empty_name_verifies_nothing()
    {
        _rig.Server.Reverse("192.0.2.1", ".");
        Assert.Empty(await FindAsync("192.0.2.1"));
    }

    [Fact]
    public async Task The_names_of_one_client_are_asked_for_at_the_same_time()
    {
        var gate = new TaskCompletionSource();
        _rig.Server.Reverse("192.0.2.1", "a.example.com", "b.example.com");
        _rig.Server.Zone("example.com").WaitsFor(gate.Task);
        _rig.Server.Name("a.example.com").Address("192.0.2.1");
        _rig.Server.Name("b.example.com").Address("192.0.2.1");
        var names = FindAsync("192.0.2.1");
        await _rig.Server.SeenAsync(3);
        gate.SetResult();
        Assert.Equal(["a.example.com", "b.example.com"], await names);
    }

    private async Task<string[]> FindAsync(string client) =>
        [.. await new VerifiedNames(_rig.Resolver).FindAsync(Samples.Parse(client)).WaitAsync(TimeSpan.FromMinutes(1))];
}
