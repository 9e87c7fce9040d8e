using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Providers;

/// <summary>A line of the table of return codes: whether the codes match, what they mean, and what they add to the score.</summary>
public sealed class CodeRow
{
    // 127.0.0.0 to 127.0.0.255: what nearly all lists answer with.
    private static readonly IReadOnlyList<uint> Usual = [.. Enumerable.Range(0, 256).Select(static last => 0x7F000000u + (uint)last)];

    /// <summary>A code or a pattern of codes.</summary>
    public string Codes { get; set; } = "";

    /// <summary>Whether they are a match.</summary>
    public bool Matches { get; set; }

    /// <summary>What the list means by them; empty when nobody has said.</summary>
    public string Meaning { get; set; } = "";

    /// <summary>What a match adds by them; empty for the score of the provider.</summary>
    public string Score { get; set; } = "";

    /// <summary>The lines of a provider's three lists of codes. Scores and meanings come first, for of them the first that has a code counts.</summary>
    /// <param name="matches">Of <c>ipAddressesMatch</c>.</param>
    /// <param name="meanings">Of <c>returnCodes</c>.</param>
    /// <param name="scores">Of <c>scores</c>.</param>
    public static List<CodeRow> From(IReadOnlyList<string> matches, IReadOnlyList<string> meanings, IReadOnlyList<string> scores)
    {
        var rows = new List<CodeRow>();
        foreach (var (codes, score) in scores.Select(Split))
            Row(rows, codes).Score = score;
        foreach (var (codes, meaning) in meanings.Select(Split))
            Row(rows, codes).Meaning = meaning;
        foreach (var codes in matches)
            Row(rows, codes).Matches = true;
        return rows;
    }

    /// <summary>The codes that match.</summary>
    public static IReadOnlyList<string> Matching(IEnumerable<CodeRow> rows) =>
        [.. rows.Where(static row => row.Matches).Select(static row => row.Codes.Trim())];

    /// <summary>Codes and meanings.</summary>
    public static IReadOnlyList<string> Meanings(IEnumerable<CodeRow> rows) =>
        [.. rows.Where(static row => row.Meaning.Trim().Length > 0).Select(static row => row.Codes.Trim() + ": " + row.Meaning.Trim())];

    /// <summary>Codes and scores.</summary>
    public static IReadOnlyList<string> Scores(IEnumerable<CodeRow> rows) =>
        [.. rows.Where(static row => row.Score.Trim().Length > 0).Select(static row => row.Codes.Trim() + ": " + row.Score.Trim())];

    /// <summary>The other line that makes all codes of this one a match; null when none does.</summary>
    public CodeRow? MatchedBy(IEnumerable<CodeRow> rows)
    {
        if (Matches || !ReturnCodePattern.TryParse(Codes, out var own, out _))
            return null;
        var codes = own.Single is { } code ? [code] : Usual.Where(own.Matches).ToList();
        return codes.Count == 0 ? null : rows.FirstOrDefault(row => row != this && row.Matches && row.HasAll(codes));
    }

    private bool HasAll(List<uint> codes) => ReturnCodePattern.TryParse(Codes, out var pattern, out _) && codes.TrueForAll(pattern.Matches);

    private static CodeRow Row(List<CodeRow> rows, string codes)
    {
        var row = rows.Find(row => string.Equals(row.Codes, codes, StringComparison.Ordinal));
        if (row is null)
            rows.Add(row = new CodeRow { Codes = codes });
        return row;
    }

    private static (string Codes, string Value) Split(string pair)
    {
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pair, "") : (pair[..colon].Trim(), pair[(colon + 1)..].Trim());
    }
}
