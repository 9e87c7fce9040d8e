using IpBlock.Addresses;

namespace IpBlock.Providers.Braking;

/// <summary>
/// What several servers know together of clients in good standing. It is asked and told on the threads of verdicts: it must be quick, must not wait, and must not throw.
/// </summary>
public interface ISharedStanding
{
    /// <summary>True when enough others vouch for the client.</summary>
    bool IsVouchedFor(Address client);

    /// <summary>The client came, is in good standing here by what was seen here, and no list lists it.</summary>
    void Vouch(Address client);

    /// <summary>A client that was in good standing here was refused, by a rule of the site's own or by several lists.</summary>
    void Withdraw(Address client);
}
