using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Benchmarks.Brake;

/// <summary>A client of the simulation: whether its mail is wanted, and what the three lists truly think of it.</summary>
internal readonly record struct Visit(Address Client, bool IsGood, bool A, bool B, bool C);

/// <summary>What comes to a mail server in an hour, drawn at random.</summary>
/// <param name="random">Seeded.</param>
/// <param name="goodADay">Wanted connections a working day, 70 % of them from regulars.</param>
internal sealed class World(Random random, int goodADay)
{
    // Nights and weekends, as mail servers of companies have them.
    private static readonly double[] Hours = [.2, .15, .15, .15, .2, .4, .8, 1.5, 2.2, 2.4, 2.3, 2.1, 1.8, 2, 2.1, 2, 1.9, 1.5, 1, .8, .6, .5, .4, .3];

    private readonly List<Sender> _regulars = [];
    private readonly List<Sender> _sleepers = [];
    private uint _next = 0x0B000000;

    private sealed class Sender
    {
        public required Address Address { get; init; }

        public double ListedUntil { get; set; } = -1;

        public int ListedBy { get; set; }
    }

    /// <summary>A botnet's wave in this hour: so many new bots, which at first list A alone knows.</summary>
    public int WaveBots { get; set; }

    public IEnumerable<Visit> Hour(int hour)
    {
        Prepare(hour);
        var weekend = hour / 24 % 7 >= 5;
        var good = Poisson(goodADay / 24.0 * Hours[hour % 24] * (weekend ? 0.25 : 1));
        var visits = new List<Visit>();
        for (var i = 0; i < good; i++)
            visits.Add(random.NextDouble() < 0.7 ? Of(_regulars[(int)(_regulars.Count * Math.Pow(random.NextDouble(), 2.5))], hour, true) : new Visit(Fresh(), true, Rare(), Rare(), Rare()));
        // Spam does not sleep; two thirds of all connections, most of it from addresses the lists know.
        for (var i = Poisson(goodADay * 2 / 24.0); i > 0; i--)
            visits.Add(new Visit(Fresh(), false, random.NextDouble() < .85, random.NextDouble() < .7, random.NextDouble() < .5));
        for (var i = 0; i < WaveBots; i++)
            visits.Add(new Visit(Fresh(), false, random.NextDouble() < .95, random.NextDouble() < .15, random.NextDouble() < .1));
        foreach (var sleeper in _sleepers)
        {
            if (random.NextDouble() < 0.2)
                visits.Add(Of(sleeper, hour, false));
        }

        Shuffle(visits);
        return visits;
    }

    // What happens to senders: some get listed for cause, pools of large services among them; and spammers that nobody knew for days are found at last.
    private void Prepare(int hour)
    {
        while (_regulars.Count < Math.Max(20, goodADay / 5))
            _regulars.Add(new Sender { Address = Fresh() });
        foreach (var regular in _regulars)
        {
            if (random.NextDouble() < 0.002 / 24)
                List(regular, hour + 48, random.Next(3));
        }

        if (random.NextDouble() < 1.0 / (24 * 14))
            ListPool(hour);
        if (random.NextDouble() < 1.0 / 24)
            _sleepers.Add(new Sender { Address = Fresh(), ListedUntil = -1 });
        foreach (var sleeper in _sleepers)
        {
            if (random.NextDouble() < 1.0 / (24 * 6))
                List(sleeper, hour + 24 * 60, random.Next(3));
        }

        _sleepers.RemoveAll(_ => random.NextDouble() < 1.0 / (24 * 30));
    }

    private void ListPool(int hour)
    {
        var list = random.Next(3);
        for (var i = 0; i < 4; i++)
            List(_regulars[random.Next(_regulars.Count)], hour + 24, list);
    }

    private static void List(Sender sender, int until, int list) => (sender.ListedUntil, sender.ListedBy) = (until, list);

    private static Visit Of(Sender sender, int hour, bool good)
    {
        var listed = sender.ListedUntil > hour;
        return new Visit(sender.Address, good, listed && sender.ListedBy == 0, listed && sender.ListedBy == 1, listed && sender.ListedBy == 2);
    }

    private bool Rare() => random.NextDouble() < 0.005;

    // Addresses far apart: each of a network of its own.
    private Address Fresh() => Address.FromIPv4((_next += 0x101) & 0x7FFFFFFF);

    private int Poisson(double mean)
    {
        if (mean > 50)
            return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        var (count, product) = (0, random.NextDouble());
        for (var limit = Math.Exp(-mean); product > limit; count++)
            product *= random.NextDouble();
        return count;
    }

    private void Shuffle(List<Visit> visits)
    {
        for (var i = visits.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (visits[i], visits[j]) = (visits[j], visits[i]);
        }
    }
}
