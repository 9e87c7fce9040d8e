namespace IpBlock.Fleet.Sharing;

/// <summary>How the other servers that have voted within three minutes vote on a list. One server, one vote.</summary>
/// <param name="List">The list.</param>
/// <param name="OthersWell">How many get answers from it.</param>
/// <param name="OthersUnfit">How many call it dead, refused or suspended.</param>
public readonly record struct VoteCount(string List, int OthersWell, int OthersUnfit)
{
    private const int Enough = 2;

    /// <summary>True when a server for which the list is well should probe it: most votes, and two at least, say that it is unfit.</summary>
    public bool SaysUnfit => OthersUnfit >= Enough && OthersUnfit > OthersWell + 1;

    /// <summary>True when a server for which the list is unfit is the odd one: two others at least get answers, and most do.</summary>
    public bool SaysWell => OthersWell >= Enough && OthersWell > OthersUnfit + 1;
}
