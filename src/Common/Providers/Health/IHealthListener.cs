using System;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>Who is told of the lists' health.</summary>
internal interface IHealthListener
{
    /// <summary>A list is otherwise than before.</summary>
    void Changed(HealthChange change);

    /// <summary>No list can be asked: the site's own name servers, or its line, are down.</summary>
    void CutOff(string servers, string why);

    /// <summary>The lists can be asked again.</summary>
    void Back(TimeSpan lasted);

    /// <summary>The name servers take the addresses that lists answer with out of their answers.</summary>
    void Stripped(string servers, string raw);

    /// <summary>The watch itself has failed; it goes on at the next beat.</summary>
    void Failed(Exception failure);

    /// <summary>A list lists clients in good standing, or does so no longer.</summary>
    void Braked(ProviderSettings provider, bool pulled, string why);
}
