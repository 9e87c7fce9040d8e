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
    private const string Repair = "Run Repair-Agent.ps1, then restart the transport service (docs/exchange.md).";

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
                $"The list of transport agents cannot be read, so it is not known whether Exchange uses IpBlock: {failure.Message}",
                "Run Get-TransportAgent -TransportService FrontEnd on the server, or run this command as an administrator.")])];
        }
    }

    // An Edge server has no front end.
    private static MailServerView View(AgentsFile? front, AgentsFile? back)
    {
        var (inFront, inBack) = (Ours(front), Ours(back));
        if (inFront is null && inBack is null)
            return new MailServerView(false, new DoctorFinding("exchange.notRegistered", Severity.Critical, (front ?? back)!.Path,
                "Exchange does not use IpBlock: the agent is not registered with a transport service.", Repair), []);
        var findings = OfAgent(front, inFront).Concat(OfAgent(back, inBack));
        if (inFront is { Enabled: true } && inBack is { Enabled: true })
            findings = findings.Append(new DoctorFinding("exchange.twice", Severity.Warning, inBack.Name,
                "The agent is registered with both transport services, FrontEnd and Hub, so each client is checked twice.",
                "Disable-TransportAgent \"IpBlock Agent\" -TransportService Hub; then restart MSExchangeTransport."));
        else if (front is not null && inFront is null)
            findings = findings.Append(new DoctorFinding("exchange.hubOnly", Severity.Well, inBack!.Name,
                "The agent is registered only with the transport service Hub, which knows a client only if FrontEnd passes its address.",
                "If FrontEnd receives mail from the Internet, register it there: Install-Agent.ps1 -TransportService FrontEnd"));
        return new MailServerView(true, null, [.. findings]);
    }

    // Exchange skips these addresses when it looks where a message entered, so that the agent judges what a Received header behind them says.
    private static MailServerView Internal(IReadOnlyList<string> servers) => new(false, null,
    [
        .. from server in servers
        where AddressRange.TryParse(server, out var range) && NetworkWidth.IsWide(range)
        select DoctorFinding.Warning("exchange.internalServers", server,
            $"Exchange treats {server}, a large part of the Internet, as internal servers (InternalSMTPServers): for a client in this range, IpBlock checks the address in the message headers, which a sender can forge.",
            $"Enter only your gateways: Set-TransportConfig -InternalSMTPServers @{{Remove = '{server}'}}. On an Edge server with a subscription, run this command in the organization."),
    ]);

    private static TransportAgent? Ours(AgentsFile? file) => file?.Agents.FirstOrDefault(static agent => agent.IsOurs);

    private static IEnumerable<DoctorFinding> OfAgent(AgentsFile? file, TransportAgent? agent)
    {
        if (file is null || agent is null)
            yield break;
        if (!agent.Enabled)
            yield return new DoctorFinding("exchange.disabled", Severity.Critical, agent.Name, $"Exchange does not use IpBlock: the agent is registered with {file.Path} and disabled.",
                $"Enable-TransportAgent \"{agent.Name}\"{Service(file)}; then restart the transport service.");
        if (!File.Exists(agent.AssemblyPath))
            yield return new DoctorFinding("exchange.noFile", Severity.Critical, agent.AssemblyPath,
                $"The agent file {agent.AssemblyPath} does not exist, so the transport service cannot start.", Repair);
        var places = file.Agents.ToList();
        if (agent.Enabled && places.FindIndex(static other => other is { Name: BuiltIn, Enabled: true }) is >= 0 and var place)
            yield return new DoctorFinding("exchange.twoFilters", Severity.Warning, BuiltIn,
                $"Exchange's {BuiltIn} is also enabled{(place < places.IndexOf(agent) ? " and runs first" : "")}: the lists are queried twice, and the exceptions of IpBlock do not apply to it.",
                $"Import its settings (docs/exchange.md); then run Disable-TransportAgent \"{BuiltIn}\", and restart the transport service.");
    }

    private static string Service(AgentsFile file) => file.Path.EndsWith("fetagents.config", StringComparison.OrdinalIgnoreCase) ? " -TransportService FrontEnd" : "";
}
