using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>One service of Postfix: does it ask IpBlock, at the right address, at a place where the answer counts, and does mail go on when IpBlock is down?</summary>
internal sealed class PostfixServiceJudge(PostfixService service, OwnDoors doors, FilterSettings? settings)
{
    private const int UsualPolicyPort = 10040;
    private const int UsualMilterPort = 4466;

    /// <summary>Whether it asks, or tries to; and what is wrong with that.</summary>
    public (bool Asks, IReadOnlyList<DoctorFinding> Findings) Look()
    {
        var places = service.Lists.SelectMany(list => PolicyPlace.In(service, list)).ToList();
        var milters = service.Main.Words("smtpd_milters").Select(word => service.Question(word.Text)).ToList();
        var asked = places.Where(place => IsOurs(place.Question, doors.Policy, UsualPolicyPort)).ToList();
        var told = milters.Where(milter => IsOurs(milter, doors.Milter, UsualMilterPort)).ToList();
        var findings = asked.Select(place => place.Question).SelectMany(OfPolicyService)
            .Concat(told.SelectMany(OfMilter))
            .Concat(new PolicyOrder(service, settings).Of(asked));
        if (asked.Count > 0 && told.Count > 0)
            findings = findings.Append(new DoctorFinding("postfix.askedTwice", Severity.Well, service.Name,
                $"The service {service.Name} uses both the policy service and the milter, so each client is checked twice.", "Use only one of them (docs/postfix.md)."));
        if (service.Main.IsYes("soft_bounce") && (asked.Count > 0 || told.Count > 0))
            findings = findings.Append(new DoctorFinding("postfix.softBounce", Severity.Warning, "soft_bounce",
                "soft_bounce = yes makes each rejection temporary, so listed clients retry repeatedly.", "postconf soft_bounce=no; postfix reload"));
        if (asked.Count + told.Count > 0 || InAClass())
            return (true, [.. findings]);
        var wrong = places.Select(place => WrongDoor(place.Question, doors.Policy, doors.Milter, UsualPolicyPort, "policy service", "service.policyListen"))
            .Concat(milters.Select(milter => WrongDoor(milter, doors.Milter, doors.Policy, UsualMilterPort, "milter", "service.milterListen"))).OfType<DoctorFinding>().ToList();
        return (wrong.Count > 0, wrong);
    }

    // One of another machine is ours by its port.
    private static bool IsOurs(PostfixQuestion question, IReadOnlyList<ListenAddress> own, int usualPort) =>
        (question.Address is { } address && OwnDoors.Has(own, address)) || (question.AsWritten is { } written && OwnDoors.Has(own, written))
        || (question.Address is { Path: null } elsewhere && elsewhere.Port == usualPort && !OwnDoors.IsHere(elsewhere));

    // Whom a restriction class asks, and for which mail, is not followed.
    private bool InAClass() => service.Main.Words("smtpd_restriction_classes")
        .Any(name => PolicyPlace.In(service, name.Text).Any(place => IsOurs(place.Question, doors.Policy, UsualPolicyPort)));

    private DoctorFinding? WrongDoor(PostfixQuestion question, IReadOnlyList<ListenAddress> own, IReadOnlyList<ListenAddress> other, int usualPort, string what, string setting)
    {
        if (question.Address is not { } address || !OwnDoors.IsHere(address))
            return null;
        var isMeant = address.Path is { } path ? path.IndexOf("ipblock", StringComparison.OrdinalIgnoreCase) >= 0 : address.Port == usualPort;
        var why = OwnDoors.Has(other, address) ? "which uses another protocol"
            : Listening.At(address) == false ? "where nothing listens"
            : isMeant ? "where IpBlock does not listen"
            : null;
        if (why is null)
            return null;
        return own.Count == 0
            ? new DoctorFinding("postfix.wrongDoor", Severity.Critical, question.Place, $"Postfix uses a {what} at {question.Place}, {why}, and the {what} of IpBlock is turned off.",
                $"Set {setting}, and restart the service.")
            : new DoctorFinding("postfix.wrongDoor", Severity.Critical, question.Place, $"Postfix uses a {what} at {question.Place}, {why}; IpBlock listens on {PostfixWords.Of(own)}.",
                $"Write {PostfixWords.Of(own)} in main.cf, or change {setting}. Then run postfix reload");
    }

