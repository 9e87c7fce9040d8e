using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Testing.Manual;

/// <summary>A fenced block of a document: README.md, or a page below <c>docs</c>.</summary>
/// <param name="File">From the repository's folder.</param>
/// <param name="Line">Of its opening fence.</param>
/// <param name="Language">The word after the fence: <c>sh</c> and <c>powershell</c> hold commands, <c>console</c> commands behind <c>$ </c> with what they print.</param>
/// <param name="Lines">What is between the fences.</param>
public sealed record DocumentBlock(string File, int Line, string Language, IReadOnlyList<string> Lines)
{
    private const string Prompt = "$ ";

    /// <summary>Where it is, for a test's name and for whom it fails.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>The lines for a shell, those that go on behind a backslash joined; none where the language is another.</summary>
    public IReadOnlyList<string> ShellLines => Language switch
    {
        "sh" => Joined(Lines),
        "console" => [.. Lines.Where(static line => line.TrimStart().StartsWith(Prompt, StringComparison.Ordinal)).Select(static line => line.TrimStart()[Prompt.Length..])],
        _ => [],
    };

    private static List<string> Joined(IEnumerable<string> lines)
    {
        var joined = new List<string>();
        var open = "";
        foreach (var line in lines.Select(static line => line.Trim()).Where(static line => line.Length > 0))
        {
            open += line;
            if (open.EndsWith('\\'))
            {
                open = open[..^1];
                continue;
            }

            joined.Add(open);
            open = "";
        }

        return joined;
    }
}
