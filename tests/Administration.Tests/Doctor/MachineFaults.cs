using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Reporting.State;
using IpBlock.Testing.Certificates;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Doctor;

internal static class MachineFaults
{
    public static IEnumerable<Fault> All =>
    [
        new("list.oldVersion", "a file that has become useless", static site => List(site, static list => list with { Trouble = "it is no list" })),
        new("list.missing", "no file", static site => List(site, static list => list with { IsInForce = false, IsMissing = true, Trouble = "the file does not exist" })),
        new("list.unusable", "no list", static site => List(site, static list => list with { IsInForce = false, Trouble = "it is no list" })),
        new("list.stale", "expired", static site => List(site, static list => list with { IsInForce = false })),
        new("list.held", "a version held back", static site => List(site, static list => list with { LastFetch = FeedResult.Held, FetchTrouble = "it lists you" })),
        new("list.fetchFailed", "not fetched", static site => List(site, static list => list with { LastFetch = FeedResult.Failed, FetchTrouble = "404" })),
        new("list.wide", "half of the internet", static site => site.Write("etc/ipblock/drop.txt", "0.0.0.0/2\n64.0.0.0/7\n")),
        new("list.badLines", "lines that are no entries", static site => site.Write("etc/ipblock/drop.txt", "192.0.2.300\n" + string.Concat(Enumerable.Range(0, 100).Select(static i => $"198.51.100.{i}\n")))),
        new("certificate.missing", "no file of certificates", static site => Certificates(site, null)),
        new("certificate.hidden", "no file, and no reading it", static site =>
        {
            Certificates(site, null);
            Directory.CreateDirectory(Path.Combine(site.Root, "etc/ipblock/ca.pem"));
        }),
        new("certificate.unusable", "no certificate in it", static site => Certificates(site, "hello\n")),
        new("certificate.unusable", "damaged", static site => Certificates(site, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")),
        new("certificate.expired", "an old one", static site => Certificates(site, Certificate(site, -1))),
        new("certificate.expires", "one for another week", static site => Certificates(site, Certificate(site, 13))),
        new("machine.settingsWritable", "everybody may write", static site => site.Mode |= UnixFileMode.OtherWrite),
        new("machine.settingsReadable", "everybody may read a key", static site =>
        {
            site.Mode |= UnixFileMode.OtherRead;
            ((JArray)site.Settings["blockProviders"]!).Add(JObject.Parse("""{ "name": "dqs", "lookupDomain": "abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net", "ipAddressesMatch": [ "127.0.0.2" ] }"""));
        }),
        new("machine.diskSpace", "a full disk", static site => site.Free = 100 << 20),
        new("machine.diskSpace", "no room for the log to grow", static site =>
        {
            site.Free = 600 << 20;
            site.Settings["log"] = JObject.Parse("""{ "maxDirectorySize": "2GB" }""");
        }),
        new("machine.clockBehind", "the clock has been set back", static site => site.SettingsWritten = System.TimeSpan.FromHours(1)),
        new("machine.clockUnkept", "nobody keeps the clock", static site => site.IsClockKept = false),
        new("machine.unitDisabled", "not started with the machine", static site =>
        {
            site.Write("usr/lib/systemd/system/ipblock.service", "[Unit]\n");
            Directory.CreateDirectory(Path.Combine(site.Root, "run/systemd/system"));
        }),
    ];

    private static void List(Site site, Func<ListState, ListState> change) => RunningFaults.Change(site, state => state with { Lists = [change(state.Lists[0])] });

    private static void Certificates(Site site, string? text)
    {
        site.Settings["feeds"] = JObject.Parse("""{ "caFile": "ca.pem" }""");
        if (text is not null)
            site.Write("etc/ipblock/ca.pem", text);
    }

    private static string Certificate(Site site, int days)
    {
        var now = site.Clock.UtcNow;
        using var certificate = SelfSigned.For("lists.example", now.AddDays(-400), now.AddDays(days));
        return certificate.ExportCertificatePem() + "\n";
    }
}
