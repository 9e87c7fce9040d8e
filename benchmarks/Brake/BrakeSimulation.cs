using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Providers;
using IpBlock.Providers.Braking;
using IpBlock.Settings;

namespace IpBlock.Benchmarks.Brake;

/// <summary>How often the brake is pulled when it must not be, and how much good mail is lost before it is pulled when it must. Probes, which find a list that lists everybody within seconds, take no part.</summary>
internal static class BrakeSimulation
{
    private const int WarmUpDays = 14;
    private const int Days = 28;

    private enum Story
    {
        Quiet,
        Waves,
        ListsEverybody,
        ListsEveryFifth,
        ListsEveryTwentieth,
    }

    public static void Run(int seeds)
    {
        Console.WriteLine("good a day | story                | pulled (runs) | false pulls a list and week | good lost before | hours | good lost in a day without | share rule: pulled wrongly a week");
        foreach (var goodADay in new[] { 60, 600, 6000 })
        {
            foreach (var story in Enum.GetValues<Story>())
            {
                var runs = Enumerable.Range(1, seeds).Select(seed => new Course(seed, goodADay, story).Run()).ToList();
                Console.WriteLine(Line(goodADay, story, runs));
            }
        }
    }

    private static string Line(int goodADay, Story story, List<Result> runs)
    {
        var pulled = runs.Where(static run => run.Pulled).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{goodADay,10} | {story,-20} | {pulled.Count,4} of {runs.Count,4}  | {runs.Average(static run => run.FalsePulls) / (3 * Days / 7.0),27:0.0000} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{Median(pulled, static run => run.Lost),8:0} ({Worst(pulled, static run => run.Lost),4:0}) | {Median(pulled, static run => run.Hours),5:0.0} | {Median(runs, static run => run.LostWithout),26:0} | {runs.Average(static run => run.ShareRulePulls) / (Days / 7.0),20:0.00}");
    }

    private static double Median(List<Result> runs, Func<Result, double> of) => runs.Count == 0 ? double.NaN : runs.Select(of).Order().ElementAt(runs.Count / 2);

    private static double Worst(List<Result> runs, Func<Result, double> of) => runs.Count == 0 ? double.NaN : runs.Max(of);

    private sealed record Result(bool Pulled, int FalsePulls, double Lost, double Hours, double LostWithout, int ShareRulePulls);

    private sealed class Course
    {
        private readonly SimulatedClock _clock = new();
        private readonly World _world;
        private readonly Random _random;
        private readonly Story _story;
        private readonly int _goodADay;
        private readonly Provider[] _lists;
        private readonly SuddenListing _brake;
        private readonly ShareRule _share = new();
        private readonly int _fault = (WarmUpDays + Days) * 24 + 10;
        private int _falsePulls;
        private int _sharePulls;
        private bool _shareHeld;
        private bool _pulled;
        private double _lost;
        private double _lostWithout;
        private double _pulledAfter;

        public Course(int seed, int goodADay, Story story)
        {
            _random = new Random(seed);
            _world = new World(_random, goodADay);
            (_story, _goodADay) = (story, goodADay);
            _lists = [.. new[] { "A", "B", "C" }.Select((name, i) => new Provider(Samples.Settings(3).BlockProviders[i], ProviderKind.Block, i + 1))];
            foreach (var list in _lists)
                list.Health.InUseSince = _clock.UtcNow;
            _brake = new SuddenListing(_clock, Moved, (ulong)seed * 77777);
        }

        public Result Run()
        {
            var end = _fault + (_story is Story.Quiet or Story.Waves ? 0 : 24 * 3);
            for (var hour = 0; hour < end; hour++)
                Play(hour);
            return new Result(_pulled, _falsePulls, _lost, _pulledAfter, _lostWithout, _sharePulls);
        }

        private bool IsBad => _clock.Now.TotalHours >= _fault;

        private void Play(int hour)
        {
            // Two waves a week, six hours each, ten times the usual connections.
            _world.WaveBots = _story == Story.Waves && hour > WarmUpDays * 24 && hour % 84 < 6 ? _goodADay * 30 / 24 : 0;
            var visits = _world.Hour(hour).ToList();
            for (var i = 0; i < visits.Count; i++)
            {
                _clock.Now = TimeSpan.FromHours(hour + (double)i / visits.Count);
                Visit(visits[i], hour);
            }
        }

        private void Visit(Visit visit, int hour)
        {
            var bad = IsBad && LiesAbout(visit);
            var a = visit.A || bad;
            if (IsBad && bad && visit.IsGood && !visit.A)
            {
                if (hour < _fault + 24)
                    _lostWithout++;
                if (!_lists[0].Health.IsBraked)
                    _lost++;
            }

            _brake.Saw(visit.Client, _lists, [Outcome(a), Outcome(visit.B), Outcome(visit.C)]);
            CompareShareRule(a, hour);
        }

        private bool LiesAbout(Visit visit) => _story switch
        {
            Story.ListsEverybody => true,
            Story.ListsEveryFifth => Dice(visit, 5),
            Story.ListsEveryTwentieth => Dice(visit, 20),
            _ => false,
        };

        // The same address falls the same way every time.
        private static bool Dice(Visit visit, uint sides) => (visit.Client.IPv4 * 2654435761u >> 8) % sides == 0;

        private static ProviderOutcome? Outcome(bool listed) => listed ? ProviderOutcome.Matched : ProviderOutcome.NotListed;

        private void CompareShareRule(bool listed, int hour)
        {
            var pulls = _share.Saw(listed);
            if (pulls && !_shareHeld && !IsBad && hour > WarmUpDays * 24)
                _sharePulls++;
            _shareHeld = pulls;
        }

        private void Moved(Provider provider, BrakeMove move)
        {
            if (move == BrakeMove.Released)
            {
                provider.Health.ReleaseBrake();
                return;
            }

            provider.Health.Brake(true, _clock.UtcNow, "");
            if (IsBad && provider == _lists[0])
                (_pulled, _pulledAfter) = (true, _pulled ? _pulledAfter : _clock.Now.TotalHours - _fault);
            else if (_clock.Now.TotalDays >= WarmUpDays)
                _falsePulls++;
        }
    }
}
