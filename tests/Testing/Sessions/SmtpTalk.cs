using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Sessions;

/// <summary>What the client says and hears over one connection. It is strict about what it hears: that is a test too.</summary>
internal sealed class SmtpTalk(Stream stream, Transcript transcript, CancellationToken cancellation)
{
    // RFC 5321 §4.5.3.1.5, CR LF included.
    private const int LongestReplyLine = 512;

    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public async Task SayAsync(string line)
    {
        transcript.Sent(line);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellation);
        await stream.FlushAsync(cancellation);
    }

    /// <summary>Waits a little before the client says the same again.</summary>
    public Task PauseAsync() => Task.Delay(250, cancellation);

    public async Task SendMailAsync(IReadOnlyList<string> lines)
    {
        // RFC 5321 §4.5.2: a dot at the start of a line is doubled.
        foreach (var line in lines)
            await SayAsync(line.StartsWith('.') ? "." + line : line);
        await SayAsync(".");
    }

    /// <summary>The next reply; null when the server has closed the connection.</summary>
    /// <exception cref="InvalidDataException">What came is no SMTP reply.</exception>
    public async Task<Reply?> HearAsync()
    {
        var texts = new List<string>();
        var code = "";
        while (await HearLineAsync() is { } line)
        {
            if (!IsReplyLine(line) || (texts.Count > 0 && !line.StartsWith(code, StringComparison.Ordinal)))
                throw Broken($"the server said '{line}', which is no reply");
            code = line[..3];
            texts.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return new Reply(code, string.Join('\n', texts));
        }

        return texts.Count == 0 ? null : throw Broken("the connection was closed within a reply");
    }

    private static bool IsReplyLine(string line) =>
        line.Length >= 3 && char.IsAsciiDigit(line[0]) && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]) && (line.Length == 3 || line[3] is ' ' or '-');

    private async Task<string?> HearLineAsync()
    {
        var line = new StringBuilder();
        while (await NextAsync() is { } c)
        {
            line.Append(c);
            if (line.Length > LongestReplyLine)
                throw Broken("the server said a line of more than 512 bytes");
            if (c == '\n')
                return Checked(line.ToString());
        }

        return line.Length == 0 ? null : throw Broken($"the connection was closed within '{line}'");
    }

    private string Checked(string line)
    {
        transcript.Heard(line.TrimEnd('\r', '\n'));
        if (!line.EndsWith("\r\n", StringComparison.Ordinal) || line.IndexOf('\r', StringComparison.Ordinal) < line.Length - 2)
            throw Broken("the server said a bare CR or LF");
        return line[..^2];
    }

    private async ValueTask<char?> NextAsync()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, await ReadAsync());
            if (_end == 0)
                return null;
        }

        return (char)_buffer[_start++];
    }

    // A server that closes while there is something of ours unread resets the connection: closed as well.
    private async Task<int> ReadAsync()
    {
        try
        {
            return await stream.ReadAsync(_buffer, cancellation);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }

    private static InvalidDataException Broken(string what) => new(what);
}
