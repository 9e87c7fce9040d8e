using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fuzzing.Milter;
using IpBlock.Fuzzing.Policy;

namespace IpBlock.Fuzzing.Attack;

/// <summary>Good clients, who know the right answers.</summary>
internal sealed class AttackOracle(ServeProcess service)
{
    private const int ShownFaults = 20;

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<double> _took = new();
    private readonly List<long> _memory = [];
    private long _verdicts;
    private long _reopened;
    private long _unanswered;
    private int _stranger;

    /// <summary>Clients that the server of the good list lists.</summary>
    public static IReadOnlyList<string> ListedByServer { get; } = [.. Enumerable.Range(1, 200).Select(static i => string.Create(CultureInfo.InvariantCulture, $"203.0.114.{i}"))];

    public async Task AskPolicyAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !service.HasExited)
        {
            // A mail server's process lives for a hundred messages.
            using var client = new GoodPolicyClient(service.Policy);
            for (var i = 0; i < 100 && !stop.IsCancellationRequested; i++)
                await AskAsync("policy", client.AskAsync, "550 5.7.1 ", "DUNNO");
            Interlocked.Add(ref _reopened, client.Reopened);
        }
    }

    public async Task AskMilterAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !service.HasExited)
            await AskAsync("milter", async client => (await GoodMilterClient.AskAsync(service.Milter, client)).Replace("c ", "", StringComparison.Ordinal), "y550 5.7.1 ", "a");
    }

    public void Note(TimeSpan at)
    {
        if (service.HasExited)
            return;
        _memory.Add(service.Memory);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {at:mm\\:ss}  memory {service.Memory / 1e6,5:N0} MB  files {service.OpenFiles,4}  {Interlocked.Read(ref _verdicts):N0} verdicts, {_faults.Count} wrong"));
    }

    public bool Conclude(TimeSpan lasted)
    {
        if (service.HasExited)
            _faults.Enqueue("the service has ended");
        foreach (var line in service.Output.Split('\n').Where(static line => line.Contains(" 415 ", StringComparison.Ordinal) || line.Contains(" 418 ", StringComparison.Ordinal)).Take(3))
            _faults.Enqueue(line);
        var took = _took.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {lasted.TotalSeconds:N0} s: {_verdicts:N0} verdicts beside the attack, {_faults.Count} wrong, {_unanswered} listed clients let through without the list's answer, median {At(took, 0.5):N1} ms, p99 {At(took, 0.99):N1} ms, longest {At(took, 1):N0} ms; connections opened again {_reopened}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  memory {_memory.FirstOrDefault() / 1e6:N0} MB at first, {_memory.LastOrDefault() / 1e6:N0} MB at the end, at most {_memory.DefaultIfEmpty().Max() / 1e6:N0} MB"));
        foreach (var fault in _faults.Take(ShownFaults))
            Console.WriteLine("  FAULT " + fault);
        Console.WriteLine("  notices " + string.Join(", ", service.Output.Split('\n').Select(static line => line.Split(' ')).Where(static words => words.Length > 3).GroupBy(static words => words[2], StringComparer.Ordinal).Select(static group => group.Key + ": " + group.Count().ToString(CultureInfo.InvariantCulture))));
        return _faults.IsEmpty;
    }

    private async Task AskAsync(string door, Func<string, Task<string>> ask, string refused, string accepted)
    {
        var (client, isListed, byServer) = Next();
        var watch = Stopwatch.StartNew();
        try
        {
            var answer = await ask(client);
            if (byServer && string.Equals(answer, accepted, StringComparison.Ordinal))
                Interlocked.Increment(ref _unanswered);
            else if (!(isListed ? answer.StartsWith(refused, StringComparison.Ordinal) : string.Equals(answer, accepted, StringComparison.Ordinal)))
                _faults.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {door}: {client} was answered {answer} after {watch.ElapsedMilliseconds} ms");
        }
        catch (Exception failure)
        {
            _faults.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {door}: {client} got no answer after {watch.ElapsedMilliseconds} ms: {failure.Message}");
        }

        _took.Enqueue(watch.Elapsed.TotalMilliseconds);
        Interlocked.Increment(ref _verdicts);
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    // By turns one of the settings' list, one of the file's, one of the server's, and strangers, whom nobody lists.
    private (string Client, bool IsListed, bool ByServer) Next()
    {
        var number = Interlocked.Increment(ref _stranger);
        return (number % 6) switch
        {
            0 => ("192.0.2.7", true, false),
            1 => ("203.0.113.77", true, false),
            2 => (ListedByServer[number / 6 % ListedByServer.Count], true, true),
            _ => (string.Create(CultureInfo.InvariantCulture, $"45.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"), false, false),
        };
    }
}
