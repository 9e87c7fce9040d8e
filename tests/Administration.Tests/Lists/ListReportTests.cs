using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Lists;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Lists;

public sealed class ListReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly FilterSettings _settings = Some.Settings("""
        { "lists": [
            { "name": "good", "file": "good.txt" },
            { "name": "quiet", "file": "good.txt", "mode": "report" },
            { "name": "off", "file": "good.txt", "enabled": false },
            { "name": "gone", "file": "gone.txt" },
            { "name": "new", "url": "https://lists.example/new.txt" },
            { "name": "bad", "file": "bad.txt" } ] }
        """);

    public ListReportTests()
    {
        File.WriteAllText(_folder.PathOf("good.txt"), "203.0.113.0/24\n");
        File.WriteAllText(_folder.PathOf("bad.txt"), "<html>\n");
        File.SetLastWriteTimeUtc(_folder.PathOf("good.txt"), _clock.UtcNow.UtcDateTime.AddHours(-3));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_list_is_shown_with_its_state()
    {
        var reports = ListReport.All(_settings, _folder.PathOf("ipblock.json"), _clock);
        Assert.Equal(
            ["1 good: active", "2 quiet: reports only", "3 off: disabled", "4 gone: file missing", "5 new: not fetched yet", "6 bad: unusable"],
            reports.Select(static report => $"{report.Priority} {report.Settings.Name}: {report.State}"));
        Assert.Equal([true, true, false, false, false, false], reports.Select(static report => report.IsInForce));
        Assert.Equal((TimeSpan.FromHours(3), null), (reports[0].Age, reports[3].Age));
        Assert.Equal(["good.txt", "https://lists.example/new.txt"], new[] { reports[0].Source, reports[4].Source });
    }

    [Fact]
    public void A_list_of_the_settings_is_found_by_its_name_without_its_file()
    {
        Assert.Equal(6, ListReport.OfSettings(_settings, _folder.PathOf("ipblock.json"), "BAD", _clock)!.Priority);
        Assert.Null(ListReport.OfSettings(_settings, _folder.PathOf("ipblock.json"), "none", _clock));
    }
}
