using System.Collections.Generic;

namespace IpBlock.Fleet.Sharing;

/// <summary>Where the lists of this server are watched: in this process, or in that of Exchange's agent.</summary>
internal interface IListSight
{
    /// <summary>How the lists are now; null where nobody watches them.</summary>
    ListsSeen? Look();

    /// <summary>Has lists probed soon that are well here.</summary>
    /// <param name="ids">Their <see cref="SeenList.Id"/>.</param>
    void Doubt(IReadOnlyCollection<string> ids);
}
