using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
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
        Assert.Equal([DoctorArea.Settings, DoctorArea.Running, DoctorArea.MailServer, DoctorArea.Lists, DoctorArea.Machine], report.Areas.Select(static area => area.Area));
        Assert.Equal(Severity.Well, report.Severity);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_is_found_and_no_other(string name)
    {
        var fault = Faults.Single(one => one.ToString() == name);
        using var site = new Site();
        fault.Break(site);
        var findings = (await site.ExamineAsync()).Findings;
        Assert.Equal([fault.Id], findings.Select(static finding => finding.Id));
        Assert.All(findings, static finding => Assert.Matches(@"^\S.*(\.|--accept)$", finding.Text));
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
        Assert.Equal(Sorted(first.Id, other.Id), Sorted([.. (await site.ExamineAsync()).Findings.Select(static finding => finding.Id)]));
    }

    private static IEnumerable<string> Said(DoctorReport report) => report.Findings.Select(static finding => finding.Id + ": " + finding.Text);

    private static string[] Sorted(params string[] ids) => [.. ids.Order(System.StringComparer.Ordinal)];
}
