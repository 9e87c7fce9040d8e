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
        foreach (var group in choice.Parts.GroupBy(static part => part.Way))
            await comparison.CompareAsync(group.Key, [.. group]);
    }

    private async Task CompareAsync(Way way, IReadOnlyList<Part> parts)
    {
        await using var names = await NameServers.StartAsync(_programs.Floors, way, Limit);
        var fronts = new List<Front>();
        try
        {
            foreach (var kind in _choice.Kinds)
                fronts.Add(await Front.StartAsync(kind, _programs, names.Address, Limit));
            // With a dead list Postfix needs ten seconds a client.
            if (way != Way.LongAndOneListDead)
                await WarmUpAsync(names, fronts);
            var turns = parts.ToDictionary(static part => part, _ => fronts.ToDictionary(static front => front.Kind, static _ => new List<Turn>()));
            for (var turn = 0; turn < _choice.Turns; turn++)
            {
                foreach (var part in parts)
                    await TakeTurnsAsync(names, fronts, part, turns[part]);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn {turn + 1} of {_choice.Turns}"));
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

    private async Task WarmUpAsync(NameServers names, List<Front> fronts)
    {
        var part = Part.All.Single(static part => string.Equals(part.Word, "listed", StringComparison.Ordinal));
        foreach (var front in fronts)
            await TurnAsync(names, front, part, front.Kind.IsService ? WarmUp : WarmUp / 4);
    }

    private async Task TakeTurnsAsync(NameServers names, List<Front> fronts, Part part, Dictionary<Kind, List<Turn>> turns)
    {
        foreach (var front in fronts)
        {
            if (part.Anew)
                await front.RestartCheckerAsync();
            if (part.Known)
                await TurnAsync(names, front, part, KnownClients);
            turns[front.Kind].Add(await TurnAsync(names, front, part, part.Sessions(_choice.Sessions)));
        }
    }

    // Strangers are such to the resolver too: everybody has clients of his own, and the lists are asked about each.
    private async Task<Turn> TurnAsync(NameServers names, Front front, Part part, int sessions)
    {
        var turn = await Turn.RunAsync(_programs.Floors, names, front, part, sessions, part.Known ? 0 : KnownClients + _next, part.Known ? KnownClients : sessions);
        _next += part.Known ? 0 : sessions;
        return turn;
    }
}
