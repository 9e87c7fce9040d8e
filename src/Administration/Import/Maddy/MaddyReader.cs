using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IpBlock.Administration.Import.Maddy;

/// <summary>
/// Reads maddy.conf (maddy-config(5)): directives in lines, braces, quotes, macros <c>$(name) = value</c>, snippets <c>(name) { … }</c> that
/// <c>import</c> puts in.
/// </summary>
internal sealed class MaddyReader
{
    private const int MaxDepth = 50;
    private readonly Dictionary<string, string[]> _macros = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MaddyNode> _snippets = new(StringComparer.Ordinal);
    private readonly Stack<MaddyNode> _open = new();
    private readonly PlanBuilder _plan;

    private MaddyReader(PlanBuilder plan) => _plan = plan;

    /// <summary>The whole file as one directive without a name.</summary>
    public static MaddyNode Read(string text, PlanBuilder plan)
    {
        var reader = new MaddyReader(plan);
        var root = new MaddyNode("", [], 1);
        reader._open.Push(root);
        var number = 0;
        var before = "";
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = before + raw.TrimEnd();
            before = line.EndsWith("\\", StringComparison.Ordinal) ? line.Substring(0, line.Length - 1) + " " : "";
            if (before.Length == 0)
                reader.ReadLine(Words(line), number);
        }

        return root;
    }

    private void ReadLine(List<string> words, int line)
    {
        while (words.Count > 0 && words[0] is "}")
        {
            if (_open.Count > 1)
                Close(_open.Pop());
            words.RemoveAt(0);
        }

        if (words.Count == 0)
            return;
        if (words.Count > 2 && words[1] is "=" && words[0].StartsWith("$(", StringComparison.Ordinal))
        {
            _macros[words[0].Substring(2).TrimEnd(')')] = [.. Expand(words.Skip(2))];
            return;
        }

        // What closes a block at the end of the line that opened it.
        var end = words.IndexOf("}");
        var rest = end < 0 ? [] : words.Skip(end).ToList();
        words = end < 0 ? words : words.Take(end).ToList();
        var brace = words.IndexOf("{");
        var own = Expand(brace < 0 ? words : words.Take(brace)).ToList();
        if (own.Count == 0)
            own.Add("");
        var node = new MaddyNode(own[0], own.Skip(1).ToArray(), line);
        if (node.Name is "import" && brace < 0)
            Import(node);
        else if (!node.Name.StartsWith("(", StringComparison.Ordinal))
            _open.Peek().Children.Add(node);
        if (brace >= 0 && _open.Count < MaxDepth)
            _open.Push(node);
        if (brace >= 0)
            ReadLine(words.Skip(brace + 1).ToList(), line);
        ReadLine(rest, line);
    }

    private void Close(MaddyNode node)
    {
        if (node.Name.StartsWith("(", StringComparison.Ordinal))
            _snippets[node.Name.Trim('(', ')')] = node;
    }

    private void Import(MaddyNode node)
    {
        if (node.Arguments.Count > 0 && _snippets.TryGetValue(node.Arguments[0], out var snippet))
            _open.Peek().Children.AddRange(snippet.Children);
        else
            _plan.Refuse("import " + string.Join(" ", node.Arguments), node.Line, "the file is not opened; insert its content here");
    }

    // A macro that stands alone may be several words; one that is not set, such as $(env), stays.
    private IEnumerable<string> Expand(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (word.StartsWith("$(", StringComparison.Ordinal) && word.EndsWith(")", StringComparison.Ordinal)
                && _macros.TryGetValue(word.Substring(2, word.Length - 3), out var values))
            {
                foreach (var value in values)
                    yield return value;
                continue;
            }

            var text = word;
            foreach (var macro in _macros)
                text = text.Replace("$(" + macro.Key + ")", string.Join(" ", macro.Value));
            yield return text;
        }
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, isWord) = (false, false);
        for (var i = 0; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : ' ';
            if (c == '"')
                (quoted, isWord) = (!quoted, true);
            else if (quoted && c == '\\' && i + 1 < line.Length)
                word.Append(line[++i]);
            else if (quoted && i < line.Length || !quoted && !char.IsWhiteSpace(c) && !(c == '#' && !isWord))
                (_, isWord) = (word.Append(c), true);
            else
            {
                if (isWord)
                    words.Add(word.ToString());
                word.Clear();
                isWord = false;
                if (c == '#')
                    break;
            }
        }

        return words;
    }
}
