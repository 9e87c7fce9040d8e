using System;
using System.IO;
using System.Linq;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Notices;

public sealed class NoticeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();

    private string FilePath => _folder.PathOf(Path.Combine("deep", "notices.log"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_notice_is_a_line_with_time_level_and_id()
    {
        var file = new NoticeFile(FilePath, _clock);
        file.Write(LogMessages.DoorOpened("The agent", "1.2.3"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        file.Write(LogMessages.LogOverrun(5));
        Assert.Equal(
            [
                "2026-01-02T03:04:05.000Z Information 400 The agent 1.2.3 is ready.",
                "2026-01-02T03:04:06.000Z Warning 202 Decisions arrive faster than the disk can write them: 5 were not logged.",
            ],
            File.ReadAllLines(FilePath));
    }

    [Fact]
    public void A_notice_with_line_breaks_stays_one_line()
    {
        new NoticeFile(FilePath, _clock).Write(LogMessages.DoorOpened("a\r\nb\nc", "1"));
        Assert.Equal("2026-01-02T03:04:05.000Z Information 400 a | b | c 1 is ready.", Assert.Single(File.ReadAllLines(FilePath)));
    }

    [Fact]
    public void A_file_of_a_megabyte_becomes_the_old_one_and_there_is_never_more_than_one_old()
    {
        var file = new NoticeFile(FilePath, _clock);
        for (var i = 0; i < 30; i++)
            file.Write(LogMessages.DoorOpened(i.ToString("D3") + new string('x', 100_000), "1"));
        Assert.Equal(["notices.log", "notices.log.old"], Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order());
        Assert.InRange(new FileInfo(FilePath + ".old").Length, 1 << 20, (1 << 20) + 100_100);
        Assert.Contains(" 029xxx", File.ReadAllLines(FilePath)[^1], StringComparison.Ordinal);
        Assert.Equal(0, file.Lost);
    }

    [Fact]
    public void What_cannot_be_written_is_counted_and_nothing_is_thrown()
    {
        File.WriteAllText(_folder.PathOf("deep"), "");
        var file = new NoticeFile(FilePath, _clock);
        file.Write(LogMessages.LogOverrun(1));
        file.Write(LogMessages.LogOverrun(2));
        Assert.Equal(2, file.Lost);
        File.Delete(_folder.PathOf("deep"));
        file.Write(LogMessages.LogOverrun(3));
        Assert.Single(File.ReadAllLines(FilePath));
    }
}
