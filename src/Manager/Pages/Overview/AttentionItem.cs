using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Manager.Pages.Lists;
using IpBlock.Manager.Pages.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Overview;

/// <summary>Something that an administrator should look at.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What it is, in sentences.</param>
/// <param name="Process">The process that says so; null when none does.</param>
/// <param name="Address">The page on which something can be done about it; null when there is none.</param>
/// <param name="Link">What the link says.</param>
public sealed record AttentionItem(Severity Severity, string Text, string? Process = null, string? Address = null, string Link = "")
{
    /// <summary>What the processes say, providers whose zone should not be asked any more, and what was found last; the worst first.</summary>
    /// <param name="report">What the processes do.</param>
    /// <param name="zones">The zones that should not be asked.</param>
    /// <param name="examined">What the last examination has found; null when there was none.</param>
    public static IReadOnlyList<AttentionItem> All(StatusReport report, ZoneTable zones, DoctorReport? examined)
    {
        ArgumentNullException.ThrowIfNull(report);
        var findings = report.Findings.Select(static finding => (finding, (string?)null))
            .Concat(report.Processes.SelectMany(static process => process.Findings.Select(finding => (finding, (string?)process.Name))));
        var items = All(findings, report.Settings, zones);
        return Examined(examined) is { } item ? [.. items.Append(item).OrderByDescending(static one => one.Severity)] : items;
    }

    /// <summary>True for what the examination has found and the processes say of themselves all the time.</summary>
    public static bool IsKnownOtherwise(DoctorFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Id.StartsWith("running.", StringComparison.Ordinal) || finding.Id is "provider.closedZone" or "list.held";
    }

    /// <summary>The same of findings, each with the process that has it.</summary>
    internal static IReadOnlyList<AttentionItem> All(IEnumerable<(Finding Finding, string? Process)> findings, FilterSettings? settings, ZoneTable zones)
    {
        var items = findings.Select(one => Of(one.Finding, one.Process, settings)).Concat(settings is null ? [] : ClosedZones(settings, zones));
        return [.. items.Distinct().OrderByDescending(static item => item.Severity)];
    }

    private static AttentionItem? Examined(DoctorReport? report)
    {
        var found = report?.Findings.Where(static finding => finding.Severity > Severity.Well && !IsKnownOtherwise(finding)).ToList() ?? [];
        var what = found.Count == 1 ? "1 problem" : $"{found.Count} problems";
        return found.Count == 0
            ? null
            : new AttentionItem(
                found.Max(static finding => finding.Severity), $"The check of this server found {what}.", Address: "#examination", Link: "Show");
    }

    private static AttentionItem Of(Finding finding, string? process, FilterSettings? settings)
    {
        var item = new AttentionItem(finding.Severity, finding.Text, process);
        return finding.Id switch
        {
            "list.held" => item with { Text = Without(finding.Text, finding.NextStep), Address = ListAddress.OfFiles, Link = "Accept or discard it" },
            ['l', 'i', 's', 't', '.', ..] => item with { Address = ListAddress.OfFiles, Link = "Lists in files" },
            "running.suspended" or "running.braked" when Provider(settings, finding.Subject) is { } kind =>
                item with { Address = ProviderAddress.Of(kind, finding.Subject), Link = "The provider" },
            _ => item,
        };
    }

    private static IEnumerable<AttentionItem> ClosedZones(FilterSettings settings, ZoneTable zones)
    {
        foreach (var kind in (ProviderKind[])[ProviderKind.Block, ProviderKind.Allow])
        {
            foreach (var provider in ProviderAddress.In(settings, kind).Where(static provider => provider.Enabled))
            {
                if (zones.Of(provider.LookupDomain.Reveal()) is { IsToldDaily: true } zone)
                {
                    yield return new AttentionItem(
                        Severity.Warning, $"{provider.Name}: {zone}.", Address: ProviderAddress.Of(kind, provider.Name), Link: "The provider");
                }
            }
        }
    }

    private static ProviderKind? Provider(FilterSettings? settings, string name)
    {
        foreach (var kind in (ProviderKind[])[ProviderKind.Block, ProviderKind.Allow])
        {
            if (ProviderAddress.Find(settings, kind, name) is not null)
                return kind;
        }

        return null;
    }

    // What is to be typed on the server is a click here.
    private static string Without(string text, string nextStep) =>
        nextStep.Length > 0 && text.EndsWith(nextStep, StringComparison.Ordinal) ? text[..^nextStep.Length].TrimEnd() : text;
}
