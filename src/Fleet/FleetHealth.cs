using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Members;
using IpBlock.Fleet.Sharing;

namespace IpBlock.Fleet;

/// <summary>How the lists are for all servers of the fleet.</summary>
public sealed class FleetHealth
{
    // As the database counts them for the server that asks: without its own vote.
    private readonly Dictionary<string, VoteCount> _others;

    // All votes that count on a list, each server's own included.
    private readonly Dictionary<string, VoteCount> _all;
    private readonly ILookup<string, ServerAnswer> _byServer;

    private FleetHealth(IReadOnlyList<ServerAnswer> answers, IEnumerable<VoteCount> others)
    {
        Answers = answers;
        _others = others.ToDictionary(static count => count.List, StringComparer.Ordinal);
        _all = answers.Where(static answer => answer.IsFresh).GroupBy(static answer => answer.List, StringComparer.Ordinal)
            .ToDictionary(static list => list.Key, static list => new VoteCount(list.Key, list.Count(static answer => !answer.IsUnfit), list.Count(static answer => answer.IsUnfit)), StringComparer.Ordinal);
        _byServer = answers.ToLookup(static answer => answer.Server, StringComparer.Ordinal);
    }

    /// <summary>What each server was answered by each list, by list and server; a server sees its own answers only.</summary>
    public IReadOnlyList<ServerAnswer> Answers { get; }

    /// <summary>Asks the database.</summary>
    /// <param name="settingsPath">The settings file of this machine.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when the tables were not upgraded yet: run <c>ipblock fleet init</c>.</returns>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public static async Task<FleetHealth?> LookAsync(string settingsPath, CancellationToken stop)
    {
        var member = await MemberConnection.AnyAsync(settingsPath, administratorFirst: true, stop).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
            return await LookAsync(member.Database, member.Member.IsAdministrator, stop).ConfigureAwait(false);
    }

    internal static async Task<FleetHealth?> LookAsync(FleetDatabase database, bool isAdministrator, CancellationToken stop)
    {
        if (!await VoteStore.IsThereAsync(database, stop).ConfigureAwait(false))
            return null;
        var answers = await VoteStore.ListAsync(database, stop).ConfigureAwait(false);
        var counts = isAdministrator ? [] : await VoteStore.CountAsync(database, stop).ConfigureAwait(false);
        return new FleetHealth(answers, counts);
    }

    /// <summary>How the others vote.</summary>
    public VoteCount Others(ServerAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (_others.TryGetValue(answer.List, out var counted))
            return counted;
        if (!_all.TryGetValue(answer.List, out var all))
            return new VoteCount(answer.List, 0, 0);
        return answer switch
        {
            { IsFresh: false } => all,
            { IsUnfit: true } => all with { OthersUnfit = all.OthersUnfit - 1 },
            _ => all with { OthersWell = all.OthersWell - 1 },
        };
    }

    /// <summary>True when the server is the odd one: it gets no answer that can be used, and most others do.</summary>
    public bool IsOdd(ServerAnswer answer) => answer is { IsFresh: true, IsUnfit: true } && Others(answer).SaysWell;

    /// <summary>The lists that one server alone cannot use, in a sentence; null when there is none.</summary>
    /// <param name="server">The server's name.</param>
    public string? OddOne(string server)
    {
        var odd = _byServer[server].Where(IsOdd).ToList();
        return odd.Count == 0 ? null : OddWords.Of(odd[0].NameServers, [.. odd.Select(answer => new OddList(answer.List, answer.State, answer.Answer, Others(answer)))]);
    }
}
