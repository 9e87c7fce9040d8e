using System.Collections.Generic;

namespace IpBlock.Administration.Doctor.Running;

/// <summary>What to do about a finding of a running process, where its text does not say it.</summary>
internal static class RunningSteps
{
    private static readonly Dictionary<string, string> Steps = new(System.StringComparer.Ordinal)
    {
        ["running.none"] = "Start it: systemctl start ipblock. On Exchange, install the agent, then restart the transport service.",
        ["running.hidden"] = "Run ipblock doctor as root or as an administrator.",
        ["running.ended"] = "Restart it: systemctl start ipblock, or the Exchange transport service. To see why it ended, check journalctl -u ipblock or the event log.",
        ["running.noSettings"] = "Correct the settings file. To see each error, run ipblock config validate.",
        ["running.oldSettings"] = "To see the differences, run ipblock status. To read the file immediately, run systemctl reload ipblock.",
        ["running.restoredSettings"] = "To check whether the file is active now, run ipblock status.",
        ["running.off"] = "ipblock config set enabled true",
        ["running.reportMode"] = "To see which clients would have been rejected, run ipblock stats. To reject them, run ipblock config set mode enforce.",
        ["running.privateClients"] = "Configure the proxy to forward the client addresses with the PROXY protocol (in Postfix: smtpd_upstream_proxy_protocol = haproxy). On Exchange behind a gateway, run Set-TransportConfig -InternalSMTPServers (docs/exchange.md).",
        ["running.suspended"] = "To probe it immediately, run ipblock provider retry NAME.",
        ["running.braked"] = "To see its recent listings, run ipblock provider show NAME. It rejects mail again when it no longer lists these clients.",
        ["running.oldVersion"] = "Restart it: systemctl restart ipblock, or the Exchange transport service.",
        ["running.lostLines"] = "Check whether the disk of the log is full or slow, and check the journal (events 200-203).",
        ["running.errors"] = "They are in the journal or the event log (events 331, 415 and 418). Report them.",
    };

    public static string Next(string id) => Steps.TryGetValue(id, out var step) ? step : "";
}
