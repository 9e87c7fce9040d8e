using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>What is wrong by the account of all processes of this machine. Several that say the same speak of one subject.</summary>
internal static class Subjects
{
    private const int MostOfText = 1000;

    /// <summary>The subjects, the worst first.</summary>
    public static IReadOnlyList<Subject> Of(StatusReport report)
    {
        var found = report.Findings.Select(static finding => (finding, Process: ""))
            .Concat(Here(report).SelectMany(static process => process.Findings.Select(finding => (finding, Process: KeyOf(process)))))
            .Where(static one => one.finding.Severity > Severity.Well);
        var subjects = found.GroupBy(static one => IdOf(one.finding), StringComparer.OrdinalIgnoreCase).Select(Merge);
        return [.. subjects.OrderByDescending(static subject => subject.Severity)];
    }

    /// <summary>The processes of this machine: a folder may be shared, and every machine tells of its own.</summary>
    public static IEnumerable<RunningProcess> Here(StatusReport report) =>
        report.Processes.Where(static process => string.Equals(process.State.Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a process and its successor have in common.</summary>
    public static string KeyOf(RunningProcess process) => process.State.Role + "/" + process.State.Program;

    private static Subject Merge(IGrouping<string, (Finding Finding, string Process)> same)
    {
        var worst = same.MaxBy(static one => one.Finding.Severity).Finding;
        // Of errors in the settings file there are as many as it has.
        var texts = same.Where(one => one.Process.Length == 0 || string.Equals(one.Process, same.First().Process, StringComparison.Ordinal))
            .Select(static one => one.Finding.Text).Distinct(StringComparer.Ordinal);
        return new Subject(
            same.Key,
            worst.Severity == Severity.Critical ? NotifySeverity.Critical : NotifySeverity.Warning,
            Cut(string.Join(' ', texts)),
            worst.NextStep,
            [.. same.Select(static one => one.Process).Where(static process => process.Length > 0).Distinct(StringComparer.Ordinal)]);
    }

    private static string IdOf(Finding finding) => finding.Subject.Length > 0 ? KindOf(finding.Id) + "/" + finding.Subject : KindOf(finding.Id);

    // What turns into one another is one subject: a list whose file is missing has an old version in force after the next look, and that is no news.
    private static string KindOf(string id) => id switch
    {
        "list.missing" or "list.unusable" or "list.stale" or "list.oldVersion" => "list.file",
        "list.held" or "list.fetchFailed" => "list.fetch",
        "running.restoredSettings" or "running.oldSettings" or "running.settingsError" => "running.settings",
        _ => id,
    };

    /// <summary>A text of at most 1000 characters: five hundred must fit into one message.</summary>
    public static string Cut(string text) => text.Length <= MostOfText ? text : text[..(MostOfText - 3)] + "...";

    /// <summary>A text without its counts and times.</summary>
    public static string WithoutNumbers(string text)
    {
        var words = new StringBuilder(text);
        for (var i = 0; i < words.Length; i++)
            words[i] = char.IsAsciiDigit(words[i]) ? '#' : words[i];
        return words.ToString();
    }
}
