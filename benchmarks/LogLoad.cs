using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Reporting;

namespace IpBlock.Benchmarks;

/// <summary>A decision log of so many lines: how fast it is read, searched and judged once more by other settings.</summary>
internal static class LogLoad
{
    private const int LinesOfAFile = 30_000;
    private const int ColumnsBeforePolicy = 15;

    public static void Run(int lines)
    {
        var folder = Directory.CreateTempSubdirectory("ipblock-log-");
        try
        {
            var (bytes, ofThem) = Write(folder.FullName, lines);
            var size = string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:N0} MB, {bytes / lines:N0} bytes a line, {ofThem / lines:N0} of them what replay and 'log why' need");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines, {size}"));
            Time("read", () => new LogQuery().Read(new DecisionLogReader(folder.FullName)).Count());
            Search(folder.FullName, "the last 20", new LogQuery(), 20);
            Search(folder.FullName, "the last 20 refusals", new LogQuery { OnlyRefusals = true }, 20);
            Search(folder.FullName, "the last of a list", new LogQuery { Provider = static name => name is "list 0" }, 1);
            Search(folder.FullName, "all of a client", new LogQuery { Clients = Range("77.88.99.11") }, int.MaxValue);
            Search(folder.FullName, "all of a network", new LogQuery { Clients = Range("77.88.0.0/16") }, int.MaxValue);
            Search(folder.FullName, "all of a session", new LogQuery { Session = "08DE12345" }, int.MaxValue);
            Search(folder.FullName, "all by a rule", new LogQuery { Rule = "Helo" }, int.MaxValue);
            Search(folder.FullName, "all to a recipient", new LogQuery { Recipient = "user77@site.example" }, int.MaxValue);
            Search(folder.FullName, "all of a sender", new LogQuery { Sender = "*@nowhere.example" }, int.MaxValue);
            Search(folder.FullName, "all with a reason", new LogQuery { Reason = "no such reason" }, int.MaxValue);
            foreach (var more in new[] { "", ", \"verdict\": \"score\", \"thresholds\": { \"reject\": 2 }" })
            {
                var before = Samples.Settings(5);
                using var replay = new Replay(Samples.Settings(5, more), Path.Combine(folder.FullName, "ipblock.json"), before);
                Time("replay" + (more.Length > 0 ? ", scores" : ", unchanged"), () =>
                {
                    var report = ReplayReport.Of(replay, new LogQuery(), new DecisionLogReader(folder.FullName));
                    return $"{report.Same:N0} the same, {report.Decisions - report.Same - report.Undecidable:N0} others, {report.Undecidable:N0} cannot be told";
                });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static AddressRange Range(string text) => AddressRange.TryParse(text, out var range, out var reason) ? range : throw new ArgumentException(reason);

    private static void Search(string folder, string what, LogQuery query, int most)
    {
        var watch = Stopwatch.StartNew();
        TimeSpan? first = null;
        var count = 0;
        foreach (var _ in query.ReadBackwards(new DecisionLogReader(folder)))
        {
            first ??= watch.Elapsed;
            if (++count >= most)
                break;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20} {watch.Elapsed.TotalSeconds,7:N2} s   {count:N0} found, the first after {first?.TotalMilliseconds ?? 0:N0} ms"));
    }

    private static void Time(string what, Func<object> run)
    {
        var watch = Stopwatch.StartNew();
        var result = run();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20} {watch.Elapsed.TotalSeconds,7:N2} s   {result}"));
    }

    private static (long Bytes, long OfThem) Write(string folder, int lines)
    {
        var random = new Random(1);
        var start = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        var (bytes, ofThem) = (0L, 0L);
        for (var first = 0; first < lines; first += LinesOfAFile)
        {
            var text = new StringBuilder("#Fields: " + LogColumns.Fields + "\n");
            for (var i = first; i < Math.Min(lines, first + LinesOfAFile); i++)
                ofThem += Append(text, start.AddSeconds(i * 2.0), random);
            var name = $"IPBLOCK{start.AddSeconds(first * 2.0):yyyyMMdd}-{(first / LinesOfAFile) + 1:0000}.log";
            File.WriteAllText(Path.Combine(folder, name), text.ToString());
            bytes += text.Length;
        }

        return (bytes, ofThem);
    }

    // Of ten clients six are on no list, three on one and one on three, as at a small site.
    private static int Append(StringBuilder text, DateTime at, Random random)
    {
        var client = $"{random.Next(11, 200)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}";
        var kind = random.Next(10);
        var listed = kind < 6 ? 0 : kind < 9 ? 1 : 3;
        var (action, reply, rule, provider, codes, names) = listed == 0
            ? ("AcceptConnection", "", "", "", "", "")
            : ("RejectConnection", $"\"550 5.7.1 {client} has been blocked by connection filter rule list 0\"", "BlockProvider", "\"list 0\"", "127.0.0.2", "\"list 0=127.0.0.2\"");
        var steps = string.Join(';', Enumerable.Range(0, 5).Select(i => $"b:list {i}=" + (listed == 0 ? "-" : i == 0 ? "127.0.0.2!" : i < listed ? "?127.0.0.2" : "?-")));
        string[] fields =
        [
            at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), "08DE" + random.Next(1 << 20).ToString("X", CultureInfo.InvariantCulture), "192.0.2.25:25", client + ":40112", "OnConnect", action, reply, rule,
            provider, codes, "", $"user{random.Next(1000)}@site.example", "", "23.1", names, "", "", $"\"{steps}\"", $"sender{random.Next(100)}@client.example",
        ];
        string[] all = [.. fields, .. Enumerable.Repeat("", LogColumns.All.Count - fields.Length)];
        text.AppendJoin(',', all).Append('\n');
        return all.Skip(ColumnsBeforePolicy).Sum(static field => field.Length + 1);
    }
}
