using System;
using System.Text;

namespace IpBlock.Service.Milter;

/// <summary>Reads strings that end with NUL off the front of a packet's data.</summary>
internal ref struct Words(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next string without its NUL; false when there is no NUL.</summary>
    public bool TryTake(out ReadOnlySpan<byte> word)
    {
        var end = _rest.IndexOf((byte)0);
        word = end < 0 ? default : _rest[..end];
        if (end < 0)
            return false;
        _rest = _rest[(end + 1)..];
        return true;
    }

    /// <summary>The text of a word, at most so many bytes of it. Whatever the bytes are, it is a text.</summary>
    public static string Text(ReadOnlySpan<byte> word, int limit) => Encoding.UTF8.GetString(word[..Math.Min(word.Length, limit)]);
}
