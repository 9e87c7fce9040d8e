using System;
using System.IO;

namespace IpBlock.Lists.Formats;

/// <summary>A stream of which the beginning has been read into a buffer already.</summary>
internal sealed class RestOfStream(byte[] buffer, int next, int end, Stream source) : Stream
{
    private int _next = next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] into, int offset, int count)
    {
        if (_next == end)
            return source.Read(into, offset, count);
        var given = Math.Min(count, end - _next);
        Array.Copy(buffer, _next, into, offset, given);
        _next += given;
        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] from, int offset, int count) => throw new NotSupportedException();
}
