using System;
using System.Linq;
using System.Net;
using Xunit;

namespace IpBlock.TransportHost;

public sealed class CommandLineTests
{
    private const string Least = "--agent a.dll --factory F --listen 127.0.0.1:25";

    [Fact]
    public void Every_option_is_heeded()
    {
        var line = Parse(Least + " --listen [::1]:587 --proxy 127.0.0.1:0 --mail m --user u:p:q --internal 10.0.0.0/8 --dnsbl z --dnsbl-listen 127.0.0.1:53");
        var options = line.ToOptions();
        Assert.Equal(("a.dll", "F", "m"), (options.AgentPath, options.FactoryType, options.MailFolder));
        Assert.Equal([IPEndPoint.Parse("127.0.0.1:25"), IPEndPoint.Parse("[::1]:587")], options.Listen);
        Assert.Equal([IPEndPoint.Parse("127.0.0.1:0")], options.Proxy);
        Assert.Equal(("u", "p:q"), (options.Smtp.UserName, options.Smtp.Password));
        Assert.Equal(IPNetwork.Parse("10.0.0.0/8"), options.Internal.Single());
        Assert.Equal(("z", IPEndPoint.Parse("127.0.0.1:53")), (line.ZoneFile, line.DnsblListen));
    }

    [Fact]
    public void What_is_not_given_has_a_default()
    {
        var line = Parse(Least);
        Assert.Null(line.ToOptions().Smtp.UserName);
        Assert.Null(line.ZoneFile);
        Assert.Equal(IPEndPoint.Parse("127.0.0.1:0"), line.DnsblListen);
    }

    [Theory]
    [InlineData("--factory F --listen 127.0.0.1:25", "--agent")]
    [InlineData("--agent a.dll --listen 127.0.0.1:25", "--factory")]
    [InlineData("--agent a.dll --factory F", "--listen")]
    [InlineData(Least + " --user u", "--user")]
    [InlineData(Least + " --listen 127.0.0.1", "127.0.0.1")]
    [InlineData(Least + " --listen ::1:25", "::1:25")]
    [InlineData(Least + " --internal ten", "ten")]
    [InlineData(Least + " --mail", "--mail")]
    [InlineData(Least + " --nonsense x", "--nonsense")]
    public void A_mistake_is_named(string line, string word) =>
        Assert.Contains(word, Assert.Throws<FormatException>(() => Parse(line).ToOptions()).Message);

    [Theory]
    [InlineData("--help")]
    [InlineData(Least + " -h")]
    public void Help_is_given(string line) => Assert.True(Parse(line).WantsHelp);

    private static CommandLine Parse(string line) => CommandLine.Parse(line.Split(' '));
}
