using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>Recipients that two policies name, where the second never counts: it comes later and names no more than the first.</summary>
internal static class PolicyWarnings
{
    /// <summary>One sentence for each pair of policies, with its place in the settings.</summary>
    public static IEnumerable<SettingsWarning> InSettings(FilterSettings settings)
    {
        var table = new PolicyTable(settings, [.. settings.RecipientPolicies.Select(static _ => (IReadOnlyList<RecipientPattern>?)null)]);
        return Enabled(settings).SelectMany(i => Of(settings, i, settings.RecipientPolicies[i].Recipients, table, static _ => true, ".recipients", settings.RecipientPolicies[i].RecipientsFile is null));
    }

    /// <summary>The same for what the policies' files hold; what the settings alone show is left out.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="files">What the policies' files say, in the order of the policies; null where there is none.</param>
    public static IEnumerable<string> InFiles(FilterSettings settings, IReadOnlyList<IReadOnlyList<RecipientPattern>?> files) =>
        AllInFiles(settings, files).Select(static warning => warning.ToString());

    /// <summary>The same with the kind and the subject of each.</summary>
    public static IEnumerable<SettingsWarning> AllInFiles(FilterSettings settings, IReadOnlyList<IReadOnlyList<RecipientPattern>?> files)
    {
        if (files.All(static file => file is null))
            return [];
        var inSettings = new PolicyTable(settings, [.. files.Select(static _ => (IReadOnlyList<RecipientPattern>?)null)]);
        var inAll = new PolicyTable(settings, files);
        return Enabled(settings).SelectMany(i => Of(settings, i, settings.RecipientPolicies[i].Recipients, inAll, pattern => !(Place(inSettings, pattern) < i), ".recipients", false)
            .Concat(Of(settings, i, files[i] ?? [], inAll, static _ => true, ".recipientsFile", settings.RecipientPolicies[i].Recipients.Count == 0)));
    }

    private static IEnumerable<int> Enabled(FilterSettings settings) => Enumerable.Range(0, settings.RecipientPolicies.Count).Where(i => settings.RecipientPolicies[i].Enabled);

    private static IEnumerable<SettingsWarning> Of(
        FilterSettings settings, int policy, IReadOnlyList<RecipientPattern> recipients, PolicyTable table, Predicate<RecipientPattern> isWanted, string property, bool isWhole)
    {
        var covered = (from pattern in recipients let first = Place(table, pattern) where first < policy && isWanted(pattern) group pattern by first).ToList();
        var place = "recipientPolicies[" + policy.ToString(CultureInfo.InvariantCulture) + "]";
        if (isWhole && recipients.Count > 0 && covered.Sum(static group => group.Count()) == recipients.Count)
        {
            var names = string.Join(", ", covered.Select(group => settings.RecipientPolicies[group.Key].Name));
            return [Warning(place, $"the policy {settings.RecipientPolicies[policy].Name} is never used: {names} {(covered.Count == 1 ? "contains all its recipients and comes" : "contain all its recipients and come")} first; move it up, or remove it")];
        }

        return covered.Select(group =>
            Warning(place + property, $"{InWords([.. group])} in the policy {settings.RecipientPolicies[group.Key].Name} too, which applies, because it comes first"));

        SettingsWarning Warning(string where, string words) => new("settings.policyUnused", settings.RecipientPolicies[policy].Name, where, words);
    }

    // A star stands for itself here: *@example.com is covered by what covers the whole domain.
    private static int Place(PolicyTable table, RecipientPattern pattern) => table.Find(pattern.Canonical) is >= 0 and var place ? place : int.MaxValue;

    private static string InWords(List<RecipientPattern> patterns) => patterns.Count switch
    {
        1 => patterns[0] + " is",
        2 => $"{patterns[0]} and {patterns[1]} are",
        _ => $"{patterns[0]} and {(patterns.Count - 1).ToString("N0", CultureInfo.InvariantCulture)} other recipients are",
    };
}
