using System;
using System.IO;
using System.Text;

namespace IpBlock.Lists.Formats;

/// <summary>The lines of a stream in one buffer. A line that does not fit is cut, and says so.</summary>
internal sealed class LineReader
{
    public const int MaxLength = 4096;
    private const int BufferSize = 1 << 16;

    private readonly Stream _source;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly byte _lineEnd;
    private int _end;
    private int _next;
    private bool _finished;

    public LineReader(Stream source)
    {
        _source = source;
        Fill();
        if (_end >= 3 && _buffer[0] == 0xEF && _buffer[1] == 0xBB && _buffer[2] == 0xBF)
            _next = 3;
        _lineEnd = HasLineFeed() ? (byte)'\n' : (byte)'\r';
    }

    public byte[] Buffer => _buffer;

    /// <summary>Where the line begins in <see cref="Buffer"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends, without CR and LF.</summary>
    public int End { get; private set; }

    /// <summary>The number of the line, from 1.</summary>
    public int Number { get; private set; }

    public bool TooLong { get; private set; }

    /// <summary>The beginning of the stream, before any line is read.</summary>
    public string Beginning() => Encoding.UTF8.GetString(_buffer, _next, _end - _next);

    /// <summary>All that has not been read, as a stream.</summary>
    public Stream Rest() => new RestOfStream(_buffer, _next, _end, _source);

    public string Text() => Encoding.UTF8.GetString(_buffer, Start, End - Start);

    public bool TryRead()
    {
        TooLong = false;
        var newLine = Array.IndexOf(_buffer, _lineEnd, _next, _end - _next);
        if (newLine < 0 && !_finished)
        {
            MoveUp();
            newLine = Array.IndexOf(_buffer, _lineEnd, _next, _end - _next);
        }

        if (newLine < 0 && _next == _end)
            return false;
        Number++;
        Start = _next;
        End = newLine < 0 ? _end : newLine;
        _next = newLine < 0 ? _end : newLine + 1;
        if (End - Start > MaxLength || newLine < 0 && !_finished)
            Cut(newLine >= 0);
        if (End > Start && _buffer[End - 1] == '\r')
            End--;
        return true;
    }

    // Classic Mac OS ended lines with CR alone; a file in which a LF comes at last only, or later than a buffer holds, is not among those seen.
    private bool HasLineFeed() => Array.IndexOf(_buffer, (byte)'\n', _next, _end - _next) >= 0 || Array.IndexOf(_buffer, (byte)'\r', _next, _end - _next) < 0;

    private void MoveUp()
    {
        Array.Copy(_buffer, _next, _buffer, 0, _end - _next);
        _end -= _next;
        _next = 0;
        Fill();
    }

    private void Fill()
    {
        while (_end < BufferSize && !_finished)
        {
            var read = _source.Read(_buffer, _end, BufferSize - _end);
            _finished = read == 0;
            _end += read;
        }
    }

    // What is kept of a line that is too long stands at the beginning of the buffer while the rest is read over it.
    private void Cut(bool endSeen)
    {
        TooLong = true;
        End = Start + Math.Min(End - Start, MaxLength);
        if (endSeen)
            return;
        Array.Copy(_buffer, Start, _buffer, 0, MaxLength);
        (Start, End) = (0, MaxLength);
        for (var newLine = -1; newLine < 0 && !_finished;)
        {
            _end = MaxLength;
            Fill();
            newLine = Array.IndexOf(_buffer, _lineEnd, MaxLength, _end - MaxLength);
            _next = newLine < 0 ? _end : newLine + 1;
        }
    }
}
