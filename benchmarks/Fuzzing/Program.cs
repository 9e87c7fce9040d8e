using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing;

/// <summary><c>IpBlock.Fuzzing NAME SECONDS [SEED]</c>. The exit code is 1 when the oracle has found anything.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<TimeSpan, int, Task<bool>>> Fuzzers = new(StringComparer.Ordinal)
    {
        ["dns"] = DnsAsync,
        ["policy"] = Policy.PolicyFuzzer.RunAsync,
        ["milter"] = Milter.MilterFuzzer.RunAsync,
        ["attack"] = Attack.ServiceAttack.RunAsync,
        ["feeds"] = Feeds.FeedFuzzer.RunAsync,
    };

    private static async Task<bool> DnsAsync(TimeSpan duration, int seed)
    {
        var (_, wrong) = await Dns.DnsFuzz.RunAsync(duration, long.MaxValue, seed, Console.WriteLine);
        Console.Write(wrong);
        return wrong.Length == 0;
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length is < 2 or > 3 || !Fuzzers.TryGetValue(arguments[0], out var fuzzer))
        {
            await Console.Error.WriteLineAsync("IpBlock.Fuzzing " + string.Join('|', Fuzzers.Keys) + " SECONDS [SEED]");
            return 2;
        }

        var seconds = int.Parse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture);
        var seed = arguments.Length > 2 ? int.Parse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture) : Random.Shared.Next();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{arguments[0]}: {seconds} s, seed {seed}"));
        return await fuzzer(TimeSpan.FromSeconds(seconds), seed) ? 0 : 1;
    }
}
