using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Notices;

public sealed class TaskErrorsTests
{
    private readonly FakeClock _clock = new();
    private readonly CollectedNotices _notices = new();
    private readonly List<string> _counted = [];

    [Fact]
    public void Each_error_is_counted_and_one_an_hour_and_task_is_told()
    {
        var errors = new TaskErrors(_clock, _notices, _counted.Add);
        for (var minute = 0; minute < 90; minute++)
        {
            errors.Report("one", new InvalidOperationException("at minute " + minute));
            if (minute % 2 == 0)
                errors.Report("two", new InvalidOperationException("too"));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((135, 135), ((int)errors.Count, _counted.Count));
        Assert.Equal([418, 418, 418, 418], _notices.Ids);
        Assert.Equal(2, _notices.Of(418).Count(text => text.StartsWith("An error occurred in two; the task continues: ", StringComparison.Ordinal)));
        Assert.Contains(_notices.Of(418), text => text.Contains("at minute 60", StringComparison.Ordinal));
    }
}
