using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>Many findings of one kind as a few: a file may hold a thousand entries that have expired.</summary>
internal static class Folded
{
    private const int Most = 3;

    public static IEnumerable<DoctorFinding> Of(IEnumerable<DoctorFinding> findings)
    {
        foreach (var kind in findings.GroupBy(static finding => finding.Id, StringComparer.Ordinal))
        {
            var all = kind.ToList();
            var rest = all.Count - Most;
            for (var i = 0; i < all.Count && i < Most; i++)
                yield return i == Most - 1 && rest > 0 ? all[i] with { Text = $"{all[i].Text} There {(rest == 1 ? "is" : "are")} {Times.Count(rest, "other finding", "other findings")} like this." } : all[i];
        }
    }
}
