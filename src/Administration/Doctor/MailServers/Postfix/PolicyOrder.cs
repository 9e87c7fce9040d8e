using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>Where in Postfix's restrictions IpBlock is asked: what keeps the question from being asked or the answer from being heeded, and who is asked about needlessly.</summary>
internal sealed class PolicyOrder(PostfixService service, FilterSettings? settings)
{
    // Behind these nothing of the same list is heard, or not for mail to one's own domains.
    private static readonly string[] Ends = ["permit", "reject", "defer", "permit_auth_destination"];
    private static readonly string[] RelayChecks = ["reject_unauth_destination", "defer_unauth_destination", "reject", "defer"];

    public IEnumerable<DoctorFinding> Of(IReadOnlyList<PolicyPlace> asked)
    {
        var heard = asked.Where(static place => !place.IsBehind(Ends)).ToList();
        if (heard.Count == 0)
            return asked.Take(1).Select(NeverReached);
        var counts = heard.Where(static place => place.Before.LastOrDefault() is not "warn_if_reject").ToList();
        if (counts.Count == 0)
            return [OnlyWarns(heard[0])];
        return NoRecipient(counts).Concat(counts.SelectMany(OfPlace));
    }

    private static DoctorFinding NeverReached(PolicyPlace place)
    {
        var word = place.Before.First(Ends.Contains);
        return new DoctorFinding("postfix.afterPermit", Severity.Critical, place.List, $"IpBlock is never used: in {place.List}, {word} is before check_policy_service and ends the list.",
            $"Move check_policy_service before {word}.");
    }

    private static DoctorFinding OnlyWarns(PolicyPlace place) => new("postfix.onlyWarns", Severity.Critical, place.List,
        $"In {place.List}, warn_if_reject is before check_policy_service, so Postfix only logs what IpBlock rejects.",
        "Remove warn_if_reject. To try the lists first, run ipblock config set mode report.");

    // Before the first RCPT there is nobody whose exception could be looked up, so nothing is decided.
    private IEnumerable<DoctorFinding> NoRecipient(IReadOnlyList<PolicyPlace> places)
    {
        if (settings is null || !places.All(place => service.KnowsNoRecipient(place.List)) || !(settings.RejectAt == RejectAt.Recipient || settings.Exceptions.Recipients.Count > 0))
            yield break;
        yield return new DoctorFinding("postfix.noRecipient", Severity.Critical, places[0].List,
            $"IpBlock is used only in {places[0].List}, which Postfix evaluates before the recipient is known, because smtpd_delay_reject is no; "
                + (settings.RejectAt == RejectAt.Recipient ? "rejectAt is recipient" : "recipient exceptions are configured") + ", so IpBlock does not reject any client.",
            "Also add check_policy_service to smtpd_recipient_restrictions.");
    }

    private IEnumerable<DoctorFinding> OfPlace(PolicyPlace place)
    {
        if (place.List is "smtpd_recipient_restrictions" && !service.ChecksRelayFirst && !place.IsBehind(RelayChecks))
            yield return new DoctorFinding("postfix.beforeRelay", Severity.Warning, place.List,
                "IpBlock is used before reject_unauth_destination, so clients that only try to relay are also looked up. This counts toward the query limits of the lists and fills the log.",
                "Move check_policy_service after reject_unauth_destination.");
        if (!place.IsBehind("permit_mynetworks") && OwnNetworks() is { Count: > 0 } own)
            yield return new DoctorFinding("postfix.ownNetworks", Severity.Warning, place.List,
                $"In {place.List}, permit_mynetworks is not before check_policy_service, and IpBlock has no exception for {InWords(own)} of mynetworks, so your own servers can be rejected.",
                $"Add permit_mynetworks before it, or run ipblock exception add {own[0]}");
        if (place.IsBehind("permit_dnswl_client"))
            yield return new DoctorFinding("postfix.afterAllowList", Severity.Well, place.List,
                $"In {place.List}, permit_dnswl_client is before check_policy_service, so IpBlock does not check clients on that list.",
                "To check them as well, add the list as an allow provider, and remove permit_dnswl_client.");
    }

    // What IpBlock could reject of mynetworks. Tables are not looked into.
    private List<AddressRange> OwnNetworks() => settings is null ? [] :
    [
        .. service.Main.Words("mynetworks")
            .Select(static word => AddressRange.TryParse(word.Text.Replace("[", "").Replace("]", ""), out var range) ? range : (AddressRange?)null).OfType<AddressRange>()
            .Where(range => !(settings.Exceptions.ExemptPrivateNetworks && PrivateNetworks.Contains(range.First) && PrivateNetworks.Contains(range.Last))
                && !settings.AllowList.Any(entry => Holds(entry.Address, range)) && !settings.Exceptions.Clients.Any(entry => entry.Client.Range is { } exempt && Holds(exempt, range))),
    ];

    private static bool Holds(AddressRange outer, AddressRange inner) => outer.Contains(inner.First) && outer.Contains(inner.Last);

    private static string InWords(List<AddressRange> ranges) =>
        string.Join(", ", ranges.Take(3)) + (ranges.Count > 3 ? " and " + Times.Count(ranges.Count - 3, "other", "others") : "");
}
