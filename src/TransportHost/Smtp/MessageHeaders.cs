using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Exchange.Data.Mime;

namespace IpBlock.TransportHost.Smtp;

/// <summary>
/// The header of a message as the agent is given it, and back: fields that it has left alone are written as they came, byte for byte, the others in one line
/// each.
/// </summary>
internal sealed class MessageHeaders
{
    private static readonly Encoding Bytes = Encoding.GetEncoding("iso-8859-1");

    private readonly MemoryStream _content;
    private readonly List<(Header Header, string Raw, string Value)> _fields = [];
    private readonly string _rest;

    /// <param name="content">What has come of the message: its header and what follows it.</param>
    public MessageHeaders(MemoryStream content)
    {
        _content = content;
        var text = Bytes.GetString(content.GetBuffer(), 0, (int)content.Length);
        var at = 0;
        while (at < text.Length && EndOfField(text, at) is var end && text.IndexOf(':', at, end - at) is > 0 and var colon)
        {
            var raw = text.Substring(at, end - at);
            var value = text.Substring(colon + 1, end - colon - 1).Trim();
            var header = new TextHeader(text.Substring(at, colon - at).Trim(), value);
            _fields.Add((header, raw, value));
            List.AppendChild(header);
            at = end;
        }

        _rest = text.Substring(at);
    }

    public HeaderList List { get; } = new();

    /// <summary>Puts what the agent has made of it in the place of what came.</summary>
    public void WriteBack()
    {
        var written = new StringBuilder();
        foreach (Header header in (IEnumerable<Header>)List)
        {
            var known = _fields.Find(field => ReferenceEquals(field.Header, header));
            if (known.Raw is { } raw && string.Equals(known.Value, header.Value, StringComparison.Ordinal))
                written.Append(raw);
            else
                written.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        var bytes = Bytes.GetBytes(written.Append(_rest).ToString());
        _content.SetLength(0);
        _content.Write(bytes, 0, bytes.Length);
    }

    // A line that begins with a blank goes on with the field before it.
    private static int EndOfField(string text, int at)
    {
        do
        {
            var end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
            at = end < 0 ? text.Length : end + 2;
        }
        while (at < text.Length && text[at] is ' ' or '\t');
        return at;
    }
}
