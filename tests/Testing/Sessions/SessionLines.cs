using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Testing.Sessions;

/// <summary>The lines of a session file, comments and blank ones passed over.</summary>
internal sealed class SessionLines
{
    private readonly string[] _lines;
    private int _next;

    public SessionLines(string file, string text)
    {
        File = file;
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        PassOver();
    }

    public string File { get; }

    public bool AtEnd => _next >= _lines.Length;

    /// <summary>Number of the line that comes next, from 1.</summary>
    public int Number => _next + 1;

    public string Peek => _lines[_next].TrimEnd();

    public string Take()
    {
        var line = Peek;
        _next++;
        PassOver();
        return line;
    }

    /// <summary>
    /// Takes the line and the indented ones below it, without the first one's indent. Blank lines inside belong to it, blank lines at its end do not.
    /// </summary>
    public List<string> TakeBlock()
    {
        var block = new List<string>();
        _next++;
        for (; !AtEnd && (IsIndented || Peek.Length == 0); _next++)
            block.Add(_lines[_next].TrimEnd());
        while (block.Count > 0 && block[^1].Length == 0)
            block.RemoveAt(block.Count - 1);
        if (block.Count > 0)
            Outdent(block, block[0].Length - block[0].TrimStart().Length);
        PassOver();
        return block;
    }

    public SessionSyntaxException Error(int number, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{File}({number}): {what}."));

    private bool IsIndented => _lines[_next].Length > 0 && _lines[_next][0] is ' ' or '\t';

    private static void Outdent(List<string> block, int indent)
    {
        for (var i = 0; i < block.Count; i++)
            block[i] = block[i].Length > indent && string.IsNullOrWhiteSpace(block[i][..indent]) ? block[i][indent..] : block[i].TrimStart();
    }

    private void PassOver()
    {
        while (!AtEnd && (Peek.Length == 0 || Peek[0] == '#'))
            _next++;
    }
}
