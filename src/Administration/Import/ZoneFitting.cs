using IpBlock.Providers.Zones;

namespace IpBlock.Administration.Import;

/// <summary>
/// What an import does with zones that should not be asked: those with a new name get it, those that are of no use come disabled with the reason,
/// and of the others the reason is told.
/// </summary>
internal static class ZoneFitting
{
    public static void Apply(ProviderDraft draft, ZoneTable zones)
    {
        if (zones.Of(draft.Zone) is not { } zone)
            return;
        var shown = ZoneWords.Shown(draft.Zone);
        if (zone.NewZone is { } name)
        {
            draft.Zone = name;
            draft.Remarks.Add($"{shown} has a new name: {name} is used instead");
        }
        else if (zone.IsUseless)
        {
            draft.Disable($"{shown}: {zone.Why}");
        }
        else
        {
            draft.Remarks.Add($"{shown}: {zone}");
        }
    }
}
