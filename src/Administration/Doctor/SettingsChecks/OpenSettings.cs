using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>Exceptions so wide that hardly anybody is left to be filtered.</summary>
internal static class OpenSettings
{
    private const int SmtpPort = 25;

    public static IEnumerable<DoctorFinding> Of(FilterSettings settings, DateTimeOffset now)
    {
        foreach (var entry in settings.AllowList.Where(entry => !(entry.Expires <= now)))
        {
            if (WideRanges.WhyTooWide(entry.Address) is { } why)
                yield return Accepts(entry.Address.ToString(), $"The IP Allow list accepts nearly every client: {why}.", $"ipblock entry remove {entry.Address} --list allow");
        }

        foreach (var entry in settings.Exceptions.Clients.Where(entry => !(entry.Expires <= now)))
        {
            if ((entry.Client.Range is { } range ? WideRanges.WhyTooWide(range) : WhyTooWide(entry.Client.HostName!)) is { } why)
                yield return Accepts(entry.Client.ToString(), $"An exception accepts nearly all clients, or very many: {why}.", $"ipblock exception remove {entry.Client}");
        }

        if (settings.Exceptions.ExemptLocalPorts.Contains(SmtpPort))
            yield return Accepts("exceptions.exemptLocalPorts", "exceptions.exemptLocalPorts contains port 25, so no mail from other servers is filtered.",
                "ipblock config set exceptions.exemptLocalPorts 465,587");
    }

    private static string? WhyTooWide(string hostName) =>
        HostWidth.IsWholeTopLevel(hostName) ? $"{hostName} matches all host names of a top-level domain" : null;

    private static DoctorFinding Accepts(string subject, string text, string step) => new("settings.acceptsAll", Severity.Warning, subject, text, step);
}
