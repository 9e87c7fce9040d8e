using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks.Soak;

/// <summary>Days of a mail server in minutes. Each day every list is ill once, each in its own way, the name server is gone for a while, and the settings change.</summary>
internal static class SimulatedDays
{
    public static async Task RunAsync(TimeSpan duration)
    {
        await using var site = new SimulatedSite();
        var gauge = new Gauge();
        var watch = Stopwatch.StartNew();
        var days = 0;
        for (; watch.Elapsed < duration; days++)
        {
            for (var minute = 0; minute < 24 * 60; minute++)
            {
                if (minute % 60 == 0)
                    await HourAsync(site, days, minute / 60);
                if (minute == 22 * 60 + 10)
                    Outage(site, begins: false);
                await site.MinuteAsync(40);
            }

            gauge.Read(TimeSpan.FromDays(days + 1), string.Create(CultureInfo.InvariantCulture, $"{site.Oracle.Verdicts:N0} verdicts, {site.Oracle.Wrong} wrong"));
        }

        var oracle = site.Oracle;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{days} days in {watch.Elapsed.TotalMinutes:N0} minutes: {oracle.Verdicts:N0} verdicts, {oracle.Refused:N0} refused, {oracle.Partial:N0} without a list, {oracle.Deceived:N0} refused by a list that lied, {oracle.Wrong} wrong; log and decisions differ by {site.LogDifference}"));
        oracle.Faults.ForEach(static fault => Console.WriteLine("  wrong: " + fault));
        Console.WriteLine("  notices " + site.Notices);
        gauge.Conclude();
    }

    private static async Task HourAsync(SimulatedSite site, int day, int hour)
    {
        await site.ReadLogAsync();
        switch (hour)
        {
            case 2: site.Zone(0).Silent(); break;
            case 5: site.Zone(0).Honest(); break;
            case 7: site.Zone(1).ListsTheWorld("127.0.0.2"); site.Lies(1, begins: true); break;
            case 9: site.Zone(1).ListsTheWorldNoMore(); site.Lies(1, begins: false); break;
            case 11: site.Zone(2).ServFail(); break;
            case 13: site.Zone(2).Honest(); break;
            case 15: site.Zone(3).AnswersAlways("127.255.255.254"); break;
            case 16: site.Zone(3).ListsTheWorldNoMore(); break;
            case 18: site.ChangeSettings(20_000 + 8 * (day % 2)); break;
            case 22: Outage(site, begins: true); break;
        }
    }

    private static void Outage(SimulatedSite site, bool begins)
    {
        for (var list = 0; list < SimulatedSite.Lists; list++)
            _ = begins ? site.Zone(list).Silent() : site.Zone(list).Honest();
    }
}
