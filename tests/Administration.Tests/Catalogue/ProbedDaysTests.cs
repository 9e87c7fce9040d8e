using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Tests.Doctor;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Catalogue;

public sealed class ProbedDaysTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_seen_today_is_the_day_that_the_catalogue_shows()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.PathOf("ipblock.json");
        var (zen, spamcop) = (Entry(settings, "spamhaus-zen"), Entry(settings, "spamcop"));
        Assert.Null(SiteCatalogue.Read(settings).LastProbed(zen));
        Assert.Null(ProbedDays.Note(settings, [zen], Day));
        Assert.Null(ProbedDays.Note(settings, [spamcop], Day.AddDays(1)));
        var catalogue = SiteCatalogue.Read(settings);
        Assert.Equal(("2026-11-29", "2026-11-30"), (catalogue.LastProbed(zen), catalogue.LastProbed(spamcop)));
    }

    [Fact]
    public void The_file_is_written_once_a_day()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.PathOf("ipblock.json");
        ProbedDays.Note(settings, [Entry(settings, "spamcop")], Day);
        var old = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(ProbedDays.PathFor(settings), old);
        ProbedDays.Note(settings, [Entry(settings, "spamcop")], Day.AddHours(2));
        Assert.Equal(old, File.GetLastWriteTimeUtc(ProbedDays.PathFor(settings)));
        Assert.Equal([Path.GetFileName(ProbedDays.PathFor(settings))], Directory.GetFiles(folder.PathOf(".")).Select(static file => Path.GetFileName(file)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"days\": [] }")]
    [InlineData("{ \"days\": { \"zen.spamhaus.org\": 3 } }")]
    [InlineData("{ \"days\": { \"zen.spamhaus.org\": \"tomorrow\" } }")]
    public void A_damaged_file_counts_for_nothing_and_is_written_anew(string text)
    {
        using var folder = new TemporaryFolder();
        var settings = folder.PathOf("ipblock.json");
        File.WriteAllText(ProbedDays.PathFor(settings), text);
        var zen = Entry(settings, "spamhaus-zen");
        Assert.Null(SiteCatalogue.Read(settings).LastProbed(zen));
        Assert.Null(ProbedDays.Note(settings, [zen], Day));
        Assert.Equal("2026-11-29", SiteCatalogue.Read(settings).LastProbed(zen));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said()
    {
        var settings = "/proc/self/ipblock.json";
        Assert.Matches("cannot be written|may not write", ProbedDays.Note(settings, [Entry(settings, "spamcop")], Day));
    }

    [Fact]
    public async Task The_doctor_notes_the_lists_that_answer_and_no_others()
    {
        await using var world = new DnsWorld();
        world.AddScripted("spamcop", zone: "bl.spamcop.net");
        world.AddScripted("mailspike", zone: "bl.mailspike.net").Delists("127.0.0.2");
        await world.ExamineAsync(await world.UnboundAsync());
        var catalogue = SiteCatalogue.Read(world.SettingsPath);
        Assert.Equal(DateTime.UtcNow.ToString("yyyy-MM-dd"), catalogue.LastProbed(Entry(world.SettingsPath, "spamcop")));
        Assert.Null(catalogue.LastProbed(Entry(world.SettingsPath, "mailspike-bl")));
    }

    private static CatalogueEntry Entry(string settings, string id) => SiteCatalogue.Read(settings).Find(id) ?? throw new InvalidOperationException(id);
}
