using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>Exchange's lists of agents, as its documentation describes the file, for a Mailbox server and an Edge server.</summary>
public sealed class ExchangeJudgeTests
{
    private const string Ours = "IpBlock Agent|IpBlock.Agent.IpBlockAgentFactory|{dll}|true";
    private const string BuiltIn = "Connection Filtering Agent|Microsoft.Exchange.Transport.Agent.ConnectionFiltering.ConnectionFilteringAgentFactory|{dll}|true";
    private const string Other = "Malware Agent|Example.Factory|{dll}|true";

    [Theory]
    [InlineData("", Ours, Other)]
    [InlineData("", Ours + ";" + Other, "")]
    [InlineData("", null, Ours + ";" + Other)]
    [InlineData("exchange.notRegistered", Other, Other)]
    [InlineData("exchange.notRegistered", null, Other)]
    [InlineData("exchange.disabled", "IpBlock Agent|IpBlock.Agent.IpBlockAgentFactory|{dll}|false", Other)]
    [InlineData("exchange.noFile", "IpBlock Agent|IpBlock.Agent.IpBlockAgentFactory|/nowhere/IpBlock.Agent.dll|true", Other)]
    [InlineData("exchange.hubOnly", Other, Ours)]
    [InlineData("exchange.twice", Ours, Ours)]
    [InlineData("exchange.twoFilters", null, BuiltIn + ";" + Ours)]
    [InlineData("exchange.twoFilters", null, Ours + ";" + BuiltIn)]
    [InlineData("", null, Ours + ";Connection Filtering Agent|x|{dll}|false")]
    public async Task An_agent_that_does_not_work_as_it_should_is_found(string id, string? front, string back)
    {
        using var site = new Site { Master = null };
        site.ExchangeFolder = Path.Combine(site.Root, "Exchange");
        var dll = site.Write("Program Files/IpBlock/Agent/1.0.0/IpBlock.Agent.dll", "");
        if (front is not null)
            Write(site, "fetagents.config", front, dll);
        Write(site, "agents.config", back, dll);
        Assert.Equal(id.Length == 0 ? [] : [id], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));
    }

    [Theory]
    [InlineData("", "10.0.0.0/8", "192.0.2.10", "2001:db8::/32", "198.51.100.1-198.51.100.9")]
    [InlineData("0.0.0.0/0", "192.0.2.10", "0.0.0.0/0")]
    [InlineData("1.0.0.0-223.255.255.255", "1.0.0.0-223.255.255.255")]
    [InlineData("2000::/3", "2000::/3", "what nobody understands")]
    public async Task Servers_of_its_own_that_are_a_large_part_of_the_internet_are_found(string wide, params string[] servers)
    {
        using var site = new Site { Master = null, InternalSmtpServers = servers };
        site.ExchangeFolder = Path.Combine(site.Root, "Exchange");
        Write(site, "agents.config", Ours, site.Write("Program Files/IpBlock/Agent/1.0.0/IpBlock.Agent.dll", ""));
        var found = (await site.ExamineAsync()).Findings;
        Assert.Equal(wide.Length == 0 ? [] : [("exchange.internalServers", wide)], found.Select(static finding => (finding.Id, finding.Subject)));
    }

    [Fact]
    public async Task A_file_that_is_no_XML_is_said_and_not_guessed()
    {
        using var site = new Site { Master = null };
        site.ExchangeFolder = Path.Combine(site.Root, "Exchange");
        site.Write("Exchange/TransportRoles/Agents/agents.config", "<configuration>");
        Assert.Equal(["exchange.hidden"], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));
    }

    private static void Write(Site site, string name, string agents, string dll) => site.Write("Exchange/TransportRoles/Shared/" + name, $"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <mexRuntime>
            <monitoring>
              <agentExecution timeLimitInMilliseconds="90000" />
            </monitoring>
            <agentList>
        {string.Concat(agents.Split(';').Where(static agent => agent.Length > 0).Select(agent => Element(agent.Replace("{dll}", dll, System.StringComparison.Ordinal).Split('|'))))}
            </agentList>
          </mexRuntime>
        </configuration>
        """.TrimStart());

    private static string Element(string[] agent) =>
        $"""      <agent name="{agent[0]}" baseType="Microsoft.Exchange.Data.Transport.Smtp.SmtpReceiveAgent" classFactory="{agent[1]}" assemblyPath="{agent[2]}" enabled="{agent[3]}" />""" + "\n";
}
