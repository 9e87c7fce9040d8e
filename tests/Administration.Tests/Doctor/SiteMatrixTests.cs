using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>Each fault alone, judged against all that the doctor could find: its own finding appears and no other. Then two at once.</summary>
public sealed class SiteMatrixTests
{
    private static readonly IReadOnlyList<Fault> Faults = [.. SettingsFaults.All, .. RunningFaults.All, .. PostfixFaults.All, .. MachineFaults.All];

    public static TheoryData<string> Names => [.. Faults.Select(static fault => fault.ToString())];

    public static TheoryData<string> EveryThird => [.. Faults.Where(static (_, place) => place % 3 == 0).Select(static fault => fault.ToString())];

    [Fact]
    public async Task A_healthy_site_is_well_in_every_area()
    {
        using var site = new Site();
        var report = await site.ExamineAsync();
        Assert.Empty(Said(report));
        Assert.Equal(System.Enum.GetValues<DoctorArea>(), report.Areas.Select(static area => area.Area));
        Assert.Equal(Severity.Well, report.Severity);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_is_found_and_no_other(string name)
    {
        var fault = Faults.Single(one => one.ToString() == name);
        using var site = new Site();
        fault.Break(site);
        var findings = Judged(await site.ExamineAsync());
        Assert.Equal([fault.Id], findings.Select(static finding => finding.Id));
        Assert.All(findings, static finding => Assert.Matches(@"^\S.*([.?]|--accept)$", finding.Text));
    }

    [Fact]
    public async Task Suspended_block_providers_are_named_each_and_that_none_is_left()
    {
        using var site = new Site();
        RunningFaults.Change(site, static state => state with
        {
            Providers = [.. new[] { "zen", "other" }.Select(static name => new ProviderState { Name = name, State = HealthState.Silent, IsSuspended = true, NextStep = "Look." })],
        });
        var findings = (await site.ExamineAsync()).Findings;
        Assert.Equal(["running.allSuspended", "running.suspended", "running.suspended"], findings.Select(static finding => finding.Id));
    }

    [Fact]
    public async Task A_folder_of_fetched_lists_in_which_the_service_may_not_write_is_found()
    {
        using var site = new Site();
        site.Settings["lists"] = JArray.Parse("""[ { "name": "drop", "url": "https://lists.example/drop.txt" } ]""");
        site.Settings["feeds"] = JObject.Parse("""{ "directory": "feeds" }""");
        var folder = Directory.CreateDirectory(Path.Combine(site.Root, "etc/ipblock/feeds"));
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        await using var service = await RealProcess.StartAsync("/usr/bin/env", RealProcess.As("nobody", "nogroup", "sleep", "600"),
            static async process => await File.ReadAllTextAsync($"/proc/{process.Id}/comm") == "sleep\n");
        RunningFaults.Change(site, state => state with { ProcessId = service.Id });
        Assert.Equal(["list.folder"], (await site.ExamineAsync()).Findings.Select(static finding => finding.Id));
    }

    // Each with one of another area that does not touch the same files.
    [Theory]
    [MemberData(nameof(EveryThird))]
    public async Task Two_faults_at_once_are_both_found(string name)
    {
        var first = Faults.Single(one => one.ToString() == name);
        var second = Faults.First(static fault => fault.Id is "machine.unitDisabled");
        var third = Faults.First(static fault => fault.Id is "postfix.softBounce");
        var other = first == second || first.Id.StartsWith("machine", System.StringComparison.Ordinal) ? third : second;
        using var site = new Site();
        first.Break(site);
        other.Break(site);
        Assert.Equal(Sorted(first.Id, other.Id), Sorted([.. Judged(await site.ExamineAsync()).Select(static finding => finding.Id)]));
    }

    // That lists could not be judged without settings is no finding of its own.
    private static IEnumerable<DoctorFinding> Judged(DoctorReport report) => report.Findings.Where(static finding => finding.Id is not "doctor.skipped");

    private static IEnumerable<string> Said(DoctorReport report) => report.Findings.Select(static finding => finding.Id + ": " + finding.Text);

    private static string[] Sorted(params string[] ids) => [.. ids.Order(System.StringComparer.Ordinal)];
}
