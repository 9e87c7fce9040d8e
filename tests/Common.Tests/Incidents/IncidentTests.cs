using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Tests.Incidents;

/// <summary>
/// Incidents that have cost others their mail, each played twice: as mail servers do that believe every answer, and with IpBlock. The figures are those of the table in docs/health.md.
/// </summary>
public sealed class IncidentTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Stories => Story.All.Select(static (story, i) => new TheoryDataRow<int, string>(i, story.Name));

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task It_is_noticed_told_once_costs_next_to_nothing_and_is_over_when_it_is_over(int number, string name)
    {
        var story = Story.All[number];
        var without = await story.PlayAsync(isProtected: false);
        var with = await story.PlayAsync(isProtected: true);
        var told = with.Site.Told.Select(static one => one.What).ToList();
        Assert.Equal(story.Told, told[0]);
        Assert.Equal(2, told.Count);
        Assert.True(with.GoodRefused <= 8, $"{name}: {with.GoodRefused} of 600 good messages were refused");
        Assert.True(with.LongestWait < ListWorld.TimeOut, $"{name}: somebody waited {with.LongestWait}");
        var row = Row(name, without, with);
        Assert.True(File.ReadAllText(Manual()).Contains(row, StringComparison.Ordinal), "This row is not in docs/health.md: " + row);
    }

    private static string Row(string name, Story.Outcome without, Story.Outcome with) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {without.GoodRefused} | {with.GoodRefused} | {Math.Ceiling(with.SecondsToNotice!.Value):0} | {Math.Ceiling(with.SecondsToRecover!.Value):0} |");

    private static string Manual()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "docs", "health.md")))
                return Path.Combine(folder, "docs", "health.md");
        }

        throw new FileNotFoundException("docs/health.md");
    }
}
