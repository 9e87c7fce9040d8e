using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using IpBlock.Testing.Manual;

namespace IpBlock.Testing.Words;

/// <summary>Every text that an administrator reads, with the file and the line it is from.</summary>
internal static class Sources
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string Root = WrittenFile.Repository;
    private static readonly Regex Fence = new("^ *```.*?^ *```", Options | RegexOptions.Singleline | RegexOptions.Multiline, Limit);
    private static readonly Regex InlineCode = new("`+[^`\n]*`+", Options, Limit);
    private static readonly Regex Markup = new(@"@code\s*\{.*", Options | RegexOptions.Singleline, Limit);
    private static readonly Regex Node = new(">(?<text>[^<>@{}]+)<", Options, Limit);
    private static readonly Regex Attribute = new("(?:title|aria-label|placeholder|Title|Label|Question|Text)=\"(?<text>[^\"@]+)\"", Options, Limit);
    private static readonly Regex Paragraph = new("<maml:para>(?<text>[^<]*)</maml:para>", Options, Limit);

    private static readonly Regex Said = new("\"(?:title|description|content)\": \"(?<text>[^\"]+)\"", Options, Limit);
    private static readonly string[] Shipped = ["packaging/debian/control", "packaging/debian/ipblock.json", "scripts/ipblock.json", "samples/ipblock.json"];

    // The servers that a mail server is tried against without Exchange are no part of what an administrator runs.
    private static readonly string[] Projects = ["Administration", "Agent", "Common", "Fleet", "LogIndex", "Manager", "PowerShell", "Service"];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static IEnumerable<(string Place, string Text)> All() => Code().Concat(Pages()).Concat(Help()).Concat(Documents()).Concat(Packaging()).Concat(Dashboard());

    /// <summary>The string literals of the program: notices, errors, help, settings' descriptions. One without a blank is a name.</summary>
    public static IEnumerable<(string Place, string Text)> Code() =>
        from project in Projects
        from file in Files("src/" + project, "*.cs")
        from literal in StringLiterals.Of(File.ReadAllText(file))
        where literal.Text.Trim().Contains(' ', StringComparison.Ordinal)
        select (At(file, literal.Line), literal.Text);

    /// <summary>The texts of the page: what stands between tags, in attributes that are read, and in the code of a component.</summary>
    public static IEnumerable<(string Place, string Text)> Pages()
    {
        foreach (var file in Files("src/Manager", "*.razor"))
        {
            var source = File.ReadAllText(file);
            var markup = Markup.Replace(source, "");
            foreach (var match in Node.Matches(markup).Concat(Attribute.Matches(markup)))
                yield return (At(file, LineOf(source, match.Index)), WebUtility.HtmlDecode(match.Groups["text"].Value));
            foreach (var (line, text) in StringLiterals.Of(source[markup.Length..]).Where(static literal => literal.Text.Trim().Contains(' ', StringComparison.Ordinal)))
                yield return (At(file, LineOf(source, markup.Length) + line - 1), text);
        }
    }

    public static IEnumerable<(string Place, string Text)> Help() =>
        from file in Files("src/PowerShell/en-US", "*")
        let source = File.ReadAllText(file)
        from text in file.EndsWith(".xml", StringComparison.Ordinal) ? Paragraph.Matches(source).Select(static match => match.Groups["text"].Value) : [source]
        select (At(file, 1), WebUtility.HtmlDecode(text));

    /// <summary>The documents by paragraph, without what is in code format; style.md, which names the phrases, is not read.</summary>
    public static IEnumerable<(string Place, string Text)> Documents() =>
        from file in Files("docs", "*.md").Append(PathOf("README.md"))
        where Path.GetFileName(file) != "style.md"
        from paragraph in Paragraphs(Fence.Replace(File.ReadAllText(file), static code => new string('\n', code.Value.Count(static sign => sign == '\n'))))
        select (At(file, paragraph.Line), InlineCode.Replace(paragraph.Text, "`"));

    public static IEnumerable<(string Place, string Text)> Packaging() =>
        from file in new[] { "examples", "man", "prometheus" }.SelectMany(static folder => Files("packaging/" + folder, "*")).Concat(Shipped.Select(PathOf))
        from paragraph in Paragraphs(File.ReadAllText(file))
        select (At(file, paragraph.Line), paragraph.Text);

    /// <summary>What the dashboard says: its other strings are queries and names.</summary>
    public static IEnumerable<(string Place, string Text)> Dashboard()
    {
        var file = PathOf("packaging/grafana/ipblock.json");
        var source = File.ReadAllText(file);
        return Said.Matches(source).Select(match => (At(file, LineOf(source, match.Index)), match.Groups["text"].Value));
    }

    private static IEnumerable<(int Line, string Text)> Paragraphs(string text)
    {
        var (line, first) = (0, 1);
        var lines = new List<string>();
        foreach (var one in text.Split('\n').Append(""))
        {
            line++;
            if (one.Trim().Length > 0)
            {
                lines.Add(one);
                continue;
            }

            if (lines.Count > 0)
                yield return (first, string.Join('\n', lines));
            lines.Clear();
            first = line + 1;
        }
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories).Where(static file => !IsBuilt(file)).Order(StringComparer.Ordinal);

    private static bool IsBuilt(string file) =>
        Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj") || file.EndsWith(".png", StringComparison.Ordinal);

    private static string At(string file, int line) => FormattableString.Invariant($"{Path.GetRelativePath(Root, file)}:{line}");

    private static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');
}
