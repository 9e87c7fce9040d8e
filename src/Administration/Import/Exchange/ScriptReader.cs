using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>
/// Finds calls of cmdlets in a script of PowerShell (about_Parsing, about_Quoting_Rules). Literals, arrays of literals and variables that hold these are
/// read; what has to be computed is named.
/// </summary>
internal sealed class ScriptReader
{
    private readonly string _text;
    private readonly Func<string, bool> _isWanted;
    private readonly Dictionary<string, ScriptArgument> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ScriptCommand> _commands = [];
    private int _at;
    private int _line = 1;
    private int _depth;

    private ScriptReader(string text, Func<string, bool> isWanted)
    {
        _text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        _isWanted = isWanted;
        foreach (var (name, values) in new (string, string[])[] { ("true", ["True"]), ("false", ["False"]), ("null", []) })
            _variables[name] = new ScriptArgument(values, null);
    }

    /// <summary>The calls of the cmdlets whose names are wanted, in their order.</summary>
    public static IReadOnlyList<ScriptCommand> Read(string text, Func<string, bool> isWanted)
    {
        var reader = new ScriptReader(text, isWanted);
        while (reader._at < reader._text.Length)
            reader.ReadOne();
        return reader._commands;
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private void ReadOne()
    {
        SkipBlanks(alsoLines: true);
        if (_at >= _text.Length)
            return;
        if (Current is '{' or '}')
        {
            _depth += Current == '{' ? 1 : _depth > 0 ? -1 : 0;
            _at++;
        }
        else if (Current is '"' or '\'')
        {
            ReadQuoted();
        }
        else if (Current is ';' or '|' or '(' or ')' or ',' or '=' or '&')
        {
            _at++;
        }
        else
        {
            ReadWordOf();
        }
    }

    private void ReadWordOf()
    {
        var line = _line;
        var word = ReadBare();
        if (_isWanted(word))
            ReadCommand(new ScriptCommand(word, line, _depth > 0));
        else if (word.Length > 1 && word[0] == '$')
            ReadAssignment(word.Substring(1));
    }

    // Only what stands outside of blocks holds for the rest of the script.
    private void ReadAssignment(string name)
    {
        SkipBlanks(alsoLines: false);
        if (Current != '=' || _at + 1 < _text.Length && _text[_at + 1] == '=')
            return;
        var start = ++_at;
        var line = _line;
        SkipBlanks(alsoLines: false);
        var isLiteral = Current is '"' or '\'' or '@' or '(' or '$' || char.IsDigit(Current); // a bare word is a command
        var value = ReadArgument();
        SkipBlanks(alsoLines: false);
        var isAll = isLiteral && Current is ('\n' or ';' or '\0');
        _variables[name] = isAll && _depth == 0 ? value : new ScriptArgument([], "$" + name);
        if (!isAll)
            (_at, _line) = (start, line); // what is computed may hold a cmdlet
    }

    private void ReadCommand(ScriptCommand command)
    {
        _commands.Add(command);
        while (true)
        {
            SkipBlanks(alsoLines: false);
            if (_at >= _text.Length || Current is '\n' or ';' or '|' or '}' or ')')
                return;
            if (Current == '@' && _at + 1 < _text.Length && char.IsLetter(_text[_at + 1]))
            {
                command.WhyNot ??= "its parameters are in the variable " + ReadBare() + "; write them after the cmdlet";
                continue;
            }

            if (Current == '-' && _at + 1 < _text.Length && char.IsLetter(_text[_at + 1]))
                ReadParameter(command);
            else
                command.Positional.Add(ReadArgument());
        }
    }

    private void ReadParameter(ScriptCommand command)
    {
        var start = ++_at;
        while (char.IsLetterOrDigit(Current))
            _at++;
        var name = _text.Substring(start, _at - start);
        var hasColon = Current == ':';
        _at += hasColon ? 1 : 0;
        SkipBlanks(alsoLines: false);
        var isSwitch = !hasColon
            && (Current is '\n' or ';' or '|' or '}' or ')' or '\0' || Current == '-' && _at + 1 < _text.Length && char.IsLetter(_text[_at + 1]));
        command.Set(name, isSwitch ? ScriptArgument.Switch : ReadArgument());
    }

    // Values with commas between them.
    private ScriptArgument ReadArgument()
    {
        var values = new List<string>();
        string? computed = null;
        do
        {
            SkipBlanks(alsoLines: values.Count > 0);
            var before = _at;
            var value = ReadValue();
            values.AddRange(value.Values);
            computed ??= value.Computed;
            _at = Math.Min(_text.Length, Math.Max(_at, before + 1));
            SkipBlanks(alsoLines: false);
        }
        while (Take(','));
        return new ScriptArgument(values, computed);
    }

    private ScriptArgument ReadValue()
    {
        if (Current is '"' or '\'')
            return ReadQuoted();
        if (Current == '@' && _at + 1 < _text.Length && _text[_at + 1] == '(' || Current == '(')
            return ReadArray();
        if (Current is '$' && _at + 1 < _text.Length && _text[_at + 1] == '(' || Current is '@' or '{' or '[')
            return Computed(SkipBalanced());
        var word = ReadBare();
        return word.IndexOf('$') >= 0 ? Expand(word) : new ScriptArgument([word], null);
    }

    // An array of literals; what else stands in parentheses is an expression.
    private ScriptArgument ReadArray()
    {
        var (start, line) = (_at, _line);
        _at += Current == '@' ? 2 : 1;
        SkipBlanks(alsoLines: true);
        if (Take(')'))
            return new ScriptArgument([], null);
        var isLiteral = Current is '"' or '\'' or '$' || char.IsDigit(Current);
        var array = isLiteral ? ReadArgument() : null;
        SkipBlanks(alsoLines: true);
        if (array is not null && Take(')') && Current is not '.')
            return array;
        (_at, _line) = (start, line);
        return Computed(SkipBalanced());
    }

    private ScriptArgument ReadQuoted()
    {
        var quote = Current;
        var text = new StringBuilder();
        var start = _at++;
        for (; _at < _text.Length; _at++)
        {
            if (Current == quote && _at + 1 < _text.Length && _text[_at + 1] == quote)
                text.Append(_text[_at++]);
            else if (Current == quote)
                break;
            else if (quote == '"' && Current == '`' && _at + 1 < _text.Length)
                text.Append(Escaped(_text[++_at]));
            else
                text.Append(Current == '$' && quote == '\'' ? Dollar : Current);
            _line += _at < _text.Length && Current == '\n' ? 1 : 0;
        }

        _at = Math.Min(_at + 1, _text.Length);
        var value = text.ToString();
        if (quote == '"' && value.IndexOf('$') >= 0)
            return Expand(value);
        return start < _at ? new ScriptArgument([value.Replace(Dollar, '$')], null) : new ScriptArgument([], null);
    }

    // Stands for a dollar sign that begins no variable; U+E000 is nobody's character.
    private const char Dollar = '\uE000';

    private static char Escaped(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '$' => Dollar, _ => c };

    // $name and ${name} of variables that are known.
    private ScriptArgument Expand(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$')
            {
                result.Append(text[i] == Dollar ? '$' : text[i]);
                continue;
            }

            var start = i + 1;
            var braces = start < text.Length && text[start] == '{';
            var end = start += braces ? 1 : 0;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            var name = text.Substring(start, end - start);
            if (name.Length == 0 || !_variables.TryGetValue(name, out var value) || value.Computed is not null || end < text.Length
                && text[end] is '[' or '(' or ':' || IsMember(text, end))
                return Computed(text.Replace(Dollar, '$'));
            if (start == (braces ? 2 : 1) && end + (braces ? 1 : 0) == text.Length)
                return value;
            result.Append(string.Join(" ", value.Values));
            i = end - 1 + (braces ? 1 : 0);
        }

        return new ScriptArgument([result.ToString()], null);
    }

