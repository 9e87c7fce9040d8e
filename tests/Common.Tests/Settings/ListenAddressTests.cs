using System.Net;
using System.Net.Sockets;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:10040", "127.0.0.1", 10040)]
    [InlineData("localhost:10040", "127.0.0.1", 10040)]
    [InlineData("0.0.0.0:0", "0.0.0.0", 0)]
    [InlineData("[::1]:10040", "::1", 10040)]
    [InlineData("inet:4466@localhost", "127.0.0.1", 4466)]
    [InlineData("inet:4466@192.0.2.1", "192.0.2.1", 4466)]
    [InlineData("inet6:4466@::1", "::1", 4466)]
    [InlineData(" inet6:4466@[::1] ", "::1", 4466)]
    public void A_port_is_written_in_the_words_of_either_mail_server(string text, string address, int port)
    {
        Assert.True(ListenAddress.TryParse(text, out var listen, out var reason), reason);
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), listen.ToEndPoint());
        Assert.Null(listen.Path);
        Assert.Equal(text.Trim(), listen.ToString());
    }

    [Theory]
    [InlineData("unix:/run/ipblock/policy.sock")]
    [InlineData("local:/run/ipblock/policy.sock")]
    public void A_socket_is_a_whole_path(string text)
    {
        Assert.True(ListenAddress.TryParse(text, out var listen, out _));
        Assert.Equal("/run/ipblock/policy.sock", listen.Path);
        Assert.Equal(new UnixDomainSocketEndPoint("/run/ipblock/policy.sock").ToString(), listen.ToEndPoint().ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("127.0.0.1")]
    [InlineData("10040")]
    [InlineData(":10040")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:1x")]
    [InlineData("2001:db8::1:25")]
    [InlineData("[::1]")]
    [InlineData("mail.example:25")]
    [InlineData("inet:4466")]
    [InlineData("inet:@localhost")]
    [InlineData("inet:4466@")]
    [InlineData("unix:")]
    [InlineData("unix:/")]
    [InlineData("unix:policy.sock")]
    [InlineData("unix:/ääääääääääääääääääääääääääääääääääääääääääääääääääääää")]
    public void Anything_else_is_refused_with_a_cure(string? text)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var reason));
        Assert.Contains("write ", reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_place_in_other_words_is_the_same()
    {
        Assert.Equal(Parse("127.0.0.1:4466"), Parse("inet:4466@localhost"));
        Assert.Equal(Parse("unix:/run/a"), Parse("local:/run/a"));
        Assert.NotEqual(Parse("unix:/run/a"), Parse("unix:/run/b"));
        Assert.NotEqual(Parse("127.0.0.1:1"), Parse("127.0.0.1:2"));
        Assert.NotEqual(Parse("127.0.0.1:1"), Parse("[::1]:1"));
    }

    private static ListenAddress Parse(string text) => ListenAddress.TryParse(text, out var address, out var reason) ? address : throw new System.FormatException(reason);
}
