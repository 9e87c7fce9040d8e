using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Administration.Providers;

/// <summary>Keeps zones out of the settings that reject everybody, are fake, have another name, or cannot answer about addresses.</summary>
public static class ZoneCheck
{
    /// <summary>
    /// Why a provider with this lookup domain is not added unless that is forced, and what to do instead; null when nothing is known against it.
    /// It never holds a customer's key.
    /// </summary>
    /// <param name="lookupDomain">As it was given. What is no domain is for the settings to reject.</param>
    /// <param name="zones">The zones that should not be asked; the program's own unless given.</param>
    public static string? WhyNot(string? lookupDomain, ZoneTable? zones = null)
    {
        if (!LookupDomain.TryParse(lookupDomain, out var domain, out _) || (zones ?? KnownZones.BuiltIn).Of(domain.Reveal()) is not { IsRejected: true } zone)
            return null;
        return zone.NewZone is { } name ? $"{domain.PublicName} has a new name: use {name}" : $"{domain.PublicName} is not added: {zone.Why}";
    }
}
