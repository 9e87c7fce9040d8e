using System;
using System.Collections.Generic;
using IpBlock.Fleet.Versions;
using IpBlock.Notices;

namespace IpBlock.Fleet.Following;

/// <summary>What the administrator of a server hears of the fleet: each thing once, until it is another.</summary>
internal sealed class FleetNotices(INoticeSink notices)
{
    private string _way = "";
    private string _trouble = "";
    private string _refusal = "";
    private string _local = "";
    private string _odd = "";
    private string _unshared = "";

    /// <summary>The database answers.</summary>
    public void Reached(string name, bool hears)
    {
        var way = name + (hears ? " hears" : " is deaf");
        if (_trouble.Length > 0 || !string.Equals(way, _way, StringComparison.Ordinal))
            notices.Write(LogMessages.FleetReached(name, hears));
        (_way, _trouble) = (way, "");
    }

    /// <summary>The database cannot be used.</summary>
    public void Unreachable(string why)
    {
        if (string.Equals(why, _trouble, StringComparison.Ordinal))
            return;
        _trouble = why;
        notices.Write(LogMessages.FleetUnreachable(why));
    }

    /// <summary>A version was taken.</summary>
    public string? Taken(StoredVersion version)
    {
        notices.Write(LogMessages.FleetVersionTaken(version.Number, version.Author, version.Comment));
        return InStep();
    }

    /// <summary>The server has the newest version.</summary>
    public string? InStep()
    {
        _refusal = "";
        return null;
    }

    /// <summary>A version was not taken.</summary>
    /// <returns>Why.</returns>
    public string Refused(int version, string why)
    {
        var refusal = VersionStore.Text(version) + " " + why;
        if (!string.Equals(refusal, _refusal, StringComparison.Ordinal))
            notices.Write(LogMessages.FleetVersionRefused(version, why));
        _refusal = refusal;
        return why;
    }

    /// <summary>What was changed on this server itself.</summary>
    public void LocallyChanged(IReadOnlyList<string> changes, int version)
    {
        var local = string.Join("; ", changes);
        if (changes.Count > 0 && !string.Equals(local, _local, StringComparison.Ordinal))
            notices.Write(LogMessages.FleetLocalChanges(changes.Count, changes[0], version));
        _local = local;
    }

    /// <summary>Most other servers call a list unfit that is well here.</summary>
    public void Doubted(string list, int unfit, int others) => notices.Write(LogMessages.FleetDoubtsList(list, unfit, others));

    /// <summary>The lists that this server alone cannot use.</summary>
    public void Odd(IReadOnlyList<string> lists, string? why)
    {
        var odd = string.Join("; ", lists);
        if (string.Equals(odd, _odd, StringComparison.Ordinal))
            return;
        notices.Write(why is null ? LogMessages.FleetOddNoMore() : LogMessages.FleetOdd(why));
        _odd = odd;
    }

    /// <summary>Health and evidence are shared.</summary>
    public void Shares() => _unshared = "";

    /// <summary>They are not, because the database does not take them.</summary>
    public void SharesNot(string why)
    {
        if (!string.Equals(why, _unshared, StringComparison.Ordinal))
            notices.Write(LogMessages.FleetSharesNot(why));
        _unshared = why;
    }
}
