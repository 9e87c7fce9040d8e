using System;
using System.IO;
using System.Text;

namespace IpBlock.Service.Terminal;

/// <summary>
/// Writes what commands print. Much of it was written by others (a server's answer, a log that somebody has changed, a comment), so control characters come out as their
/// number, <c>\u001b</c>, which is good JSON too. Colours are written by <see cref="TextTable"/> to <see cref="Raw"/>, around cells that it has cleaned.
/// </summary>
internal sealed class HarmlessWriter : TextWriter
{
    private bool _afterReturn;

    public HarmlessWriter(TextWriter raw)
    {
        Raw = raw;
        CoreNewLine = raw.NewLine.ToCharArray();
    }

    public TextWriter Raw { get; }

    public override Encoding Encoding => Raw.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (!_afterReturn && IsHarmless(buffer))
        {
            Raw.Write(buffer);
            return;
        }

        var text = new StringBuilder();
        foreach (var c in buffer)
            Append(text, c);
        Raw.Write(text);
    }

    public override void Flush()
    {
        FlushReturn();
        Raw.Flush();
    }

    // A return is a line's end only in front of a line feed: alone it would write over the line.
    private void Append(StringBuilder text, char c)
    {
        if (_afterReturn)
            text.Append(c == '\n' ? "\r" : "\\u000d");
        _afterReturn = c == '\r';
        if (c is '\n' or '\t')
            text.Append(c);
        else if (!_afterReturn)
            Printable.Append(text, c);
    }

    private void FlushReturn()
    {
        if (_afterReturn)
            Raw.Write("\\u000d");
        _afterReturn = false;
    }

    private static bool IsHarmless(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!Printable.IsHarmless(c) && c is not ('\n' or '\t'))
                return false;
        }

        return true;
    }
}
