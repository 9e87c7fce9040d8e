using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using Xunit;

namespace IpBlock.Tests.Reporting;

public sealed class DecisionLogTests : IDisposable
{
    private const int Smallest = 64 << 10;
    private readonly LogUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_file_begins_with_a_header_that_names_the_fields()
    {
        using (var log = _test.Open())
            log.Write(Accepted("1"));
        Assert.Equal(["IPBLOCK20260102-0001.log"], _test.Files);
        Assert.Equal(
            [
                "#Software: IpBlock",
                "#Version: 0.1.0.0",
                "#Log-Type: Decision Log",
                "#Date: 2026-01-02T03:04:05.0000000Z",
                "#Fields: " + LogColumns.Fields,
                "2026-01-02T03:04:05.000Z,1,,,OnConnect,AcceptConnection,,NoSettings,,,,,,0,,,,,,,",
            ],
            _test.ReadLines("IPBLOCK20260102-0001.log"));
    }

    [Fact]
    public void Decisions_stand_in_their_order()
    {
        using (var log = _test.Open())
        {
            for (var i = 0; i < 1000; i++)
                log.Write(Accepted(i.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i.ToString(CultureInfo.InvariantCulture)), _test.AllDecisions().Select(SessionOf));
    }

    [Fact]
    public void A_decision_is_written_without_anybody_asking_for_it()
    {
        using var log = _test.Open();
        log.Write(Accepted("1"));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(_test.PathOf("IPBLOCK20260102-0001.log")) && CountLines() == 6, Some.Patience));
    }

    [Theory]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 0)]
    public void Accepted_connections_and_all_can_be_left_out(bool enabled, bool accepted, int lines)
    {
        using (var log = _test.Open(new LogSettings { Enabled = enabled, Accepted = accepted }))
        {
            log.Write(Accepted("a"));
            log.Write(new Decision(Verdict.WithoutSettings(default)) { SessionId = "r", Reply = new SmtpReply(550, "5.7.1", "no") });
        }

        Assert.Equal(enabled, Directory.Exists(_test.Directory));
        Assert.Equal(lines, enabled ? _test.AllDecisions().Count : 0);
        Assert.True(lines == 0 || SessionOf(_test.AllDecisions()[^1]) == "r");
    }

    [Fact]
    public void A_file_that_is_full_is_followed_by_the_next_one()
    {
        using (var log = _test.Open(new LogSettings { MaxFileSize = Smallest }))
        {
            for (var i = 0; i < 1500; i++)
                log.Write(Accepted(i.ToString("D20", CultureInfo.InvariantCulture)));
        }

        Assert.Equal(["IPBLOCK20260102-0001.log", "IPBLOCK20260102-0002.log", "IPBLOCK20260102-0003.log"], _test.Files);
        Assert.All(_test.Files, file => Assert.InRange(new FileInfo(_test.PathOf(file)).Length, 1, Smallest + 200));
        Assert.All(_test.Files, file => Assert.Equal("#Software: IpBlock", _test.ReadLines(file)[0]));
        Assert.Equal(Enumerable.Range(0, 1500), _test.AllDecisions().Select(line => int.Parse(SessionOf(line), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_day_in_UTC_has_files_of_its_own()
    {
        using (var log = _test.Open())
        {
            _test.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 2, 23, 59, 59, 999, TimeSpan.Zero));
            log.Write(Accepted("old"));
            _test.Clock.Advance(TimeSpan.FromMilliseconds(1));
            log.Write(Accepted("new"));
        }

        Assert.Equal(["IPBLOCK20260102-0001.log", "IPBLOCK20260103-0001.log"], _test.Files);
        Assert.Equal("old", SessionOf(Assert.Single(_test.Decisions("IPBLOCK20260102-0001.log"))));
        Assert.Equal("new", SessionOf(Assert.Single(_test.Decisions("IPBLOCK20260103-0001.log"))));
    }

    [Fact]
    public void Files_that_are_too_old_go_when_a_new_one_begins_and_other_people_s_files_stay()
    {
        Old("IPBLOCK20251202-0001.log", days: 31);
        Old("IPBLOCK20251203-0001.log", days: 30);
        Old("IPBLOCK20260101-0001.log", days: 1);
        Old("notes.log", days: 900);
        Old("AGENTLOG20200101-0001.log", days: 900);
        using (var log = _test.Open())
            log.Write(Accepted("1"));
        Assert.Equal(["AGENTLOG20200101-0001.log", "IPBLOCK20251203-0001.log", "IPBLOCK20260101-0001.log", "IPBLOCK20260102-0001.log", "notes.log"], _test.Files);
    }

    [Fact]
    public void The_oldest_files_go_when_all_together_are_too_large()
    {
        for (var day = 20; day <= 29; day++)
            Old($"IPBLOCK202512{day}-0001.log", days: 1, bytes: Smallest);
        using (var log = _test.Open(new LogSettings { MaxFileSize = Smallest, MaxDirectorySize = 4 * Smallest }))
            log.Write(Accepted("1"));
        Assert.Equal(["IPBLOCK20251227-0001.log", "IPBLOCK20251228-0001.log", "IPBLOCK20251229-0001.log", "IPBLOCK20260102-0001.log"], _test.Files);
    }

    [Fact]
    public void What_a_clock_has_written_that_ran_ahead_goes_first_and_the_present_stays()
    {
        for (var day = 10; day <= 13; day++)
            Old($"IPBLOCK202712{day}-0001.log", days: -700, bytes: Smallest);
        Old("IPBLOCK20260101-0001.log", days: 1, bytes: Smallest);
        Old("IPBLOCK20260102-0001.log", days: 0, bytes: Smallest);
        using (var log = _test.Open(new LogSettings { MaxFileSize = Smallest, MaxDirectorySize = 4 * Smallest }))
            log.Write(Accepted("1"));
        Assert.Equal(["IPBLOCK20260101-0001.log", "IPBLOCK20260102-0001.log", "IPBLOCK20260102-0002.log", "IPBLOCK20271213-0001.log"], _test.Files);
    }

    [Fact]
    public void The_folder_never_grows_beyond_its_size_while_decisions_come()
    {
        using (var log = _test.Open(new LogSettings { MaxFileSize = Smallest, MaxDirectorySize = 3 * Smallest }))
        {
            for (var i = 0; i < 6000; i++)
                log.Write(Accepted(i.ToString("D20", CultureInfo.InvariantCulture)));
        }

        Assert.InRange(_test.Files.Length, 2, 3);
        Assert.InRange(_test.Files.Sum(file => new FileInfo(_test.PathOf(file)).Length), Smallest, 3 * Smallest + 200);
        Assert.Equal(5999, int.Parse(SessionOf(_test.AllDecisions()[^1]), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_file_is_never_larger_than_the_folder_may_be()
    {
        using (var log = _test.Open(new LogSettings { MaxDirectorySize = Smallest }))
        {
            for (var i = 0; i < 3000; i++)
                log.Write(Accepted(i.ToString("D20", CultureInfo.InvariantCulture)));
        }

        Assert.InRange(_test.Files.Sum(file => new FileInfo(_test.PathOf(file)).Length), 1, Smallest + 200);
    }

    [Fact]
    public void Two_logs_on_one_folder_do_not_mix_their_lines()
    {
        using (var front = _test.Open())
        using (var hub = _test.Open())
        {
            for (var i = 0; i < 2000; i++)
            {
                front.Write(Accepted("front" + i));
                hub.Write(Accepted("hub" + i));
                if (i % 100 == 0)
                    front.Flush();
            }
        }

        Assert.Equal(2, _test.Files.Length);
        Assert.All(_test.Files, file => Assert.Single(_test.Decisions(file).Select(line => SessionOf(line).TrimEnd("0123456789".ToCharArray())).Distinct()));
        Assert.Equal(4000, _test.AllDecisions().Select(line => { Assert.Equal(LogColumns.All.Count, CsvReader.Fields(line).Count); return SessionOf(line); }).Distinct().Count());
    }

    [Fact]
    public async Task Logs_that_begin_at_the_same_moment_take_files_of_their_own()
    {
        const int Logs = 4, Rounds = 25;
        for (var round = 0; round < Rounds; round++)
        {
            using var start = new Barrier(Logs);
            await Task.WhenAll(Enumerable.Range(0, Logs).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    using var log = _test.Open();
                    start.SignalAndWait();
                    log.Write(Accepted("1"));
                    log.Flush();
                    start.SignalAndWait();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
        }

        Assert.Equal(Logs * Rounds, _test.Files.Length);
        Assert.All(_test.Files, file => Assert.Single(_test.Decisions(file)));
    }

    [Fact]
    public void A_log_that_is_opened_again_keeps_what_was_there()
    {
        using (var log = _test.Open())
            log.Write(Accepted("first"));
        using (var log = _test.Open())
            log.Write(Accepted("second"));
        Assert.Equal(["first", "second"], _test.AllDecisions().Select(SessionOf));
    }

    [Fact]
    public void A_log_can_be_read_while_it_is_written()
    {
        using var log = _test.Open();
        log.Write(Accepted("1"));
        log.Flush();
        using var reader = new StreamReader(new FileStream(_test.PathOf("IPBLOCK20260102-0001.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Assert.Equal("#Software: IpBlock", reader.ReadLine());
    }

    [Fact]
    public async Task Decisions_of_many_threads_arrive_whole_or_are_counted_as_lost()
    {
        const int Threads = 8, Each = 6250;
        using (var log = _test.Open())
        {
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
                () =>
                {
                    for (var i = 0; i < Each; i++)
                        log.Write(Accepted($"{thread}-{i}"));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
        }

        var lines = _test.AllDecisions();
        Assert.All(lines, line => Assert.Equal(LogColumns.All.Count, CsvReader.Fields(line).Count));
        Assert.Equal(lines.Count, lines.Select(SessionOf).Distinct().Count());
        Assert.Equal(Threads * Each, lines.Count + _test.Notices.Of(202).Sum(LostIn));
    }

    internal static Decision Accepted(string session) =>
        new(Verdict.WithoutSettings(default)) { SessionId = session, Event = "OnConnect", Action = "AcceptConnection" };

    internal static string SessionOf(string line) => CsvReader.Fields(line)[1];

    internal static int LostIn(string notice) =>
        int.Parse(string.Concat(notice[notice.LastIndexOf(':')..].SkipWhile(c => c is < '0' or > '9').TakeWhile(char.IsDigit)), CultureInfo.InvariantCulture);

    private int CountLines()
    {
        using var reader = new StreamReader(new FileStream(_test.PathOf("IPBLOCK20260102-0001.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    private void Old(string name, int days, int bytes = 10)
    {
        Directory.CreateDirectory(_test.Directory);
        File.WriteAllBytes(_test.PathOf(name), new byte[bytes]);
        File.SetLastWriteTimeUtc(_test.PathOf(name), _test.Clock.UtcNow.UtcDateTime.AddDays(-days));
    }
}
