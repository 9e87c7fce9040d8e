using System;
using System.Buffers.Binary;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Fuzzing.Policy;

namespace IpBlock.Fuzzing.Milter;

/// <summary>The milter protocol: sessions with damage in all places, delivered in all ways.</summary>
public static class MilterFuzzer
{
    // Negotiation, continue, accept, reply code, a header field.
    private const string Answers = "Ocayh";
    private const int LongestAnswer = 4096;

    /// <summary>Fuzzes a service of its own.</summary>
    public static async Task<bool> RunAsync(TimeSpan duration, int seed)
    {
        await using var service = await ServeProcess.StartAsync(PolicyFuzzer.Settings);
        return await new FuzzRun(service).RunAsync(duration, seed, random => AttackAsync(service, random), async () =>
        {
            var (listed, other) = (await GoodMilterClient.AskAsync(service.Milter, "192.0.2.7"), await GoodMilterClient.AskAsync(service.Milter, "198.51.100.7"));
            return listed.StartsWith("c y550 5.7.1 192.0.2.7 ", StringComparison.Ordinal) && other is "a" ? null : "the good client was answered " + listed + " and " + other;
        });
    }

    private static async Task<string?> AttackAsync(ServeProcess service, Random random)
    {
        var input = MilterInput.Make(random);
        var answer = await Delivery.SendAsync(service.Milter, input, random);
        return answer is null || IsSound(answer) ? null : "answered " + Encoding.Latin1.GetString(answer) + "\nto " + Convert.ToBase64String(input);
    }

    // Whole packets of those that this filter answers with; the last may be cut off by the end of the connection.
    private static bool IsSound(ReadOnlySpan<byte> answers)
    {
        while (answers.Length > sizeof(int))
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(answers);
            if (length is < 1 or > LongestAnswer || !Answers.Contains((char)answers[sizeof(int)], StringComparison.Ordinal))
                return false;
            if (answers[sizeof(int)] == 'y' && answers.Length >= sizeof(int) + length && !answers[5..].StartsWith("550 5.7.1 192.0.2.7 "u8))
                return false;
            answers = answers[Math.Min(answers.Length, sizeof(int) + length)..];
        }

        return true;
    }
}
