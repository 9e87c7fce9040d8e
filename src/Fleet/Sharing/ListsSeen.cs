using System.Collections.Generic;

namespace IpBlock.Fleet.Sharing;

/// <summary>How the lists are for this server.</summary>
/// <param name="NameServers">The name servers that answer for them, in words.</param>
/// <param name="Lists">
/// The lists by id. Whoever is cut off, or has heard nothing of a list since the start, has nothing to say about it.
/// </param>
internal sealed record ListsSeen(string NameServers, IReadOnlyList<SeenList> Lists);

/// <summary>A list, and what this server says of it.</summary>
/// <param name="Id">Its kind and a digest of its lookup domain, by which it is known on this server.</param>
/// <param name="Vote">How it is.</param>
internal sealed record SeenList(string Id, HealthVote Vote);
