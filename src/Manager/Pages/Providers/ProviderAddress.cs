using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Providers;

/// <summary>The addresses of the pages about providers, and what stands in them.</summary>
public static class ProviderAddress
{
    /// <summary>The word for a kind in an address.</summary>
    public static string Word(ProviderKind kind) => kind == ProviderKind.Allow ? "allow" : "block";

    /// <summary>The kind that an address says; block lists unless it says otherwise.</summary>
    public static ProviderKind Kind(string? word) => string.Equals(word, "allow", StringComparison.OrdinalIgnoreCase) ? ProviderKind.Allow : ProviderKind.Block;

    /// <summary>All providers of a kind.</summary>
    public static string OfAll(ProviderKind kind) => kind == ProviderKind.Allow ? "providers?kind=allow" : "providers";

    /// <summary>The lists of the catalogue.</summary>
    public static string OfCatalogue(ProviderKind kind) => "providers/catalogue?kind=" + Word(kind);

    /// <summary>The form of a new provider.</summary>
    public static string OfNew(ProviderKind kind) => "providers/add?kind=" + Word(kind);

    /// <summary>The form of a provider.</summary>
    public static string Of(ProviderKind kind, string name) => $"providers/edit?kind={Word(kind)}&name={Uri.EscapeDataString(name)}";

    /// <summary>The providers of a kind in the order in which they are heard.</summary>
    public static IReadOnlyList<ProviderSettings> In(FilterSettings settings, ProviderKind kind) =>
        kind == ProviderKind.Allow ? settings.AllowProviders : settings.BlockProviders;

    /// <summary>A provider of the settings; null when there is none of that name.</summary>
    public static ProviderSettings? Find(FilterSettings? settings, ProviderKind kind, string? name)
    {
        foreach (var provider in settings is null ? [] : In(settings, kind))
        {
            if (string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase))
                return provider;
        }

        return null;
    }
}
