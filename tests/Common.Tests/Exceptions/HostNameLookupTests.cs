using System;
using System.Threading.Tasks;
using IpBlock.Exceptions;
using IpBlock.Settings;
using IpBlock.Tests.Addresses;
using IpBlock.Tests.Dns;
using Xunit;

namespace IpBlock.Tests.Exceptions;

public sealed class HostNameLookupTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Rig _rig = new();

    public HostNameLookupTests()
    {
        _rig.Server.Reverse("192.0.2.1", "mx.bank.example", "mx1.outbound.example.com");
        _rig.Server.Name("mx.bank.example").Address("198.51.100.1");
        _rig.Server.Name("mx1.outbound.example.com").Address("192.0.2.1");
        _rig.Server.Reverse("2001:db8::25", "mx2.outbound.example.com");
        _rig.Server.Name("mx2.outbound.example.com").Host("2001:db8::25");
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::25")]
    public async Task A_client_is_exempt_by_a_verified_name(string client)
    {
        Assert.NotNull(await FindAsync(client, Exempt("*.OUTBOUND.example.com")));
        Assert.NotNull(await FindAsync(client, Exempt("other.example"), Exempt("*.example.com")));
    }

    [Theory]
    [InlineData("mx.bank.example")]
    [InlineData("*.bank.example")]
    [InlineData("outbound.example.com")]
    [InlineData("mx1.outbound.example")]
    public async Task A_name_that_is_a_lie_or_another_exempts_nobody(string pattern) => Assert.Null(await FindAsync("192.0.2.1", Exempt(pattern)));

    [Fact]
    public async Task A_client_without_a_reverse_entry_is_not_exempt() => Assert.Null(await FindAsync("192.0.2.9", Exempt("*.example")));

    [Fact]
    public async Task An_exception_holds_until_the_moment_it_expires()
    {
        Assert.NotNull(await FindAsync("192.0.2.1", Exempt("*.example.com", Now.AddTicks(1))));
        Assert.Null(await FindAsync("192.0.2.1", Exempt("*.example.com", Now)));
        Assert.Null(await FindAsync("192.0.2.1", Exempt("*.example.com", Now.AddTicks(-1))));
    }

    [Fact]
    public async Task An_expired_exception_does_not_hide_the_next()
    {
        var (expired, good) = (Exempt("*.example.com", Now), Exempt("mx1.outbound.example.com"));
        Assert.Same(good, await FindAsync("192.0.2.1", expired, good));
    }

    [Fact]
    public void Exceptions_by_address_are_no_reason_to_look_names_up()
    {
        Assert.False(new HostNameExceptions([Exempt("192.0.2.1"), Exempt("2001:db8::/32")], _rig.Resolver).Any);
        Assert.True(new HostNameExceptions([Exempt("192.0.2.1"), Exempt("*.example.com")], _rig.Resolver).Any);
    }

    private async Task<ClientException?> FindAsync(string client, params ClientException[] exceptions) =>
        await new HostNameExceptions(exceptions, _rig.Resolver).FindAsync(Samples.Parse(client), Now).WaitAsync(TimeSpan.FromMinutes(1));

    private static ClientException Exempt(string pattern, DateTimeOffset? expires = null) =>
        ClientPattern.TryParse(pattern, out var client, out var reason) ? new ClientException { Client = client, Expires = expires } : throw new FormatException(reason);
}
