using IpBlock.Notices;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>What the administrator is told when a list is otherwise than before.</summary>
internal static class HealthNotices
{
    public static Notice Of(HealthChange change)
    {
        var (name, isAllowList, now) = (change.Provider.Name, change.Kind == ProviderKind.Allow, change.Now);
        return now.State switch
        {
            HealthState.Healthy => change.From == HealthState.Slow ? LogMessages.ProviderQuick(name) : LogMessages.ProviderWell(name, change.Lasted),
            HealthState.Slow => LogMessages.ProviderSlow(name, now.Raw, now.NextStep),
            HealthState.Silent => LogMessages.ProviderSilent(name, isAllowList, now.Raw, now.NextStep),
            HealthState.Refused => LogMessages.ProviderRefuses(name, isAllowList, now.Raw, now.NextStep),
            HealthState.ListsWorld => LogMessages.ProviderListsWorld(name, isAllowList, now.Raw, now.NextStep),
            HealthState.Emptied => LogMessages.ProviderEmptied(name, isAllowList, now.Raw, now.NextStep),
            _ => LogMessages.ProviderGone(name, isAllowList, now.Raw, now.NextStep),
        };
    }
}
