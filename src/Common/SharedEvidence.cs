using IpBlock.Providers.Braking;

namespace IpBlock;

/// <summary>What an engine shares with those of other servers. Without it each knows only what it has seen itself.</summary>
/// <param name="Standing">Clients in good standing.</param>
/// <param name="DeferralSecret">16 bytes, the same on all servers: what stands for a deferred mail is made with it.</param>
public sealed record SharedEvidence(ISharedStanding Standing, byte[] DeferralSecret);
