using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>Knows how the lists are, and hears what they answer.</summary>
public interface IListHealth
{
    /// <summary>The health of a list; always the same object for one list.</summary>
    ProviderHealth Of(ProviderSettings provider, ProviderKind kind);

    /// <summary>Hears what all lists that were asked about a client have answered, at the places of the providers; null for those that were not asked. Must be quick.</summary>
    void Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes);

    /// <summary>Hears of a client that a rule of the site's own has refused (IP block list, reverse name, HELO), whatever the providers say about it. Must be quick.</summary>
    void Refused(Address client);
}
