using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing;

/// <summary>Gives inputs to a server from several sides at once, has good clients ask beside it, and says what was found.</summary>
public sealed class FuzzRun(ServeProcess service)
{
    private const int Sides = 8;
    private const int ShownFaults = 10;

    private readonly ConcurrentQueue<string> _faults = new();
    private long _inputs;
    private long _asked;

    /// <summary>Runs for so long.</summary>
    /// <param name="duration">Not counting what is under way at the end.</param>
    /// <param name="seed">The same inputs for the same seed.</param>
    /// <param name="attack">Gives one input to the server; what is wrong with its answers, or null.</param>
    /// <param name="ask">Asks what has a known answer; what is wrong with it, or null.</param>
    /// <returns>True when nothing was wrong.</returns>
    public async Task<bool> RunAsync(TimeSpan duration, int seed, Func<Random, Task<string?>> attack, Func<Task<string?>> ask)
    {
        await RepeatAsync(TimeSpan.FromSeconds(Math.Min(10, duration.TotalSeconds / 5)), seed, attack, ask);
        var before = service.Memory;
        var watch = Stopwatch.StartNew();
        await RepeatAsync(duration, seed + Sides, attack, ask);
        var alive = !service.HasExited;
        var after = alive ? service.Memory : 0;
        if (!alive)
            _faults.Enqueue("the service has ended:\n" + service.Output);
        if (service.Output.Contains(" 415 ", StringComparison.Ordinal) || service.Output.Contains(" 418 ", StringComparison.Ordinal))
            _faults.Enqueue("the service met errors of its own:\n" + service.Output);
        if (after - before > 100L << 20)
            _faults.Enqueue("memory grew");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {_inputs:N0} inputs in {watch.Elapsed.TotalSeconds:N0} s, {_asked:N0} good requests beside them, {_faults.Count} faults; memory {before / 1e6:N0} MB at first, {after / 1e6:N0} MB at the end"));
        foreach (var fault in _faults.Take(ShownFaults))
            Console.WriteLine("  FAULT " + fault);
        return _faults.IsEmpty;
    }

    private async Task RepeatAsync(TimeSpan duration, int seed, Func<Random, Task<string?>> attack, Func<Task<string?>> ask)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Sides).Select(side => Task.Run(() => AttackAsync(new Random(seed + side)))).Append(Task.Run(AskAsync)));

        async Task AttackAsync(Random random)
        {
            for (; watch.Elapsed < duration && !service.HasExited; Interlocked.Increment(ref _inputs))
                await NoteAsync(() => attack(random));
        }

        async Task AskAsync()
        {
            for (; watch.Elapsed < duration && !service.HasExited; Interlocked.Increment(ref _asked))
            {
                await NoteAsync(ask);
                await Task.Delay(1);
            }
        }
    }

    private async Task NoteAsync(Func<Task<string?>> step)
    {
        try
        {
            if (await step() is { } fault)
                _faults.Enqueue(fault);
        }
        catch (Exception failure)
        {
            _faults.Enqueue(failure.ToString());
        }
    }
}
