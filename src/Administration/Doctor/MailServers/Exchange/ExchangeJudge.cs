using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using IpBlock.Addresses;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.MailServers.Exchange;

/// <summary>Exchange: whether the agent is registered with the service that sees the clients, enabled, and there.</summary>
internal static class ExchangeJudge
{
    private const string BuiltIn = "Connection Filtering Agent";
    private const string Repair = "Repair-Agent.ps1 puts it right; then restart the transport service (docs/exchange.md).";

    /// <summary>Two views: of the agents, which is left out when Exchange is not installed here, and of the addresses that Exchange takes for its own servers.</summary>
    public static IReadOnlyList<MailServerView> Look(DoctorVisit visit) => [.. OfAgents(visit), Internal(visit.InternalSmtpServers ?? [])];

    private static IReadOnlyList<MailServerView> OfAgents(DoctorVisit visit)
    {
        if ((visit.ExchangeFolder ?? ExchangeFolder.Find()) is not { } folder)
            return [];
        try
        {
            var (front, back) = (AgentsFile.Read(folder, "fetagents.config"), AgentsFile.Read(folder, "agents.config"));
            return front is null && back is null ? [] : [View(front, back)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or XmlException)
        {
            return [new MailServerView(false, null, [new DoctorFinding("exchange.hidden", Severity.Warning, folder,
                $"Exchange's list of transport agents cannot be read, so it is not known whether Exchange asks IpBlock: {failure.Message}",
                "Run Get-TransportAgent -TransportService FrontEnd on the server, or this as an administrator.")])];
        }
    }

    // An Edge server has no front end.
    private static MailServerView View(AgentsFile? front, AgentsFile? back)
    {
        var (inFront, inBack) = (Ours(front), Ours(back));
        if (inFront is null && inBack is null)
            return new MailServerView(false, new DoctorFinding("exchange.notRegistered", Severity.Critical, (front ?? back)!.Path,
                "Exchange does not ask IpBlock: the agent is registered with no transport service.", Repair), []);
        var findings = OfAgent(front, inFront).Concat(OfAgent(back, inBack));
        if (inFront is { Enabled: true } && inBack is { Enabled: true })
            findings = findings.Append(new DoctorFinding("exchange.twice", Severity.Warning, inBack.Name,
                "The agent is registered with the front end and with the hub: each client is judged twice.",
                "Disable-TransportAgent \"IpBlock Agent\" -TransportService Hub; then restart MSExchangeTransport."));
        else if (front is not null && inFront is null)
            findings = findings.Append(new DoctorFinding("exchange.hubOnly", Severity.Well, inBack!.Name,
                "The agent is registered with the hub only, which sees a client when the front end has passed its address on.",
                "Where mail from outside reaches the front end, register it there: Install-Agent.ps1 -TransportService FrontEnd"));
        return new MailServerView(true, null, [.. findings]);
    }

    // Exchange skips these addresses when it looks where a message entered, so that the agent judges what a Received header behind them says.
    private static MailServerView Internal(IReadOnlyList<string> servers) => new(false, null,
    [
        .. from server in servers
        where AddressRange.TryParse(server, out var range) && NetworkWidth.IsWide(range)
        select DoctorFinding.Warning("exchange.internalServers", server,
            $"Exchange takes {server}, a large part of the internet, for servers of its own (InternalSMTPServers): of a client there"
                + " the address is judged that the message's headers name, and a sender can make those up.",
            $"Name your gateways: Set-TransportConfig -InternalSMTPServers @{{Remove = '{server}'}}; on an Edge server with a subscription, in the organization."),
    ]);

    private static TransportAgent? Ours(AgentsFile? file) => file?.Agents.FirstOrDefault(static agent => agent.IsOurs);

    private static IEnumerable<DoctorFinding> OfAgent(AgentsFile? file, TransportAgent? agent)
    {
        if (file is null || agent is null)
            yield break;
        if (!agent.Enabled)
            yield return new DoctorFinding("exchange.disabled", Severity.Critical, agent.Name, $"Exchange does not ask IpBlock: the agent is registered in {file.Path} and disabled.",
                $"Enable-TransportAgent \"{agent.Name}\"{Service(file)}; then restart the transport service.");
        if (!File.Exists(agent.AssemblyPath))
            yield return new DoctorFinding("exchange.noFile", Severity.Critical, agent.AssemblyPath,
                $"The agent's file {agent.AssemblyPath} is not there: the transport service does not start with it.", Repair);
        var places = file.Agents.ToList();
        if (agent.Enabled && places.FindIndex(static other => other is { Name: BuiltIn, Enabled: true }) is >= 0 and var place)
            yield return new DoctorFinding("exchange.twoFilters", Severity.Warning, BuiltIn,
                $"Exchange's {BuiltIn} is enabled too{(place < places.IndexOf(agent) ? " and comes first" : "")}: the lists are asked twice, and IpBlock's exceptions do not count there.",
                $"Carry its settings over (docs/exchange.md); then: Disable-TransportAgent \"{BuiltIn}\", and restart the transport service.");
    }

    private static string Service(AgentsFile file) => file.Path.EndsWith("fetagents.config", StringComparison.OrdinalIgnoreCase) ? " -TransportService FrontEnd" : "";
}
