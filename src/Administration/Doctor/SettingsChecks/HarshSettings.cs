using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>Settings that reject more than anybody means, or that accept what a list names as bad.</summary>
internal static class HarshSettings
{
    // 127.0.0.1, which is no listing under any code.
    private const uint Never = 0x7F000001;

    // The operator's own words for them: whole allocations, and whole autonomous systems, in which some address has sent spam.
    private static readonly Dictionary<string, string> Neighbours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dnsbl-2.uceprotect.net"] = "the whole network of an Internet provider from which several addresses have sent spam",
        ["dnsbl-3.uceprotect.net"] = "all networks of an Internet provider with many such addresses, including the mail servers of its other customers",
    };

    public static IEnumerable<DoctorFinding> Of(FilterSettings settings, DateTimeOffset now, SiteCatalogue catalogue) => WideEntries(settings, now)
        .Concat(settings.BlockProviders.Where(static provider => provider.Enabled).SelectMany(provider => OfBlockProvider(provider, settings, catalogue)))
        .Concat(settings.AllowProviders.Where(static provider => provider.Enabled).SelectMany(provider => OfAllowProvider(provider, catalogue)))
        .Concat(OwnNames(settings.Helo));

    private static IEnumerable<DoctorFinding> WideEntries(FilterSettings settings, DateTimeOffset now) =>
        from entry in settings.BlockList
        where !(entry.Expires <= now) && NetworkWidth.IsWide(entry.Address)
        select DoctorFinding.Warning("settings.wideBlock", entry.Address.ToString(), $"The IP Block list rejects {entry.Address}, which is a large part of the Internet.",
            $"Block smaller networks. To remove this entry, run ipblock entry remove {entry.Address}");

    private static IEnumerable<DoctorFinding> OfBlockProvider(ProviderSettings provider, FilterSettings settings, SiteCatalogue catalogue)
    {
        var entry = CatalogueOf.Provider(catalogue, provider);
        if (entry is { Kind: ProviderKind.Allow })
        {
            yield return DoctorFinding.Warning("settings.wrongKind", provider.Name, $"The block provider {provider.Name} rejects good senders, because it queries {entry.Name}, which is an allow list.",
                $"To add it as an allow provider, run ipblock provider add {entry.Id}; then run ipblock provider remove '{provider.Name}'");
            yield break;
        }

        if (settings.Verdict == VerdictForm.FirstMatch && provider.Mode == FilterMode.Enforce && Neighbours.TryGetValue(provider.LookupDomain.Reveal(), out var whom))
            yield return DoctorFinding.Warning("settings.harshList", provider.Name, $"{provider.Name} lists {whom}, and a match rejects the client.",
                $"ipblock provider set '{provider.Name}' --mode report, or use scores and give the list a small score (docs/scores.md).");
        if (provider.AnyMatch && entry is not null && OtherCodes(entry) is { Count: > 0 } codes)
            yield return DoctorFinding.Warning("settings.anyMatch", provider.Name, $"{provider.Name} rejects with any return code, also with codes that are not intended for rejecting: {codes[0]}.",
                $"ipblock provider set '{provider.Name}' " + string.Join(" ", entry.Responses.Select(static response => $"--ip-addresses-match '{response}'")));
    }

    private static IEnumerable<DoctorFinding> OfAllowProvider(ProviderSettings provider, SiteCatalogue catalogue)
    {
        if (CatalogueOf.Provider(catalogue, provider) is { Kind: ProviderKind.Block } entry)
            yield return DoctorFinding.Warning("settings.wrongKind", provider.Name, $"The allow provider {provider.Name} accepts bad senders, because it queries {entry.Name}, which is a block list.",
                $"To add it as a block provider, run ipblock provider add {entry.Id}; then run ipblock provider remove '{provider.Name}'");
    }

    // What the list says beside what one rejects by.
    private static List<string> OtherCodes(CatalogueEntry entry)
    {
        var wanted = entry.Responses.Select(static response => ReturnCodePattern.TryParse(response, out var pattern, out _) ? pattern : null).ToList();
        return [.. entry.ReturnCodes.Where(meaning => ReturnCodePattern.TryParse(meaning.Split(':')[0], out var code, out _)
            && code.Single is { } single and not Never && !wanted.Exists(pattern => pattern?.Matches(single) == true))];
    }

    private static IEnumerable<DoctorFinding> OwnNames(HeloSettings helo)
    {
        if (!helo.Enabled || helo.Mode == FilterMode.Report)
            yield break;
        foreach (var own in helo.Own)
        {
            if (own.Range is { } range ? NetworkWidth.IsWide(range) : HostWidth.IsWholeTopLevel(own.HostName!))
                yield return DoctorFinding.Warning("settings.wideHelo", own.ToString(), $"helo.own contains {own}, so clients are rejected for names that are not yours.",
                    "Enter only your own hosts and addresses, such as mail.example.com.");
        }
    }
}
