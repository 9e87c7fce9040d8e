using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.WhatIf;

/// <summary>A change of the copy that can be chosen instead of written.</summary>
/// <param name="Edits">What is changed.</param>
public sealed record QuickChange(params SettingsEdit[] Edits)
{
    /// <summary>The providers that can be chosen: a word for the form, and the provider.</summary>
    public static IReadOnlyList<(string Word, ProviderKind Kind, ProviderSettings Provider)> Providers(FilterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. settings.BlockProviders.Select(static provider => ("block " + provider.Name, ProviderKind.Block, provider)),
            .. settings.AllowProviders.Select(static provider => ("allow " + provider.Name, ProviderKind.Allow, provider)),
        ];
    }

    /// <summary>The lists of the catalogue that can be added: those that the settings do not have, and that answer without a key.</summary>
    public static IReadOnlyList<CatalogueEntry> Lists(SiteCatalogue catalogue, FilterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var there = Providers(settings).ToLookup(static one => one.Kind, static one => one.Provider);
        return [.. catalogue.Entries.Where(entry => !entry.NeedsKey && !there[entry.Kind].Any(provider => Is(provider, entry)))];
    }

    /// <summary>Has a provider asked or not asked.</summary>
    public static QuickChange Enable(ProviderKind kind, string name, bool enable) => new(SettingsEdit.EnableProvider(kind, name, enable));

    /// <summary>Has a provider reject, or only report.</summary>
    public static QuickChange Mode(string name, FilterMode mode) => Set(ProviderKind.Block, name, "mode", mode == FilterMode.Report ? "report" : null);

    /// <summary>Gives a provider another score.</summary>
    public static QuickChange Score(ProviderKind kind, string name, string score) => Set(kind, name, "score", score.Trim() is { Length: > 0 } set ? set : null);

    /// <summary>Adds a list of the catalogue.</summary>
    public static QuickChange Add(CatalogueEntry entry, bool onlyReports)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var properties = new Dictionary<string, object?>(entry.ToProperties(), StringComparer.Ordinal);
        if (onlyReports)
            properties["mode"] = "report";
        return new QuickChange(SettingsEdit.AddProvider(entry.Kind, properties));
    }

    /// <summary>How answers become a verdict, and what a sum of scores comes to; empty for none.</summary>
    public static QuickChange Thresholds(VerdictForm form, string reject, string defer, string mark) => new(
        SettingsEdit.Set("verdict", form == VerdictForm.Score ? "score" : null), SettingsEdit.Set("thresholds.reject", Value(reject)),
        SettingsEdit.Set("thresholds.defer", Value(defer)), SettingsEdit.Set("thresholds.mark", Value(mark)));

    private static string? Value(string text) => text.Trim() is { Length: > 0 } set ? set : null;

    private static QuickChange Set(ProviderKind kind, string name, string property, object? value) =>
        new(SettingsEdit.SetProvider(kind, name, new Dictionary<string, object?>(StringComparer.Ordinal) { [property] = value }));

    private static bool Is(ProviderSettings provider, CatalogueEntry entry) =>
        string.Equals(provider.Name, entry.Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(provider.LookupDomain.PublicName, entry.DomainPattern, StringComparison.OrdinalIgnoreCase);
}
