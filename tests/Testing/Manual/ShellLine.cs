using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace IpBlock.Testing.Manual;

/// <summary>A line of the shell as the documents have them: pipes, lists, quotes, redirections and comments, and nothing cleverer.</summary>
public static partial class ShellLine
{
    /// <summary>The programs that a line runs, each with its arguments: without <c>sudo</c>, variables before it, redirections and comments.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Programs(string line)
    {
        var programs = new List<IReadOnlyList<string>>();
        var words = new List<string>();
        foreach (var word in Words(line).Append(";"))
        {
            if (word is not (";" or "|" or "&" or "||" or "&&"))
            {
                words.Add(word);
                continue;
            }

            var program = WithoutRedirections(words).SkipWhile(static first => first == "sudo" || Assignment().IsMatch(first)).ToList();
            if (program.Count > 0)
                programs.Add(program);
            words = [];
        }

        return programs;
    }

    private static IEnumerable<string> WithoutRedirections(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is ">" or ">>" or "<")
                i++;
            else
                yield return words[i];
        }
    }

    private static IEnumerable<string> Words(string line)
    {
        foreach (Match match in Token().Matches(line))
        {
            if (match.Groups["comment"].Success)
                yield break;
            yield return match.Groups["operator"].Success ? match.Groups["operator"].Value : Unquoted(match.Groups["word"].Value);
        }
    }

    private static string Unquoted(string word)
    {
        var text = new StringBuilder();
        foreach (Match part in Quoted().Matches(word))
            text.Append(part.Value[0] is '\'' or '"' ? part.Value[1..^1] : part.Value);
        return text.ToString();
    }

    [GeneratedRegex("""\G\s*(?:(?<comment>#.*)|(?<operator>\|\||&&|>>|[|&;<>])|(?<word>(?:'[^']*'|"[^"]*"|[^\s'"|&;<>])+))""", RegexOptions.None, 60_000)]
    private static partial Regex Token();

    [GeneratedRegex("""'[^']*'|"[^"]*"|[^'"]+""", RegexOptions.None, 60_000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^[A-Za-z_]+=", RegexOptions.None, 60_000)]
    private static partial Regex Assignment();
}
