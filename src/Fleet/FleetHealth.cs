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
    private readonly IReadOnlyDictionary<string, VoteCount> _counts;

    private FleetHealth(IReadOnlyList<ServerAnswer> answers, IReadOnlyDictionary<string, VoteCount> counts) => (Answers, _counts) = (answers, counts);

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
        return new FleetHealth(answers, counts.ToDictionary(static count => count.List, StringComparer.Ordinal));
    }

    /// <summary>How the others vote.</summary>
    public VoteCount Others(ServerAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (_counts.TryGetValue(answer.List, out var counted))
            return counted;
        var others = Answers.Where(other => other.IsFresh && string.Equals(other.List, answer.List, StringComparison.Ordinal) && !string.Equals(other.Server, answer.Server, StringComparison.Ordinal));
        var unfit = others.Count(static other => other.IsUnfit);
        return new VoteCount(answer.List, others.Count() - unfit, unfit);
    }

    /// <summary>True when the server is the odd one: it gets no answer that can be used, and most others do.</summary>
    public bool IsOdd(ServerAnswer answer) => answer is { IsFresh: true, IsUnfit: true } && Others(answer).SaysWell;

    /// <summary>The lists that one server alone cannot use, in a sentence; null when there is none.</summary>
    /// <param name="server">The server's name.</param>
    public string? OddOne(string server)
    {
        var odd = Answers.Where(answer => string.Equals(answer.Server, server, StringComparison.Ordinal) && IsOdd(answer)).ToList();
        return odd.Count == 0 ? null : OddWords.Of(odd[0].NameServers, [.. odd.Select(answer => new OddList(answer.List, answer.State, answer.Answer, Others(answer)))]);
    }
}
