using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Doctor;

internal static class SettingsFaults
{
    public static IEnumerable<Fault> All =>
    [
        new("settings.broken", "not a JSON", static site => site.Text = "{ \"mode\": "),
        new("settings.missing", "no file", static site => site.IsMissing = true),
        new("settings.notifyIncomplete", "no sender", static site => site.Settings["notify"] = JObject.Parse("""{ "email": { "to": [ "admin@example.com" ], "server": "mail.example.com" } }""")),
        new("settings.off", "enabled is false", static site => site.Settings["enabled"] = false),
        new("settings.reportMode", "mode is report", static site => site.Settings["mode"] = "report"),
        new("settings.nothingRejects", "nothing to ask", static site => (site.Settings["blockProviders"], site.Settings["lists"]) = (new JArray(), new JArray())),
        new("settings.nothingRejects", "all disabled", static site => Each(site, "enabled", false)),
        new("settings.onlyReports", "each with mode report", static site => Each(site, "mode", "report")),
        new("settings.acceptsAll", "an exception for everybody", static site => site.Settings["exceptions"] = JObject.Parse("""{ "clients": [ { "client": "0.0.0.0/0", "force": true } ] }""")),
        new("settings.acceptsAll", "an allow list of everybody", static site => site.Settings["allowList"] = JArray.Parse("""[ { "address": "::/0", "force": true } ]""")),
        new("settings.acceptsAll", "an exception for a top-level domain", static site => site.Settings["exceptions"] = JObject.Parse("""{ "clients": [ { "client": "*.net" } ] }""")),
        new("settings.acceptsAll", "port 25 exempt", static site => site.Settings["exceptions"] = JObject.Parse("""{ "exemptLocalPorts": [ 25, 587 ] }""")),
        new("settings.wideBlock", "a block entry of many networks", static site => site.Settings["blockList"] = JArray.Parse("""[ { "address": "64.0.0.0/7" } ]""")),
        new("settings.wrongKind", "an allow list that blocks", static site => Add(site, "blockProviders", """{ "name": "dnswl", "lookupDomain": "list.dnswl.org", "ipAddressesMatch": [ "127.0.2.2" ] }""")),
        new("settings.wrongKind", "a block list that allows", static site => Add(site, "allowProviders", """{ "name": "cop", "lookupDomain": "bl.spamcop.net", "anyMatch": true }""")),
        new("settings.harshList", "neighbours", static site => Add(site, "blockProviders", """{ "name": "uce", "lookupDomain": "dnsbl-3.uceprotect.net", "ipAddressesMatch": [ "127.0.0.2" ] }""")),
        new("settings.anyMatch", "codes of good senders", static site => Add(site, "blockProviders", """{ "name": "karma", "lookupDomain": "hostkarma.junkemailfilter.com", "anyMatch": true }""")),
        new("settings.wideHelo", "names of others", static site => site.Settings["helo"] = JObject.Parse("""{ "enabled": true, "own": [ "*.com" ] }""")),
        new("settings.unreachable", "a threshold that no sum reaches", static site =>
        {
            site.Settings["verdict"] = "score";
            site.Settings["thresholds"] = JObject.Parse("""{ "reject": 9 }""");
        }),
        new("settings.scoresUnused", "thresholds without sums", static site => site.Settings["thresholds"] = JObject.Parse("""{ "reject": 9 }""")),
        new("settings.countsForNobody", "in policies only, and in none", static site =>
            Add(site, "blockProviders", """{ "name": "third", "lookupDomain": "third.test", "anyMatch": true, "onlyInPolicies": true }""")),
        new("settings.policyUnused", "two policies of one recipient", static site => site.Settings["recipientPolicies"] =
            JArray.Parse("""[ { "name": "one", "recipients": [ "a@example.com" ] }, { "name": "two", "recipients": [ "a@example.com" ] } ]""")),
        new("settings.expired", "an old entry", static site => site.Settings["allowList"] = JArray.Parse("""[ { "address": "192.0.2.1", "expires": "2020-01-01" } ]""")),
        new("settings.codeNeverMatches", "a code that is an error", static site =>
            Add(site, "blockProviders", """{ "name": "codes", "lookupDomain": "codes.test", "ipAddressesMatch": [ "127.0.0.9", "127.0.0.2" ], "errorCodes": [ "127.0.0.9" ] }""")),
        new("provider.closedZone", "a list that is closed", static site => Add(site, "blockProviders", """{ "name": "njabl", "lookupDomain": "dnsbl.njabl.org", "ipAddressesMatch": [ "127.0.0.2" ] }""")),
    ];

    private static void Each(Site site, string property, JToken value)
    {
        foreach (var array in new[] { "blockProviders", "lists" })
        {
            foreach (var item in (JArray)site.Settings[array]!)
                item[property] = value.DeepClone();
        }
    }

    private static void Add(Site site, string array, string provider)
    {
        site.Settings[array] ??= new JArray();
        ((JArray)site.Settings[array]!).Add(JObject.Parse(provider));
    }
}
