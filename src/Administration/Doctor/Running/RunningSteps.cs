using System.Collections.Generic;

namespace IpBlock.Administration.Doctor.Running;

/// <summary>What to do about a finding of a running process, where its text does not say it.</summary>
internal static class RunningSteps
{
    private static readonly Dictionary<string, string> Steps = new(System.StringComparer.Ordinal)
    {
        ["running.none"] = "Start it: systemctl start ipblock. On Exchange: install the agent, then restart the transport service.",
        ["running.hidden"] = "Run ipblock doctor as root or as an administrator.",
        ["running.ended"] = "Start it again: systemctl start ipblock, or the transport service of Exchange. journalctl -u ipblock or the event log says why it ended.",
        ["running.noSettings"] = "Correct the settings file: ipblock config validate names each error.",
        ["running.oldSettings"] = "ipblock status shows the differences; systemctl reload ipblock has the file read at once.",
        ["running.restoredSettings"] = "ipblock status shows whether the file has been taken over since.",
        ["running.off"] = "ipblock config set enabled true",
        ["running.reportMode"] = "ipblock stats shows who would have been rejected; then: ipblock config set mode enforce",
        ["running.privateClients"] = "Let what stands in front pass the clients' addresses on: PROXY protocol, for Postfix "
            + "smtpd_upstream_proxy_protocol = haproxy. On Exchange behind a gateway: Set-TransportConfig -InternalSMTPServers (docs/exchange.md).",
        ["running.suspended"] = "ipblock provider retry NAME has it tried at once.",
        ["running.braked"] = "ipblock provider show NAME shows its listings of late; it is released by itself when it has let enough of these clients pass.",
        ["running.oldVersion"] = "Restart it: systemctl restart ipblock, or the transport service of Exchange.",
        ["running.lostLines"] = "Look whether the disk of the log is full or slow, and at the journal (numbers 200-203).",
        ["running.errors"] = "The journal or the event log has them (numbers 331, 415 and 418). Report them.",
    };

    public static string Next(string id) => Steps.TryGetValue(id, out var step) ? step : "";
}
