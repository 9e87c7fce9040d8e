using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace IpBlock.Fuzzing.Feeds;

/// <summary>What a list server sends: an answer as it should be, with some of its parts changed, and which contents would be a whole list of it.</summary>
internal sealed class FeedAnswer
{
    private static readonly string[] Codings = ["", "", "gzip", "br", "deflate"];

    private static readonly string[] Names =
    [
        "ETag", "Last-Modified", "Date", "Retry-After", "Location", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Content-Length", "Set-Cookie", "Connection", "Age", "Trailer", "Content-Range",
        "WWW-Authenticate", "Expires", "X-Own", "",
    ];

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1", "99999999999999999999", "2147483647", "9999", "chunked", "gzip", "br", "deflate", "identity", "gzip, br", "chunked, chunked", "close", "keep-alive", "bytes 0-5/10", "\"tag\"", "W/\"\"", "\"",
        "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Thu, 30 Feb 2026 25:61:61 GMT", "/again", "https://127.0.0.1/", "http://127.0.0.1/", "https://[", "//", "https://\u00e9.test/", "text/html; charset=\"",
        "\u001b[2J", "\u009b31m", "\t\tx", new('a', 5000), new('9', 400), "a\r\n b", "caf\u00e9", "Basic realm=\"",
    ];

    private static readonly string[] StatusLines =
    [
        "HTTP/1.1 304 Not Modified", "HTTP/1.1 500 \u001b[31mno", "HTTP/1.1 302 Found", "HTTP/1.1 206 Part", "HTTP/1.1 099 x", "HTTP/1.1 999 y", "HTTP/1.0 200 OK", "HTTP/2 200", "HTTP/1.1 200", "ICY 200 OK", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK",
        "HTTP/1.1 503 Busy", "HTTP/1.1 429 Slow", "HTTP/1.1 401 Who", "",
    ];

    private readonly Random _random;
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    public FeedAnswer(Random random)
    {
        _random = random;
        var text = Text();
        var coding = Codings[random.Next(Codings.Length)];
        var body = Mutated(Packed(text, coding));
        _whole.UnionWith([Encoding.Latin1.GetString(text), Encoding.Latin1.GetString([.. text, .. text]), Encoding.Latin1.GetString(body)]);
        var unpacked = new byte[1 << 20];
        if (coding is "br" && BrotliDecoder.TryDecompress(body, unpacked, out var length))
            _whole.Add(Encoding.Latin1.GetString(unpacked, 0, length));
        var whole = Assemble(body, coding);
        Bytes = Chance(0.25) ? whole[..random.Next(whole.Length + 1)] : whole;
        EndsHard = Chance(0.1);
    }

    public byte[] Bytes { get; }

    /// <summary>The connection is reset instead of closed.</summary>
    public bool EndsHard { get; }

    /// <summary>True when a list of this content is all that the answer has.</summary>
    public bool IsWhole(string content) => _whole.Contains(content);

    private byte[] Assemble(byte[] body, string coding)
    {
        var head = new List<string> { Chance(0.15) ? StatusLines[_random.Next(StatusLines.Length)] : "HTTP/1.1 200 OK" };
        if (coding.Length > 0 && !Chance(0.1))
            head.Add("Content-Encoding: " + coding);
        var framed = Framed(body, head);
        for (var changes = Chance(0.5) ? _random.Next(4) : 0; changes > 0; changes--)
            Change(head, body);
        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", head) + "\r\n\r\n"), .. framed];
    }

    private byte[] Framed(byte[] body, List<string> head)
    {
        switch (_random.Next(8))
        {
            case 0:
                head.Add("Connection: close");
                return body;
            case 1:
                AddLength(head, body, body.Length + _random.Next(1, 100));
                return body;
            case 2:
                AddLength(head, body, _random.Next(body.Length + 1));
                return body;
            case 3 or 4:
                head.Add("Transfer-Encoding: chunked");
                return Chunks(body);
            default:
                AddLength(head, body, body.Length);
                return body;
        }
    }

    // A length that is too small makes a whole message of fewer bytes (RFC 9112 §6.3): nobody can tell.
    private void AddLength(List<string> head, byte[] body, long length)
    {
        head.Add("Content-Length: " + length.ToString(CultureInfo.InvariantCulture));
        if (length <= body.Length)
            _whole.Add(Encoding.Latin1.GetString(body, 0, (int)length));
    }

    private byte[] Chunks(byte[] body)
    {
        var chunks = new MemoryStream();
        for (var at = 0; at < body.Length;)
        {
            var count = Math.Min(body.Length - at, _random.Next(1, 4000));
            chunks.Write(Encoding.ASCII.GetBytes((Chance(0.02) ? "g" : "") + (count + (Chance(0.02) ? 7 : 0)).ToString("x", CultureInfo.InvariantCulture) + (Chance(0.1) ? ";x=y" : "") + "\r\n"));
            chunks.Write(body, at, count);
            chunks.Write("\r\n"u8);
            at += count;
        }

        if (!Chance(0.1))
            chunks.Write(Chance(0.1) ? "0\r\nETag: \"late\"\r\n\r\n"u8 : "0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private void Change(List<string> head, byte[] body)
    {
        var (name, value) = (Names[_random.Next(Names.Length)], Values[_random.Next(Values.Length)]);
        if (name is "Content-Length" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= body.Length)
            _whole.Add(Encoding.Latin1.GetString(body, 0, length));
        var line = name + (Chance(0.05) ? " " : ":") + (Chance(0.8) ? " " : "") + value;
        if (head.Count > 1 && Chance(0.3))
            head[_random.Next(1, head.Count)] = line;
        else
            head.Insert(_random.Next(1, head.Count + 1), line);
    }

    private byte[] Mutated(byte[] body)
    {
        if (body.Length == 0 || Chance(0.6))
            return body;
        var at = _random.Next(body.Length);
        switch (_random.Next(5))
        {
            case 0:
                body[at] ^= (byte)_random.Next(1, 256);
                return body;
            case 1:
                return body[..at];
            case 2:
                return [.. body[..at], .. Garbage(), .. body[at..]];
            case 3:
                return [.. body, .. Garbage()];
            default:
                return [.. body, .. body];
        }
    }

    private byte[] Garbage()
    {
        var garbage = new byte[_random.Next(1, 40)];
        _random.NextBytes(garbage);
        return garbage;
    }

    private byte[] Text() => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, _random.Next(40, 400)).Select(_ => $"198.{_random.Next(20, 50)}.{_random.Next(256)}.{_random.Next(256)}\n")));

    private static byte[] Packed(byte[] text, string coding)
    {
        var packed = new MemoryStream();
        using (Stream? into = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => null,
        })
            into?.Write(text);
        return coding.Length == 0 ? text : packed.ToArray();
    }

    private bool Chance(double of) => _random.NextDouble() < of;
}
