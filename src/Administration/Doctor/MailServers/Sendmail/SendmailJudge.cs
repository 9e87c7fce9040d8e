using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Sendmail;

/// <summary>Sendmail: whether sendmail.cf names the milter, uses it, and lets mail go on when it is down.</summary>
internal static class SendmailJudge
{
    private const int UsualPort = 4466;

    private static readonly string[] Configurations = ["/etc/mail/sendmail.cf", "/etc/sendmail.cf"];

    // Debian, Red Hat, BSD. The name /usr/sbin/sendmail alone may be Postfix's.
    private static readonly string[] Programs =
        ["/usr/sbin/sendmail-mta", "/usr/sbin/sendmail.sendmail", "/usr/lib/sm.bin/sendmail", "/usr/libexec/sm.bin/sendmail", "/usr/libexec/sendmail/sendmail"];

    /// <summary>One view; none when Sendmail is not installed.</summary>
    public static IReadOnlyList<MailServerView> Look(DoctorVisit visit, OwnDoors doors)
    {
        if (Programs.All(program => !File.Exists(visit.Place(program))) || Configurations.Select(visit.Place).FirstOrDefault(File.Exists) is not { } path)
            return [];
        try
        {
            return [View(SendmailFile.Parse(File.ReadAllLines(path)), path, doors, visit.Settings ?? new FilterSettings())];
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return [new MailServerView(false, null, [new DoctorFinding("sendmail.hidden", Severity.Warning, path,
                $"This account cannot read {path}, so it is not known whether Sendmail uses IpBlock: {failure.Message}", "Run ipblock doctor as root.")])];
        }
    }

    private static MailServerView View(SendmailFile file, string path, OwnDoors doors, FilterSettings settings)
    {
        var line = $"INPUT_MAIL_FILTER(`ipblock', `S={Word(doors.Milter)}, F=, T=C:5s;S:10s;R:10s')dnl";
        var own = file.Filters.Where(filter => filter.Address is { } address && (OwnDoors.Has(doors.Milter, address) || (address is { Path: null, Port: UsualPort } && !OwnDoors.IsHere(address)))).ToList();
        if (own.Count > 0)
            return new MailServerView(true, null, [.. own.SelectMany(filter => OfFilter(filter, file, settings))]);
        if (file.Filters.FirstOrDefault(IsMeant) is { } meant)
        {
            return new MailServerView(true, null, [new DoctorFinding("sendmail.wrongDoor", Severity.Critical, meant.Name,
                $"Sendmail connects to the milter {meant.Name} at {meant.Socket}, "
                    + (doors.Milter.Count == 0 ? "but the milter of IpBlock is turned off." : $"but IpBlock listens on {Word(doors.Milter)}."),
                doors.Milter.Count == 0 ? "Set service.milterListen, and restart the service." : $"In sendmail.mc, write {line}; then generate sendmail.cf, and restart Sendmail.")]);
        }

        return new MailServerView(false, file.TakesMail
            ? new DoctorFinding("sendmail.notAsked", Severity.Critical, path, $"Sendmail does not use IpBlock: {path} has no milter of IpBlock.",
                $"In sendmail.mc, write {line}; then generate sendmail.cf, and restart Sendmail.")
            : null, []);
    }

    private static bool IsMeant(SendmailFilter filter) => filter.Name.IndexOf("ipblock", StringComparison.OrdinalIgnoreCase) >= 0
        || filter.Address is { } address && OwnDoors.IsHere(address) && (address.Path is { } path ? path.IndexOf("ipblock", StringComparison.OrdinalIgnoreCase) >= 0 : address.Port == UsualPort);

    private static IEnumerable<DoctorFinding> OfFilter(SendmailFilter filter, SendmailFile file, FilterSettings settings)
    {
        if (!file.IsUsed(filter))
            yield return new DoctorFinding("sendmail.notUsed", Severity.Critical, filter.Name,
                $"Sendmail does not use the milter {filter.Name}: it is defined, but is not in InputMailFilters.",
                $"In sendmail.mc, write INPUT_MAIL_FILTER(`{filter.Name}', …) instead of MAIL_FILTER, because it also adds the milter to InputMailFilters.");
        if (filter.Flags.IndexOfAny(['T', 'R', '4']) is >= 0 and var at)
            yield return new DoctorFinding("sendmail.stopsMail", Severity.Warning, filter.Name,
                $"While IpBlock is not running, Sendmail {(filter.Flags[at] is 'R' ? "rejects all mail" : "defers all mail")}, because the milter {filter.Name} has F={filter.Flags}.",
                "In sendmail.mc, write F= without a letter.");
        if (filter.Timeout('R') is { } wait && wait <= settings.TotalTimeout)
            yield return new DoctorFinding("sendmail.shortTimeout", Severity.Warning, filter.Name,
                $"Sendmail waits {Duration.Format(wait)} for IpBlock (R:), but IpBlock can take up to {Duration.Format(settings.TotalTimeout)} (totalTimeout), so clients that it would reject are accepted.",
                "In sendmail.mc, write T=C:5s;S:10s;R:10s.");
    }

    private static string Word(IReadOnlyList<ListenAddress> doors)
    {
        if (doors.Count == 0)
            return "inet:4466@localhost";
        var door = doors[0];
        return door.Path is { } path ? "local:" + path
            : (door.Address.IsIPv4 ? "inet:" : "inet6:") + door.Port.ToString(CultureInfo.InvariantCulture) + "@" + (door.Address.ToString() is "127.0.0.1" or "0.0.0.0" ? "localhost" : door.Address.ToString());
    }
}
