using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Tests;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

public sealed class HealthDoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_check_that_fails_keeps_no_other_from_being_shown()
    {
        var report = await new HealthDoctor([
            new Check(DoctorArea.Providers, static () => throw new InvalidDataException("broken")),
            new Check(DoctorArea.Settings, static () => Found(Severity.Critical)),
            new Check(DoctorArea.Lists, static () => Task.FromResult<IReadOnlyList<DoctorFinding>>([])),
        ]).RunAsync(Visit("{}"));
        Assert.Equal(["settings.broken", "doctor.failed"], report.Findings.Select(static finding => finding.Id));
        Assert.Equal([DoctorArea.Settings, DoctorArea.Providers, DoctorArea.Lists], report.Areas.Select(static area => area.Area));
        Assert.Equal(Severity.Well, report.Areas.Single(static area => area.Area == DoctorArea.Lists).Severity);
        Assert.Equal(Severity.Critical, report.Severity);
    }

    [Fact]
    public async Task A_check_that_does_not_end_is_said_when_the_time_is_over()
    {
        var never = new TaskCompletionSource<IReadOnlyList<DoctorFinding>>();
        var run = new HealthDoctor([new Check(DoctorArea.Machine, () => never.Task)]).RunAsync(Visit("{}"));
        while (!run.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("doctor.unfinished", Assert.Single((await run).Findings).Id);
    }

    [Fact]
    public async Task A_note_that_fails_or_is_not_written_in_time_keeps_nobody_from_the_report()
    {
        var surveyed = new Check(DoctorArea.Lists, async visit =>
        {
            await visit.SurveyAsync();
            return [];
        });
        var failed = await new HealthDoctor([surveyed], static (_, _) => throw new InvalidDataException("no note")).RunAsync(Visit("{}"));
        Assert.Equal("no note", failed.NotNoted);

        using var written = new ManualResetEventSlim();
        var run = new HealthDoctor([surveyed], (_, _) => written.Wait(TimeSpan.FromMinutes(1)) ? null : "never").RunAsync(Visit("{}"));
        while (!run.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("time", (await run).NotNoted, StringComparison.Ordinal);
        written.Set();
    }

    [Fact]
    public async Task Broken_settings_are_named_with_their_place()
    {
        var report = await new HealthDoctor().RunAsync(Visit("""{ "mode": "half" }"""));
        var finding = Assert.Single(report.Findings, static finding => finding.Id == "settings.broken");
        Assert.Contains("mode", finding.Text, StringComparison.Ordinal);
        Assert.Equal(Severity.Critical, report.Severity);
    }

    private static Task<IReadOnlyList<DoctorFinding>> Found(Severity severity) =>
        Task.FromResult<IReadOnlyList<DoctorFinding>>([new DoctorFinding("settings.broken", severity, "", "It is broken.")]);

    private DoctorVisit Visit(string settings)
    {
        File.WriteAllText(_folder.PathOf("ipblock.json"), settings);
        return new DoctorVisit(_folder.PathOf("ipblock.json"), _clock, new FakeResolver(_clock)) { Given = HealthyAnswers.For(null) };
    }

    private sealed class Check(DoctorArea area, Func<DoctorVisit, Task<IReadOnlyList<DoctorFinding>>> look) : IDoctorCheck
    {
        public Check(DoctorArea area, Func<Task<IReadOnlyList<DoctorFinding>>> look)
            : this(area, _ => look())
        {
        }

        public DoctorArea Area => area;

        public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) => look(visit);
    }
}
