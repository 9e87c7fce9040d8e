using System.Collections.Generic;
using System.Text;

namespace IpBlock.Administration.Editing;

/// <summary>
/// The text of an object or a list, taken apart so that items can be put in, taken out and moved: each item with the comments that are about it, and
/// the gaps between them. Gaps stay where they are when items move, so that the layout stays. Put together unchanged, it is the same text.
/// </summary>
internal sealed class ContainerText
{
    private readonly JsonStyle _style;
    private readonly string _indent;
    private readonly char _open;
    private readonly char _close;
    private readonly string _header;
    private readonly bool _inlineWhenEmpty;
    private readonly bool _endsWithComma;
    private readonly List<string> _gaps = [];
    private readonly List<ItemText> _items = [];
    private string _footer;

    public ContainerText(string text, JsonNode node, JsonStyle style)
    {
        _style = style;
        _indent = JsonStyle.IndentAt(text, node.ItemStart);
        _open = text[node.Start];
        _close = text[node.End - 1];
        _inlineWhenEmpty = node.Parent is { } parent && !JsonTrivia.HasLineEnd(text.Substring(parent.Start, parent.Items![0].ItemStart - parent.Start));
        var at = JsonTrivia.EndOfCommentsOnLine(text, node.Start + 1);
        _header = text.Substring(node.Start + 1, at - node.Start - 1);
        foreach (var item in node.Items!)
        {
            var body = JsonTrivia.StartOfAttachedComments(text, at, item.ItemStart);
            _gaps.Add(text.Substring(at, body - at));
            _items.Add(ItemText.Read(text, body, item, out at));
        }

        _endsWithComma = _items.Count > 0 && _items[_items.Count - 1].HasComma;
        _footer = text.Substring(at, node.End - 1 - at);
    }

    public int Count => _items.Count;

    /// <summary>The indentation an item at this place has; null when it stands on one line with its neighbours.</summary>
    public string? IndentAt(int index)
    {
        if (Count == 0)
            return IsInlineWhenEmpty ? null : _indent + _style.Step;
        var neighbour = _gaps[index < Count ? index : Count - 1];
        return JsonTrivia.HasLineEnd(neighbour) ? JsonTrivia.LastLine(neighbour) : null;
    }

    /// <summary>True when the neighbour of an item at this place has it all on one line.</summary>
    public bool IsNeighbourOnOneLine(int index) => Count > 0 && !JsonTrivia.HasLineEnd(_items[index < Count ? index : Count - 1].Value);

    public void Insert(int index, string item)
    {
        if (Count == 0)
            InsertFirst();
        else
            _gaps.Insert(index == 0 ? 1 : index, NewGap(index));
        _items.Insert(index, new ItemText(item));
    }

    public void Remove(int index)
    {
        _items.RemoveAt(index);
        var next = index + 1;
        if (next < _gaps.Count && JsonTrivia.IsOnlyBlank(_gaps[next]))
            _gaps.RemoveAt(next);
        else if (JsonTrivia.IsOnlyBlank(_gaps[index]))
            _gaps.RemoveAt(index);
        else
            KeepComments(index);
        if (Count == 0 && _header.Length == 0 && JsonTrivia.IsOnlyBlank(_footer))
            _footer = "";
    }

    public void Move(int from, int to)
    {
        var item = _items[from];
        _items.RemoveAt(from);
        _items.Insert(to, item);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(_open).Append(_header);
        var inComment = JsonTrivia.EndsInLineComment(_header);
        for (var i = 0; i < Count; i++)
        {
            AppendGap(text, _gaps[i], inComment, _indent + _style.Step);
            var tail = _items[i].AppendTo(text, withComma: i < Count - 1 || _endsWithComma);
            inComment = JsonTrivia.EndsInLineComment(tail);
        }

        AppendGap(text, _footer, inComment, _indent);
        return text.Append(_close).ToString();
    }

    private bool IsInlineWhenEmpty => _inlineWhenEmpty && _header.Length == 0 && JsonTrivia.IsOnlyBlank(_footer);

    private void InsertFirst()
    {
        if (IsInlineWhenEmpty)
        {
            _gaps.Add(" ");
            _footer = " ";
            return;
        }

        _gaps.Add(_footer.TrimEnd() + _style.LineEnd + _indent + _style.Step);
        _footer = _style.LineEnd + _indent;
    }

    // In front of the first item the new one takes its gap, and the first gets what is between the others.
    private string NewGap(int index)
    {
        if (IndentAt(index) is { } indent)
            return _style.LineEnd + indent;
        var model = index == 0 ? 1 : index < Count ? index : Count - 1;
        return model > 0 && model < Count && JsonTrivia.IsOnlyBlank(_gaps[model]) ? _gaps[model] : " ";
    }

    // A comment that a blank line parts from the item is not about the item.
    private void KeepComments(int index)
    {
        var kept = _gaps[index].TrimEnd();
        _gaps.RemoveAt(index);
        if (index < _gaps.Count)
            _gaps[index] = kept + _gaps[index];
        else
            _footer = kept + _footer;
    }

    private void AppendGap(StringBuilder text, string gap, bool inComment, string indent)
    {
        if (inComment && !BeginsWithLineEnd(gap))
            text.Append(_style.LineEnd).Append(indent).Append(gap.TrimStart());
        else
            text.Append(gap);
    }

    private static bool BeginsWithLineEnd(string gap)
    {
        var end = gap.IndexOf('/');
        return JsonTrivia.HasLineEnd(end < 0 ? gap : gap.Substring(0, end));
    }
}
