using System.IO;

namespace IpBlock.TransportHost.Smtp;

internal enum DataEvent
{
    None,
    EndOfHeaders,
    EndOfData,
}

/// <summary>
/// Reads the content of a message up to CRLF.CRLF, the only end there is: a lone LF or CR is content, so no second message
/// can be hidden behind an end that only other servers see ("SMTP smuggling").
/// </summary>
internal sealed class DataDecoder(Stream content, long limit)
{
    private Position _position = Position.LineStart;
    private long _lineLength;
    private long _length;
    private bool _hasBody;

    private enum Position
    {
        LineStart,
        Text,
        Cr,
        Dot,
        DotCr,
    }

    public bool IsTooLarge => _length > limit;

    /// <summary>What comes is read but not kept.</summary>
    public bool IsDiscarding { get; set; }

    /// <summary>Reads until something is to be told or the octets are used up. Returns where it stopped.</summary>
    public int Read(byte[] buffer, int at, int end, out DataEvent told)
    {
        told = DataEvent.None;
        while (at < end && told == DataEvent.None)
            told = Read(buffer[at++]);
        return at;
    }

    private DataEvent Read(byte octet)
    {
        switch (_position)
        {
            case Position.LineStart when octet == '.':
                _position = Position.Dot;
                return DataEvent.None;
            case Position.Dot when octet == '\r':
                _position = Position.DotCr;
                return DataEvent.None;
            case Position.DotCr when octet == '\n':
                return DataEvent.EndOfData;
            case Position.DotCr:
                Keep((byte)'\r');
                break;
        }

        return Follow(octet);
    }

    // RFC 5321 §4.5.2: the first dot of a line is not kept, whatever follows it.
    private DataEvent Follow(byte octet)
    {
        var endsLine = octet == '\n' && _position == Position.Cr;
        Keep(octet);
        if (!endsLine)
        {
            _position = octet == '\r' ? Position.Cr : Position.Text;
            return DataEvent.None;
        }

        var isEmpty = _lineLength == 2;
        _lineLength = 0;
        _position = Position.LineStart;
        if (!isEmpty || _hasBody)
            return DataEvent.None;
        _hasBody = true;
        return DataEvent.EndOfHeaders;
    }

    private void Keep(byte octet)
    {
        _lineLength++;
        _length++;
        if (!IsDiscarding && !IsTooLarge)
            content.WriteByte(octet);
    }
}
