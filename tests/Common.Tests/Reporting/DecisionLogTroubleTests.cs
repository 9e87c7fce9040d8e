using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using Xunit;
using static IpBlock.Tests.Reporting.DecisionLogTests;

namespace IpBlock.Tests.Reporting;

public sealed class DecisionLogTroubleTests : IDisposable
{
    private const string First = "IPBLOCK20260102-0001.log", Second = "IPBLOCK20260102-0002.log";
    private readonly LogUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_file_in_place_of_the_folder_is_told_once_and_what_was_lost_is_counted_when_it_is_gone()
    {
        File.WriteAllText(_test.Directory, "");
        using (var log = _test.Open())
        {
            // One decision at each try: the fewest there can be.
            for (var i = 0; i < 5; i++)
            {
                log.Write(Accepted("lost"));
                log.Flush();
                _test.Clock.Advance(TimeSpan.FromSeconds(5));
            }

            Assert.Equal([200], _test.Notices.Ids);
            Assert.Contains(_test.Directory, _test.Notices.Of(200)[0], StringComparison.Ordinal);
            File.Delete(_test.Directory);
            log.Write(Accepted("written"));
        }

        Assert.Equal([200, 201], _test.Notices.Ids);
        Assert.Contains(" 5 were lost", _test.Notices.Of(201)[0], StringComparison.Ordinal);
        Assert.Equal("written", SessionOf(Assert.Single(_test.AllDecisions())));
    }

    [Fact]
    public void A_second_trouble_is_told_again()
    {
        using var log = _test.Open();
        for (var i = 0; i < 2; i++)
        {
            File.WriteAllText(_test.Directory, "");
            log.Write(Accepted("lost"));
            log.Flush();
            File.Delete(_test.Directory);
            _test.Clock.Advance(TimeSpan.FromDays(1));
            log.Write(Accepted("written"));
            log.Flush();
            _test.Clock.Advance(TimeSpan.FromDays(1));
            Directory.Delete(_test.Directory, recursive: true);
        }

        Assert.Equal([200, 201, 200, 201], _test.Notices.Ids);
    }

    [Fact]
    public void What_was_lost_is_told_at_the_end_when_the_folder_never_came()
    {
        File.WriteAllText(_test.Directory, "");
        using (var log = _test.Open())
        {
            for (var i = 0; i < 7; i++)
                log.Write(Accepted("lost"));
        }

        Assert.Equal([200, 203], _test.Notices.Ids);
        Assert.Contains(" 7 ", _test.Notices.Of(203)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("")]
    [InlineData("/dev/null/log")]
    public void A_folder_that_cannot_be_is_told_and_nothing_is_thrown(string directory)
    {
        using (var log = new DecisionLog(new LogSettings(), directory, _test.Clock, _test.Notices))
        {
            log.Write(Accepted("lost"));
            log.Flush();
        }

        Assert.Equal([200, 203], _test.Notices.Ids);
    }

    [Fact]
    public void A_disk_that_is_full_is_told_once_and_header_lines_are_no_lost_decisions()
    {
        Directory.CreateDirectory(_test.Directory);
        using (var log = new DecisionLog(new LogSettings(), _test.Directory, _test.Clock, _test.Notices, _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write)))
        {
            for (var i = 0; i < 3; i++)
            {
                for (var k = 0; k < 4; k++)
                    log.Write(Accepted("lost"));
                log.Flush();
                _test.Clock.Advance(TimeSpan.FromSeconds(5));
            }
        }

        Assert.Equal([200, 203], _test.Notices.Ids);
        Assert.Contains(" 12 ", _test.Notices.Of(203)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_program_holds_is_left_alone()
    {
        Directory.CreateDirectory(_test.Directory);
        using var held = new FileStream(_test.PathOf(First), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using (var log = _test.Open())
            log.Write(Accepted("1"));
        Assert.Equal("1", SessionOf(Assert.Single(_test.Decisions(Second))));
        Assert.Equal(0, held.Length);
        Assert.Empty(_test.Notices.All);
    }

    [Fact]
    public void Writing_never_waits_however_long_the_writer_does_and_what_is_too_much_is_counted()
    {
        const int Written = 50_000;
        var release = new ManualResetEventSlim();
        var waiting = new ManualResetEventSlim();
        File.WriteAllText(_test.Directory, "");
        _test.Notices.Meanwhile = notice =>
        {
            if (notice.Id != 200)
                return;
            waiting.Set();
            release.Wait(Some.Patience);
        };
        using (var log = _test.Open())
        {
            log.Write(Accepted("first"));
            Assert.True(waiting.Wait(Some.Patience));
            for (var i = 1; i < Written; i++)
                log.Write(Accepted("later"));
            Assert.False(release.IsSet);
            release.Set();
            log.Flush();
            Assert.Equal(Written - 20_000 - 1, LostIn(Assert.Single(_test.Notices.Of(202))));
            File.Delete(_test.Directory);
            _test.Clock.Advance(TimeSpan.FromSeconds(5));
            log.Write(Accepted("last"));
        }

        Assert.Contains(" 20001 were lost", _test.Notices.Of(201)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_is_closed_takes_nothing_and_holds_no_file()
    {
        var log = _test.Open();
        log.Write(Accepted("1"));
        log.Dispose();
        log.Write(Accepted("2"));
        log.Flush();
        log.Dispose();
        Assert.Single(_test.AllDecisions());
        using var alone = new FileStream(_test.PathOf(First), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void A_file_that_is_cleared_away_while_the_log_is_open_is_followed_by_another()
    {
        using var log = _test.Open();
        log.Write(Accepted("1"));
        log.Flush();
        File.Delete(_test.PathOf(First));
        log.Write(Accepted("2"));
        log.Flush();
        Assert.Equal("2", SessionOf(Assert.Single(_test.AllDecisions())));
    }

    [Fact]
    public void After_half_a_line_the_next_one_begins_on_a_line_of_its_own()
    {
        Directory.CreateDirectory(_test.Directory);
        var breaks = true;
        using (var log = new DecisionLog(new LogSettings(), _test.Directory, _test.Clock, _test.Notices, _ => new BreakingFile(_test.PathOf(First), () => breaks)))
        {
            log.Write(Accepted("lost"));
            log.Flush();
            breaks = false;
            _test.Clock.Advance(TimeSpan.FromSeconds(5));
            log.Write(Accepted("whole"));
        }

        Assert.Equal("whole", SessionOf(Assert.Single(_test.Decisions(First))));
        Assert.Equal("#Software: IpBlock", _test.ReadLines(First)[0]);
    }

    [Fact]
    public async Task Closing_while_others_write_loses_no_line_half_and_throws_nothing()
    {
        Directory.CreateDirectory(_test.Directory);
        for (var round = 0; round < 20; round++)
        {
            var log = _test.Open();
            var writers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 500; i++)
                    log.Write(Accepted("x"));
            })).ToArray();
            log.Dispose();
            await Task.WhenAll(writers);
            log.Flush();
        }

        Assert.All(_test.AllDecisions(), line => Assert.Equal(LogColumns.All.Count, CsvReader.Fields(line).Count));
        foreach (var file in _test.Files)
            new FileStream(_test.PathOf(file), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    /// <summary>A file whose disk is full after a few bytes.</summary>
    private sealed class BreakingFile(string path, Func<bool> breaks) : FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1)
    {
        public override void Write(byte[] array, int offset, int count)
        {
            base.Write(array, offset, breaks() ? 10 : count);
            if (breaks())
                throw new IOException("No space left on device");
        }
    }
}
