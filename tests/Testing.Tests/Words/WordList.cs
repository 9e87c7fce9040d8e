using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace IpBlock.Testing.Words;

/// <summary>What docs/style.md says: phrases that are not used, each with what is written instead, and what is allowed all the same.</summary>
internal sealed class WordList
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly Regex Code = new("`(?<text>[^`]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit);
    private readonly List<(Regex Pattern, string Instead)> _forbidden = [];

    private WordList(string text)
    {
        foreach (var (section, cells) in Rows(text))
        {
            if (section == "Terms")
                Forbid(cells[2], cells[0]);
            else if (section == "Phrases")
                Forbid(cells[1], cells[0]);
            else if (section == "Allowed")
                Allowed.AddRange(Phrases(cells[0]));
        }
    }

    public int Count => _forbidden.Count;

    public List<string> Allowed { get; } = [];

    public static WordList Read() => new(File.ReadAllText(Sources.PathOf("docs/style.md")));

    public static WordList Of(string text) => new(text);

    /// <summary>Each phrase in the text that is not to be used, with what to write instead.</summary>
    public IEnumerable<string> FaultsOf(string text)
    {
        // One blank for a line's end: a phrase may be broken there.
        var plain = Regex.Replace(text, @"\s+", " ", RegexOptions.CultureInvariant, Limit);
        var rest = Allowed.Aggregate(plain, static (left, phrase) => left.Replace(phrase, "", StringComparison.OrdinalIgnoreCase));
        foreach (var (pattern, instead) in _forbidden)
        {
            if (pattern.Match(rest) is { Success: true } match)
                yield return $"'{match.Value}' (write: {instead})";
        }
    }

    private static IEnumerable<(string Section, string[] Cells)> Rows(string text)
    {
        var section = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..].Trim();
            else if (line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal))
                yield return (section, [.. line.Trim().Trim('|').Split('|').Select(static cell => cell.Trim())]);
        }
    }

    private static IEnumerable<string> Phrases(string cell) => Code.Matches(cell).Select(static match => match.Groups["text"].Value);

    // Of terms that differ in capitals only, such as "IP block list", the spelling is what is forbidden.
    private void Forbid(string cell, string instead)
    {
        foreach (var phrase in Phrases(cell))
        {
            var options = instead.Contains(phrase, StringComparison.OrdinalIgnoreCase) ? RegexOptions.None : RegexOptions.IgnoreCase;
            var words = Regex.Escape(phrase.TrimEnd('*'));
            _forbidden.Add((new Regex(@"(?<![\w-])" + words + (phrase.EndsWith('*') ? @"\w*" : @"(?![\w-])"), options | RegexOptions.CultureInvariant, Limit), instead));
        }
    }
}
