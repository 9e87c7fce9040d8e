using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Import.Postfix;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>postscreen in front: lists that both ask, and a proxy of which smtpd hears nothing.</summary>
internal static class PostscreenJudge
{
    public static IEnumerable<DoctorFinding> Look(MainFile main, IReadOnlyList<MasterService> master, FilterSettings? settings)
    {
        var postscreens = master.Where(static service => service.Type is "inet" && service.Command is "postscreen").ToList();
        if (postscreens.Count == 0)
            yield break;
        if (main.Value("smtpd_upstream_proxy_protocol") is not null && main.Value("postscreen_upstream_proxy_protocol") is null
            && postscreens.TrueForAll(static service => !service.Overrules.ContainsKey("postscreen_upstream_proxy_protocol")))
        {
            yield return new DoctorFinding("postfix.proxyIgnored", Severity.Warning, "smtpd_upstream_proxy_protocol",
                "Postfix ignores smtpd_upstream_proxy_protocol behind postscreen, so all clients appear with the address of the proxy.",
                "Set postscreen_upstream_proxy_protocol = haproxy instead. Then run postfix reload");
        }

        var asked = main.Words("postscreen_dnsbl_sites").Select(static word => word.Text.Split('=', '*')[0].TrimEnd('.')).ToList();
        var both = (settings?.BlockProviders ?? []).Where(provider => provider.Enabled
            && asked.Exists(zone => string.Equals(zone, provider.LookupDomain.Reveal().TrimEnd('.'), StringComparison.OrdinalIgnoreCase))).Select(static provider => provider.Name).ToList();
        if (both.Count > 0)
            yield return new DoctorFinding("postfix.sameLists", Severity.Well, "postscreen_dnsbl_sites",
                $"postscreen queries {string.Join(", ", both)} as well, so each list is queried twice, and the exceptions of IpBlock do not apply to clients that postscreen rejects.",
                "Use the lists in only one of them (docs/postfix.md).");
    }
}
