using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing.Policy;

/// <summary>Postfix's policy protocol: transcripts with damage in all places, delivered in all ways.</summary>
public static class PolicyFuzzer
{
    /// <summary>What is listed, and what is not.</summary>
    public const string Settings = """ "blockList": [ "192.0.2.7" ], "log": { "maxFileSize": "1MB", "maxDirectorySize": "5MB" }, """;

    /// <summary>Fuzzes a service of its own.</summary>
    public static async Task<bool> RunAsync(TimeSpan duration, int seed)
    {
        await using var service = await ServeProcess.StartAsync(Settings);
        using var good = new GoodPolicyClient(service.Policy);
        return await new FuzzRun(service).RunAsync(duration, seed, random => AttackAsync(service, random), async () =>
        {
            var (listed, other) = (await good.AskAsync("192.0.2.7"), await good.AskAsync("198.51.100.7"));
            return listed.StartsWith("550 5.7.1 192.0.2.7 ", StringComparison.Ordinal) && other is "DUNNO" ? null : "the good client was answered " + listed + " and " + other;
        });
    }

    private static async Task<string?> AttackAsync(ServeProcess service, Random random)
    {
        var input = PolicyInput.Make(random);
        var answer = await Delivery.SendAsync(random.Next(4) == 0 ? service.PolicySocket : service.Policy, input, random);
        return answer is null || IsSound(Encoding.Latin1.GetString(answer)) ? null : "answered " + Encoding.Latin1.GetString(answer) + "\nto " + Convert.ToBase64String(input);
    }

    // Whole answers, of which the last may be cut off by the end of the connection, and nothing else: no client but one is listed, and it is refused in the provider's words.
    private static bool IsSound(string answers)
    {
        var whole = answers.Split("\n\n");
        return whole.Take(whole.Length - 1).All(static answer => answer is "action=DUNNO" || answer.StartsWith("action=550 5.7.1 192.0.2.7 has been blocked", StringComparison.Ordinal))
            && (whole[^1].Length == 0 || "action=DUNNO".StartsWith(whole[^1], StringComparison.Ordinal) || whole[^1].StartsWith("action=5", StringComparison.Ordinal));
    }
}