    private IEnumerable<DoctorFinding> OfPolicyService(PostfixQuestion question)
    {
        foreach (var finding in OfJail(question, doors.Policy))
            yield return finding;
        var action = question.Option("default_action") ?? service.Main.Value("smtpd_policy_service_default_action");
        if (!string.Equals(action, "DUNNO", StringComparison.OrdinalIgnoreCase))
            yield return Warning("postfix.noDefaultAction", question, $"While IpBlock is not running, Postfix answers {(action is null ? "each recipient with 451" : $"'{Printable.Line(action)}'")}, "
                + "because check_policy_service has no default_action=DUNNO. No mail is accepted then, or other checks are skipped.",
                $"check_policy_service {{ {question.Place}, timeout=10s, default_action=DUNNO }} (Postfix 3.0 and later)");
        foreach (var finding in OfTimeout(question, question.Option("timeout") ?? service.Main.Value("smtpd_policy_service_timeout"), TimeSpan.FromSeconds(100), "timeout"))
            yield return finding;
    }

    private IEnumerable<DoctorFinding> OfMilter(PostfixQuestion question)
    {
        foreach (var finding in OfJail(question, doors.Milter))
            yield return finding;
        var action = question.Option("default_action") ?? service.Main.Value("milter_default_action") ?? "tempfail";
        if (!string.Equals(action, "accept", StringComparison.OrdinalIgnoreCase))
            yield return Warning("postfix.milterDefaultAction", question, $"While IpBlock is not running, Postfix applies '{Printable.Line(action)}' to each message, because the milter has no default_action=accept.",
                $"smtpd_milters = {{ {question.Place}, default_action=accept, command_timeout=10s }}");
        foreach (var finding in OfTimeout(question, question.Option("command_timeout") ?? service.Main.Value("milter_command_timeout"), TimeSpan.FromSeconds(30), "command_timeout"))
            yield return finding;
    }

    private static IEnumerable<DoctorFinding> OfJail(PostfixQuestion question, IReadOnlyList<ListenAddress> own)
    {
        if (question is { Address: { Path: { } inside } address, AsWritten: { } written } && !OwnDoors.Has(own, address) && OwnDoors.Has(own, written) && Listening.At(address) != true)
            yield return new DoctorFinding("postfix.jail", Severity.Critical, question.Place,
                $"The Postfix smtpd runs in a chroot jail and cannot access {question.Place}; in the jail the path would be {inside}.",
                "Use the TCP port of IpBlock instead, or write n in the chroot column of smtpd in master.cf.");
    }

    private IEnumerable<DoctorFinding> OfTimeout(PostfixQuestion question, string? text, TimeSpan usual, string option)
    {
        const int Longest = 60;
        var timeout = MailTime.Of(text) ?? usual;
        var ours = (settings ?? new FilterSettings()).TotalTimeout;
        if (timeout <= ours)
            yield return Warning("postfix.shortTimeout", question, $"Postfix waits {Duration.Format(timeout)} for IpBlock, but IpBlock can take up to {Duration.Format(ours)} (totalTimeout), so clients that it would reject are accepted.", $"Set {option}=10s for {question.Place}");
        else if (timeout > TimeSpan.FromSeconds(Longest))
            yield return Warning("postfix.longTimeout", question, $"Postfix waits {Duration.Format(timeout)} for IpBlock. If IpBlock does not respond, each recipient takes that long, and senders disconnect.",
                $"Set {option}=10s for {question.Place}");
    }

    private static DoctorFinding Warning(string id, PostfixQuestion question, string text, string step) => new(id, Severity.Warning, question.Place, text, step);
}
