using System.Text;

namespace IpBlock.TransportHost.Smtp;

internal enum LineFault
{
    None,
    TooLong,
    BareLineFeed,
    NotText,
}

/// <summary>Collects the octets of one command line.</summary>
internal sealed class CommandLine(int limit)
{
    private readonly byte[] _octets = new byte[limit];
    private int _count;
    private bool _isTooLong;

    public string Text { get; private set; } = string.Empty;

    public LineFault Fault { get; private set; }

    /// <summary>Takes octets up to the end of the line. Returns where it stopped; <paramref name="isComplete"/> says whether a line is there.</summary>
    public int Read(byte[] buffer, int at, int end, out bool isComplete)
    {
        isComplete = false;
        while (at < end && !isComplete)
        {
            var octet = buffer[at++];
            if (_count < _octets.Length)
                _octets[_count++] = octet;
            else
                _isTooLong = true;
            isComplete = octet == '\n';
        }

        if (isComplete)
            Finish();
        return at;
    }

    private void Finish()
    {
        // RFC 5321 §2.3.8: nothing but CRLF ends a line. A lone LF is refused rather than waited on.
        var isEnded = _count >= 2 && _octets[_count - 2] == '\r';
        Text = isEnded ? Encoding.ASCII.GetString(_octets, 0, _count - 2) : string.Empty;
        Fault = _isTooLong ? LineFault.TooLong : !isEnded ? LineFault.BareLineFeed : IsText() ? LineFault.None : LineFault.NotText;
        _count = 0;
        _isTooLong = false;
    }

    private bool IsText()
    {
        for (var i = 0; i < _count - 2; i++)
        {
            if (_octets[i] is < 0x20 or > 0x7e)
                return false;
        }

        return true;
    }
}
