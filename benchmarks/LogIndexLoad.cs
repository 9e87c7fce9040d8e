using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.LogIndex;
using IpBlock.LogIndex.Asking;
using IpBlock.Reporting;
using IpBlock.Time;

namespace IpBlock.Benchmarks;

/// <summary>
/// The index of a decision log of so many lines: how long it takes to fill it and with how much memory, beside two busy cores if wanted, and how long a page
/// with it.
/// </summary>
internal static class LogIndexLoad
{
    private const int Size = 50;

    /// <summary>Writes the log, and has another process fill the index and ask it, so that the memory that is counted is the index's alone.</summary>
    public static void Run(int lines, bool isBusy)
    {
        var folder = Directory.CreateTempSubdirectory("ipblock-logindex-");
        try
        {
            var log = Directory.CreateDirectory(Path.Combine(folder.FullName, "log")).FullName;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines, {Write(log, lines) / 1048576.0:N0} MB"));
            using var stop = new CancellationTokenSource();
            var others = isBusy ? Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Busy(stop.Token)).ToList() : [];
            using var child = Process.Start(Environment.ProcessPath!, [typeof(LogIndexLoad).Assembly.Location, "logindex-of", folder.FullName]);
            child.WaitForExit();
            stop.Cancel();
            others.ForEach(static other => other.Join());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The other process.</summary>
    public static async Task RunOfAsync(string folder)
    {
        var log = Path.Combine(folder, "log");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"before: {Memory("VmRSS")} MB resident"));
        using var index = new DecisionIndex(log, Path.Combine(folder, "index"), Clock.System);
        await FillAsync(index, folder);
        await AskAsync(index.Questions);
        await FollowAsync(index, log);
    }

    private static async Task FillAsync(DecisionIndex index, string folder)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.GetCurrentProcess();
        var most = 0L;
        TimeSpan? first = null;
        index.Start();
        while (index.Status.State != IndexState.Current)
        {
            await Task.Delay(200);
            most = Math.Max(most, Memory("VmRSS"));
            first ??= (await index.Questions.PageAsync(new LogFilter(), Size)).Value.Decisions.Count > 0 ? watch.Elapsed : null;
        }

        var size = new DirectoryInfo(Path.Combine(folder, "index")).GetFiles().Sum(static file => file.Length) / 1048576.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled in {watch.Elapsed.TotalSeconds:N1} s with {process.TotalProcessorTime.TotalSeconds:N1} s of processor, the newest to be seen after {first?.TotalSeconds:N1} s; at most {most} MB resident; {size:N0} MB on disk"));
    }

    private static async Task AskAsync(LogQuestions questions)
    {
        var middle = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var filters = new (string What, LogFilter Filter)[]
        {
            ("everything", new LogFilter()),
            ("refusals", new LogFilter { Actions = [LoggedAction.Rejected, LoggedAction.Deferred] }),
            ("an outcome there is none of", new LogFilter { Actions = [LoggedAction.Failed] }),
            ("a client", new LogFilter { Clients = Range("77.88.99.11") }),
            ("a /16", new LogFilter { Clients = Range("77.88.0.0/16") }),
            ("a /2", new LogFilter { Clients = Range("64.0.0.0/2") }),
            ("a recipient", new LogFilter { Recipient = "user77@site.example" }),
            ("recipients that hold a text", new LogFilter { Recipient = "er77" }),
            ("a sender", new LogFilter { Sender = "news99@" }),
            ("no such sender", new LogFilter { Sender = "nobody" }),
            ("a list", new LogFilter { Provider = "list 0" }),
            ("no such list", new LogFilter { Provider = "list 9" }),
            ("a rule", new LogFilter { Rule = "Helo" }),
            ("a session", new LogFilter { Session = "08DE12345" }),
            ("a reason", new LogFilter { Reason = "no such reason" }),
            ("a reply with an address in it", new LogFilter { Reason = "99.11 has been" }),
            ("a client's name", new LogFilter { Text = "9.dyn77." }),
            ("a text", new LogFilter { Text = "connection filter" }),
            ("no such text", new LogFilter { Text = "nowhere" }),
            ("the first hour", new LogFilter { Until = middle.AddHours(1) }),
            ("refusals of a list, recipient, text, half the time", new LogFilter { Since = middle.AddDays(5), Provider = "list 0", Recipient = "user1", Text = "blocked", Actions = [LoggedAction.Rejected] }),
        };
        foreach (var (what, filter) in filters)
        {
            var (first, page) = await TimeAsync(() => questions.PageAsync(filter, Size));
            var (next, _) = await TimeAsync(() => questions.PageAsync(filter, Size, page.Next));
            var (counted, count) = await TimeAsync(() => questions.CountAsync(filter));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {first,7:N1} ms, next page {next,7:N1} ms, count {counted,7:N1} ms: {count.Decisions:N0}{(count.IsMore ? " and more" : "")}"));
        }

        foreach (var grouping in Enum.GetValues<LogGrouping>().Where(static one => one != LogGrouping.Member))
        {
            var (all, groups) = await TimeAsync(() => questions.GroupsAsync(new LogFilter(), grouping));
            var (some, _) = await TimeAsync(() => questions.GroupsAsync(new LogFilter { Since = middle.AddDays(5), Actions = [LoggedAction.Rejected] }, grouping));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"by {grouping,-49} {all,7:N1} ms, refusals of half the time {some,7:N1} ms: {groups.Count:N0} groups"));
        }

        var (hours, sums) = await TimeAsync(() => questions.HoursAsync(middle, middle.AddDays(40)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sums by hour and list {hours:N1} ms: {sums.Count:N0}; {Memory("VmRSS")} MB resident, {Memory("VmHWM")} MB at the most"));
    }

    // 500 decisions a second for ten seconds, written a tenth of a second at a time as the service does.
    private static async Task FollowAsync(DecisionIndex index, string log)
    {
        const int Seconds = 10, Batch = 50;
        var questions = index.Questions;
        var position = questions.Position;
        var written = new Queue<TimeSpan>();
        var watch = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var writer = Task.Run(async () =>
        {
            await using var file = new StreamWriter(Path.Combine(log, "IPBLOCK20301231-0001.log")) { AutoFlush = true };
            await file.WriteAsync("#Fields: " + LogColumns.Fields + "\n");
            for (var i = 0; i < Seconds * 500 / Batch; i++)
            {
                var lines = string.Concat(Enumerable.Range(0, Batch).Select(n => $"2030-12-31T10:00:00.000Z,S{i}-{n},192.0.2.25:25,192.0.2.{n}:40112,OnConnect,AcceptConnection,,,,,,,,1.0,,,,,,,\n"));
                lock (written)
                    written.Enqueue(watch.Elapsed);
                await file.WriteAsync(lines);
                await Task.Delay(TimeSpan.FromMilliseconds(Batch * 2));
            }
        });
        var (seen, worst) = (0, TimeSpan.Zero);
        while (seen < Seconds * 500)
        {
            await questions.WaitAsync(position, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            var batch = (await questions.TailAsync(new LogFilter(), position)).Value;
            position = batch.Position;
            lock (written)
            {
                for (var i = seen / Batch; i < (seen + batch.Decisions.Count) / Batch; i++)
                    worst = written.TryDequeue(out var at) && watch.Elapsed - at > worst ? watch.Elapsed - at : worst;
            }

            seen += batch.Decisions.Count;
        }

        await writer;
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"500 a second followed: {seen:N0} seen, the latest {worst.TotalMilliseconds:N0} ms after it was written; {processor.TotalSeconds / watch.Elapsed.TotalSeconds:P0} of a core, writing and all"));
    }

    private static async Task<(double Milliseconds, T Value)> TimeAsync<T>(Func<Task<LogAnswer<T>>> ask)
    {
        var watch = Stopwatch.StartNew();
        var answer = await ask();
        return answer.Problem is null ? (watch.Elapsed.TotalMilliseconds, answer.Value) : throw new InvalidOperationException(answer.Problem);
    }

    // Clients that hardly ever come twice, with names of their own, and senders of which each third is new: more different texts than most logs have.
    private static long Write(string folder, int lines)
    {
        const int LinesOfAFile = 30_000;
        var random = new Random(1);
        var (bytes, start) = (0L, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc));
        for (var first = 0; first < lines; first += LinesOfAFile)
        {
            var text = new StringBuilder("#Fields: " + LogColumns.Fields + "\n");
            for (var i = first; i < Math.Min(lines, first + LinesOfAFile); i++)
                Append(text, start.AddSeconds(i * 2.0), random);
            File.WriteAllText(Path.Combine(folder, $"IPBLOCK{start.AddSeconds(first * 2.0):yyyyMMdd}-{(first / LinesOfAFile) + 1:0000}.log"), text.ToString());
            bytes += text.Length;
        }

        return bytes;
    }

    private static void Append(StringBuilder text, DateTime at, Random random)
    {
        var client = $"{random.Next(11, 200)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}";
        var list = random.Next(10) switch { < 6 => -1, < 9 => 0, _ => random.Next(5) };
        var name = $"{client.Replace('.', '-')}.dyn{random.Next(200)}.provider.example";
        var sender = random.Next(3) == 0 ? $"bounce-{random.Next():x}@mail{random.Next(500)}.sender.example" : $"news{random.Next(5000)}@sender.example";
        var (action, reply, rule, provider, codes, listed) = list < 0
            ? ("AcceptRecipient", "", "", "", "", "")
            : ("RejectCommand", $"\"550 5.7.1 {client} has been blocked by connection filter rule list {list}\"", "BlockProvider", $"\"list {list}\"", "127.0.0.2", $"\"list {list}=127.0.0.2\"");
        var steps = string.Join(';', Enumerable.Range(0, 5).Select(i => $"b:list {i}=" + (list == i ? "127.0.0.2!" : "-")));
        var reason = list < 0 ? "" : $"\"https://lists.example/query?ip={client}\"";
        string[] fields =
        [
            at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), "08DE" + random.NextInt64(1L << 40).ToString("X12", CultureInfo.InvariantCulture), "192.0.2.25:25", client + ":40112", "OnRcptCommand",
            action, reply, rule, provider, codes, reason, $"user{random.Next(1000)}@site.example", "", "23.1", listed, "", "", $"\"{steps}\"", sender, random.Next(2) == 0 ? name : $"[{client}]", name,
        ];
        text.AppendJoin(',', fields).Append('\n');
    }

    private static Thread Busy(CancellationToken stop)
    {
        var thread = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                Thread.SpinWait(1000);
        })
        { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static AddressRange Range(string text) => AddressRange.TryParse(text, out var range, out var reason) ? range : throw new ArgumentException(reason);

    private static long Memory(string what) =>
        !File.Exists("/proc/self/status") ? 0 : File.ReadLines("/proc/self/status").Where(line => line.StartsWith(what, StringComparison.Ordinal)).Select(static line => long.Parse(line.Split(':')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture) / 1024).First();
}
