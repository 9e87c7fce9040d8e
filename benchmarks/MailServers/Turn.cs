using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>What one turn at one mail server has shown. Processor times are milliseconds a session.</summary>
internal sealed record Turn(double PerSecond, double P50, double P95, double P99, int Wrong, int Broken, double Postfix, double Own, double Resolver, double Lists, double Clients, long Megabytes)
{
    /// <param name="first">The number of the first client; those behind it follow.</param>
    /// <param name="distinct">How many clients there are before the first comes again.</param>
    public static async Task<Turn> RunAsync(Floors floors, NameServers names, Front front, Part part, int sessions, long first, int distinct)
    {
        string[] arguments = [.. Texts(front.Port, sessions, part.AtATime, first, distinct, part.HalfListed ? 1 : 0, front.Kind.Checks ? 1 : 0)];
        var (postfix, own, resolver, lists) = Times(names, front);
        var (code, output) = await RealProcess.RunAsync(floors.SmtpLoad, arguments, TimeSpan.FromMinutes(10));
        var after = Times(names, front);
        var words = output.Split(' ', StringSplitOptions.TrimEntries);
        if (code != 0 || words.Length != 7)
            throw new IOException("The clients have failed: " + output);
        return new Turn(
            sessions / Number(words[0]), Number(words[2]), Number(words[3]), Number(words[4]), (int)Number(words[5]), (int)Number(words[6]),
            Each(after.Postfix - postfix), Each(after.Own - own), Each(after.Resolver - resolver), Each(after.Lists - lists), Number(words[1]) * 1e3 / sessions, front.CheckerMegabytes);

        double Each(TimeSpan time) => time.TotalMilliseconds / sessions;
    }

    private static (TimeSpan Postfix, TimeSpan Own, TimeSpan Resolver, TimeSpan Lists) Times(NameServers names, Front front) =>
        (front.PostfixProcessorTime, front.CheckerProcessorTime, names.ResolverProcessorTime, names.ListsProcessorTime);

    private static string[] Texts(params long[] numbers) => Array.ConvertAll(numbers, static number => number.ToString(CultureInfo.InvariantCulture));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
