using System.Collections.Generic;

namespace IpBlock.Administration.Import.Rspamd;

/// <summary>
/// Reads the part of UCL that Rspamd's rbl.conf is written in: sections, = and :, quotes, comments, lists. JSON is a part of it. Files that are
/// included are not opened.
/// </summary>
internal sealed class UclReader
{
    private const string ConfigDump = " import the output of rspamadm configdump rbl";
    private const int MaxDepth = 32;
    private readonly UclScanner _scanner;
    private readonly PlanBuilder _plan;
    private bool _isBroken;

    private UclReader(string text, PlanBuilder plan)
    {
        _scanner = new UclScanner(text);
        _plan = plan;
    }

    public static UclNode Read(string text, PlanBuilder plan)
    {
        var reader = new UclReader(text, plan);
        var root = new UclNode(1);
        reader._scanner.SkipBlanks();
        var isBraced = !reader._scanner.IsTemplate && reader._scanner.Take('{');
        reader.ReadMembers(root, isBraced, 0);
        reader._scanner.SkipBlanks();
        if (!reader._isBroken && !reader._scanner.IsAtEnd)
            reader.Complain(isBraced ? "there is text after the closing brace" : "a closing brace has no opening brace");
        return root;
    }

    private void ReadMembers(UclNode owner, bool isBraced, int depth)
    {
        while (!_isBroken)
        {
            _scanner.SkipSeparators();
            if (_scanner.IsAtEnd || _scanner.Peek == '}')
                break;
            if (_scanner.Peek is '.' || _scanner.IsTemplate || _scanner.IsBanner)
                NoteDirective();
            else
                ReadMember(owner, depth);
        }

        if (isBraced && !_isBroken && !_scanner.Take('}'))
            Complain("a closing brace is missing");
    }

    private void NoteDirective()
    {
        var line = _scanner.Line;
        var text = _scanner.IsTemplate ? _scanner.TakeTemplate() : _scanner.TakeLine();
        if (text[0] != '*' && !text.StartsWith("{#", System.StringComparison.Ordinal))
            _plan.Refuse(text, line, (text[0] == '.' ? "included files are not opened; import them separately, or" : "it is a template;") + ConfigDump);
    }

    private void ReadMember(UclNode owner, int depth)
    {
        var line = _scanner.Line;
        var key = _scanner.Peek is '"' or '\'' ? _scanner.TakeQuoted() : _scanner.TakeKey();
        if (string.IsNullOrEmpty(key))
        {
            Complain(key is null ? "a quotation mark is missing" : $"a name was expected, not {_scanner.Peek}");
            return;
        }

        var isAssigned = _scanner.TakeAssignment();
        if (!isAssigned && depth < MaxDepth && !_scanner.IsAtEnd && _scanner.Peek is not ('{' or '[' or '}' or ';'))
        {
            // "rbl spamhaus { … }" is rbl { spamhaus { … } }.
            var section = new UclNode(line);
            ReadMember(section, depth + 1);
            owner.Members.Add(new KeyValuePair<string, UclNode>(key!, section));
        }
        else if (ReadValue(depth + 1) is { } value)
        {
            owner.Members.Add(new KeyValuePair<string, UclNode>(key!, value));
        }
    }

    private UclNode? ReadValue(int depth)
    {
        var line = _scanner.Line;
        if (depth > MaxDepth)
            return Complain("sections are nested too deeply");
        if (_scanner.IsTemplate)
            return new UclNode(line) { Text = _scanner.TakeTemplate() };
        if (_scanner.Take('{'))
        {
            var section = new UclNode(line);
            ReadMembers(section, isBraced: true, depth);
            return section;
        }

        if (_scanner.Take('['))
            return ReadList(new UclNode(line), depth);
        var text = _scanner.Peek is '"' or '\'' ? _scanner.TakeQuoted() : _scanner.TakeBare();
        return text is null ? Complain("a quotation mark is missing") : new UclNode(line) { Text = text };
    }

    private UclNode ReadList(UclNode list, int depth)
    {
        while (!_isBroken)
        {
            _scanner.SkipSeparators();
            if (_scanner.Take(']'))
                break;
            if (_scanner.IsAtEnd || _scanner.Peek == '}')
                Complain("a closing bracket is missing");
            else if (ReadValue(depth + 1) is { } element)
                list.Elements.Add(element);
        }

        return list;
    }

    private UclNode? Complain(string what)
    {
        if (!_isBroken)
            _plan.Refuse("the file", _scanner.Line, what + "; what follows is not read");
        _isBroken = true;
        return null;
    }
}
