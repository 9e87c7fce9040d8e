using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Fleet.Sharing;

/// <summary>A list that one server cannot use and most others can.</summary>
internal readonly record struct OddList(string List, string State, string Answer, VoteCount Others);

/// <summary>What is said of the server that is the odd one.</summary>
internal static class OddWords
{
    /// <summary>A sentence without a point at its end, about this server.</summary>
    public static string Of(string nameServers, IReadOnlyList<OddList> lists)
    {
        var (list, first) = (lists[0].List, lists[0]);
        var more = lists.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", and {lists.Count - 1} more lists");
        var answer = first.Answer.Length == 0 ? "" : $" ({first.Answer})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"only this server is affected: {list} is {first.State} for its name servers {nameServers}{answer}, and {first.Others.OthersWell} of {first.Others.OthersWell + first.Others.OthersUnfit} other servers get answers{more}. ")
            + "The cause is not the list: use the name servers of the other servers, or a separate resolver for this server (dns.servers)";
    }
}
