using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>
/// A real Postfix in front of every way to check clients by five lists: sessions up to RCPT. All are up at the same time and take turns. Has to be run as root, for Postfix and for
/// name servers at port 53.
/// </summary>
internal sealed class Comparison
{
    private const int KnownClients = 1000;
    private const int WarmUp = 4000;
    private static readonly Part Listed = Part.All.Single(static part => string.Equals(part.Word, "listed", StringComparison.Ordinal));
    private static readonly TimeSpan Limit = TimeSpan.FromHours(3);

    private readonly Choice _choice;
    private readonly Programs _programs;
    private long _next;

    private Comparison(Choice choice, Programs programs)
    {
        _choice = choice;
        _programs = programs;
    }

    public static async Task RunAsync(IReadOnlyList<string> words)
    {
        var choice = Choice.Read(words);
        using var floors = await Floors.BuildAsync();
        var comparison = new Comparison(choice, new Programs(floors, choice.Service ?? await ShippedService.PublishAsync(), choice.OtherService));
        foreach (var group in choice.Parts.GroupBy(static part => part.Servers))
            await comparison.CompareAsync(group.Key.Way, [.. group]);
    }

    private async Task CompareAsync(Way way, IReadOnlyList<Part> parts)
    {
        await using var names = await NameServers.StartAsync(_programs.Floors, way, Limit);
        var fronts = new List<Front>();
        try
        {
            foreach (var kind in _choice.Kinds)
                fronts.Add(await Front.StartAsync(kind, _programs, names.Address, Limit));
            await WarmUpAsync(names, fronts, parts[0]);
            var turns = parts.ToDictionary(static part => part, static _ => new Dictionary<Kind, List<Turn>>());
            for (var turn = 0; turn < _choice.Turns; turn++)
            {
                foreach (var part in parts)
                    await TakeTurnsAsync(names, fronts, part, turns[part]);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn {turn + 1} of {_choice.Turns}"));
                fronts.Reverse();
            }

            foreach (var part in parts)
                new Table(part, turns[part]).Print(part.Sessions(_choice.Sessions));
        }
        finally
        {
            foreach (var front in fronts)
                await front.DisposeAsync();
        }
    }

    private async Task WarmUpAsync(NameServers names, List<Front> fronts, Part part)
    {
        // With a dead list Postfix needs ten seconds a client.
        if (part.Way == Way.LongAndOneListDead)
            return;
        foreach (var front in fronts)
        {
            await TurnAsync(names, front, Listed, front.Kind.IsService ? WarmUp : WarmUp / 4);
            if (part.Servers.IsCrowd)
                await TurnAsync(names, front, part, 2 * part.AtATime);
        }
    }

    private async Task TakeTurnsAsync(NameServers names, List<Front> fronts, Part part, Dictionary<Kind, List<Turn>> turns)
    {
        var sessions = part.Sessions(_choice.Sessions);
        var first = _next;
        if (part.Answered)
            await TurnAsync(names, fronts.First(static front => front.Kind.Checker == Checker.Floor), part, sessions);
        foreach (var front in fronts.Where(front => part.Has(front.Kind)))
        {
            if (part.Anew)
                await BeginAnewAsync(names, front);
            if (part.Known)
                await TurnAsync(names, front, part, KnownClients);
            if (part.Answered)
                _next = first;
            Add(front.Kind, await TurnAsync(names, front, part, sessions));
            if (!part.Anew)
                continue;
            await TurnAsync(names, front, Listed, WarmUp);
            Add(front.Kind.Warm, await TurnAsync(names, front, part, sessions));
        }

        void Add(Kind kind, Turn turn)
        {
            if (!turns.TryGetValue(kind, out var those))
                turns.Add(kind, those = []);
            those.Add(turn);
        }
    }

    // Postfix waits for a second when it finds a connection broken that it had kept to a policy service. All its processes find that out while nobody is there.
    private async Task BeginAnewAsync(NameServers names, Front front)
    {
        await front.StopCheckerAsync();
        if (front.Kind.Door == Door.Policy)
            await TurnAsync(names, front, Listed, 2 * Listed.AtATime);
        await front.StartCheckerAsync();
    }

    // Strangers are such to the resolver too, unless the part says otherwise: each turn has clients of its own, and the lists are asked about them.
    private async Task<Turn> TurnAsync(NameServers names, Front front, Part part, int sessions)
    {
        var turn = await Turn.RunAsync(_programs.Floors, names, front, part, sessions, part.Known ? 0 : KnownClients + _next, part.Known ? KnownClients : sessions);
        _next += part.Known ? 0 : sessions;
        return turn;
    }
}