    private static bool IsMember(string text, int end) => end < text.Length - 1 && text[end] == '.' && char.IsLetter(text[end + 1]) && text.IndexOf(' ') < 0;

    private static ScriptArgument Computed(string text) => new([], text.Length > 40 ? text.Substring(0, 40) + "..." : text);

    private string SkipBalanced()
    {
        var start = _at;
        var depth = 0;
        do
        {
            if (Current is '"' or '\'')
            {
                ReadQuoted();
                continue;
            }

            depth += Current is '(' or '{' or '[' ? 1 : Current is ')' or '}' or ']' ? -1 : 0;
            _line += Current == '\n' ? 1 : 0;
            _at++;
        }
        while (_at < _text.Length && (depth > 0 || Current is '(' or '{' or '[' or '.' || _at == start + 1));
        while (_at < _text.Length && (char.IsLetterOrDigit(Current) || Current is '.' or '_'))
            _at++;
        if (Current is '(')
            SkipBalanced();
        return _text.Substring(start, _at - start).Split('\n')[0];
    }

    private string ReadBare()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(Current) && Current is not (';' or '|' or '{' or '}' or '(' or ')' or ',' or '"' or '\'' or '=' or '`'))
            _at++;
        _at = Math.Min(_text.Length, Math.Max(_at, start + 1));
        return _text.Substring(start, _at - start);
    }

    private void SkipBlanks(bool alsoLines)
    {
        while (_at < _text.Length)
        {
            if (Current == '`' && _at + 1 < _text.Length && _text[_at + 1] == '\n')
            {
                _at += 2;
                _line++;
            }
            else if (Current == '#' || Current == '<' && _at + 1 < _text.Length && _text[_at + 1] == '#')
            {
                SkipComment(Current == '#' ? "\n" : "#>");
            }
            else if (Current is ' ' or '\t' || alsoLines && Current == '\n')
            {
                _line += Current == '\n' ? 1 : 0;
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment(string end)
    {
        var found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        var to = found < 0 ? _text.Length : end.Length == 1 ? found : found + end.Length;
        _line += _text.Substring(_at, to - _at).Count(static c => c == '\n');
        _at = to;
    }

    private bool Take(char c)
    {
        if (Current != c)
            return false;
        _at++;
        return true;
    }
}
