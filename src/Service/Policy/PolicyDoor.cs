using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Settings;

namespace IpBlock.Service.Policy;

/// <summary>The door to Postfix: its policy delegation protocol.</summary>
internal sealed class PolicyDoor(ServiceContext service) : IMailDoor
{
    public string Name => "policy";

    public int Limit(ServiceSettings settings) => settings.MaxConnections;

    public IReadOnlyList<ListenAddress> Listen(ServiceSettings settings) => settings.PolicyListen;

    /// <summary>How long Postfix may be silent: it closes a connection after 300 idle seconds (smtpd_policy_service_max_idle) and 1000 in all (max_ttl) unless told otherwise.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromHours(1);

    public async Task ServeAsync(DoorSocket connection, CancellationToken stopping)
    {
        connection.Place.Stall.IdleLimit = IdleLimit;
        var flaw = await new PolicyConnection(service, connection, stopping).ServeAsync().ConfigureAwait(false);
        if (flaw == PolicyFlaw.None)
            return;

        // SMTPD_POLICY_README: a server in trouble sends no reply, logs, and disconnects.
        service.Metrics.ProtocolErrors.Add(Name, flaw.ToString());
        service.Complaints.Write(Name, () => LogMessages.ProtocolBroken("The policy service", connection.RemoteEndPoint?.ToString() ?? "a local socket", Describe(flaw)));
    }

    private static string Describe(PolicyFlaw flaw) => flaw switch
    {
        PolicyFlaw.LineTooLong => "a line has more than 8192 bytes",
        PolicyFlaw.TooManyAttributes => "it has more than 200 attributes",
        PolicyFlaw.RequestTooLong => "it has more than 32768 bytes",
        PolicyFlaw.NoAttribute => "a line is not in the form name=value",
        _ => "it is empty",
    };
}
