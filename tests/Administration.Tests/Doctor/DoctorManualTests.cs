using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>docs/doctor.md names every finding that there is, and no other.</summary>
public sealed class DoctorManualTests
{
    private static readonly Regex InCode = new(
        "\"(?<id>(doctor|settings|running|resolver|line|provider|list|certificate|machine|postfix|sendmail|exchange)\\.[a-zA-Z0-9]+)\"",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex InManual = new(
        "^\\| `(?<id>[a-z]+\\.[a-zA-Z0-9]+)` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [Fact]
    public void The_manual_names_every_finding_once()
    {
        var source = new[] { "Doctor", "InForce", "Editing" }
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(WrittenFile.Repository, "src/Administration", folder), "*.cs", SearchOption.AllDirectories));
        var ids = source.SelectMany(static path => InCode.Matches(File.ReadAllText(path))).Select(static match => match.Groups["id"].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(ids, Documented().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_finding_of_the_matrix_is_in_the_manual() => Assert.Empty(
        new[] { SettingsFaults.All, RunningFaults.All, PostfixFaults.All, MachineFaults.All }.SelectMany(static faults => faults).Select(static fault => fault.Id).Except(Documented()));

    // The two that the doctor says with another finding are status's alone.
    [Fact]
    public void Every_finding_is_made_by_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(WrittenFile.Repository, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => Path.GetFileName(path) != nameof(DoctorManualTests) + ".cs").Select(File.ReadAllText));
        Assert.Equal(["running.difference", "running.settingsError"], Documented().Where(id => !tests.Contains('"' + id + '"', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Documented() => InManual.Matches(WrittenFile.Read("docs/doctor.md")).Select(static match => match.Groups["id"].Value);
}
