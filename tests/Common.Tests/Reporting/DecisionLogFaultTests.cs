using System;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using Xunit;
using static IpBlock.Tests.Reporting.DecisionLogTests;

namespace IpBlock.Tests.Reporting;

/// <summary>What fails while the log is written and is no trouble of the disk: on a thread of the pool it would end the process.</summary>
public sealed class DecisionLogFaultTests : IDisposable
{
    private readonly LogUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_file_that_cannot_be_opened_for_a_reason_nobody_thought_of_is_counted_and_told()
    {
        var errors = new TaskErrors(_test.Clock, _test.Notices);
        var log = new DecisionLog(
            new LogSettings(), _test.Directory, _test.Clock, _test.Notices, static _ => throw new InvalidTimeZoneException("nobody thought of it"), errors);
        for (var i = 1; i <= 3; i++)
        {
            log.Write(Accepted("lost"));
            await Some.UntilAsync(() => errors.Count == i, "the error is counted");
        }

        Assert.Contains("An error occurred in DecisionLog; the task continues: ", Assert.Single(_test.Notices.Of(418)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_cannot_be_written_leaves_no_half_of_a_line_and_keeps_no_other_from_being_written()
    {
        var errors = new TaskErrors(_test.Clock, _test.Notices);
        using (var log = new DecisionLog(new LogSettings(), _test.Directory, _test.Clock, _test.Notices, errors))
        {
            // A provider that is none.
            var verdict = new Verdict(Some.Client("192.0.2.1"), VerdictAction.Accept, VerdictRule.None, TimeSpan.Zero) { Answer = default(IpBlock.Providers.ProviderAnswer) };
            log.Write(new Decision(verdict) { SessionId = "broken" });
            await Some.UntilAsync(() => errors.Count == 1, "the error is counted");
            log.Write(Accepted("whole"));
        }

        Assert.Equal("whole", SessionOf(Assert.Single(_test.AllDecisions())));
    }
}
