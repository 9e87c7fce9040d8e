using System.Collections.Generic;

namespace IpBlock.Administration.Catalogue;

/// <summary>Where some facts of a catalogue entry come from.</summary>
public sealed class CatalogueSource
{
    internal CatalogueSource(IReadOnlyList<string> facts, string source, string date, string? verified)
    {
        Facts = facts;
        Source = source;
        Date = date;
        Verified = verified;
    }

    /// <summary>The facts, by their names in the catalogue: <c>zone</c>, <c>codes</c>.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>A page, a published configuration, or what else was read.</summary>
    public string Source { get; }

    /// <summary>The day of the source, or on which it was read, as <c>2026-11-28</c>.</summary>
    public string Date { get; }

    /// <summary>The day on which the operator's own page or published configuration was read; null when the source is somebody else's word.</summary>
    public string? Verified { get; }
}
