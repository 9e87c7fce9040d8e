using System.Text;

namespace IpBlock.Administration.Editing;

/// <summary>A member or an element with the comments that are about it: those directly above, and those behind it on its line.</summary>
internal sealed class ItemText
{
    private readonly string _commentsBefore = "";
    private readonly string _beforeComma = "";
    private readonly string _afterComma = "";

    public ItemText(string value) => Value = value;

    private ItemText(string commentsBefore, string value, string beforeComma, bool hasComma, string afterComma)
    {
        _commentsBefore = commentsBefore;
        Value = value;
        _beforeComma = beforeComma;
        HasComma = hasComma;
        _afterComma = afterComma;
    }

    /// <summary>The value, with its name if it is a member.</summary>
    public string Value { get; }

    public bool HasComma { get; }

    /// <summary>Takes an item with its comments out of a text; <paramref name="end"/> is the place behind all that belongs to it.</summary>
    public static ItemText Read(string text, int start, JsonNode item, out int end)
    {
        var comma = JsonTrivia.Skip(text, item.End);
        var hasComma = text[comma] == ',';
        var tail = hasComma ? comma : JsonTrivia.EndOfCommentsOnLine(text, item.End);
        end = hasComma ? JsonTrivia.EndOfCommentsOnLine(text, comma + 1) : tail;
        var afterComma = hasComma ? text.Substring(comma + 1, end - comma - 1) : "";
        return new ItemText(
            text.Substring(start, item.ItemStart - start),
            text.Substring(item.ItemStart, item.End - item.ItemStart),
            text.Substring(item.End, tail - item.End),
            hasComma,
            afterComma);
    }

    /// <summary>Writes it and returns what stands behind the value.</summary>
    public string AppendTo(StringBuilder text, bool withComma)
    {
        var comma = withComma ? "," : "";

        // A comma that was not there goes behind the comments, so that they stay this item's; but behind // it would be none.
        var tail = HasComma || !JsonTrivia.EndsInLineComment(_beforeComma) ? _beforeComma + comma + _afterComma : comma + _beforeComma;
        text.Append(_commentsBefore).Append(Value).Append(tail);
        return tail;
    }
}
