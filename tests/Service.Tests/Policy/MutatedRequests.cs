using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IpBlock.Service.Tests.Policy;

/// <summary>Good requests, damaged in one to six places: bytes changed, cut, doubled, moved, lines repeated, made long or many, line ends exchanged.</summary>
internal sealed class MutatedRequests(int seed)
{
    private static readonly string[] Names =
    [
        "request", "protocol_state", "protocol_name", "client_address", "client_name", "client_port", "server_address", "server_port", "helo_name", "sender",
        "recipient", "instance", "sasl_method", "sasl_username", "size", "queue_id", "stress", "ccert_subject", "x", "Request", "client_address ", "instancE",
    ];

    private static readonly string[] Values =
    [
        "smtpd_access_policy", "RCPT", "CONNECT", "END-OF-MESSAGE", "192.0.2.1", "2001:db8::1", "unknown", "", "25", "587", "1a.2b.3c.0", "user@site.example", "a=b", "\0", "\u00ff\u0080", "999999999999", "%s%n", "::ffff:192.0.2.1",
    ];

    private static readonly byte[] Interesting = [0, (byte)'\n', (byte)'\r', (byte)'=', (byte)' ', 0x7F, 0x80, 0xFF, (byte)':', (byte)'.'];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = new List<byte>(Encoding.Latin1.GetBytes(Good()));
        for (var i = _random.Next(0, 6); i >= 0 && bytes.Count > 0; i--)
            Damage(bytes);
        return [.. bytes];
    }

    private string Good()
    {
        var lines = Enumerable.Range(0, _random.Next(1, 30)).Select(_ => Pick(Names) + "=" + Pick(Values));
        return "request=smtpd_access_policy\nclient_address=192.0.2.1\n" + string.Join('\n', lines) + "\n\n";
    }

    private void Damage(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count);
        switch (_random.Next(10))
        {
            case 0:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 1:
                bytes[at] = Interesting[_random.Next(Interesting.Length)];
                break;
            case 2:
                bytes.Insert(at, Interesting[_random.Next(Interesting.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(_random.Next(1, 60), bytes.Count - at));
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(1, 200), bytes.Count - at)));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.InsertRange(at, Encoding.ASCII.GetBytes("\r\n"));
                break;
            case 7 when _random.Next(50) == 0:
                bytes.InsertRange(at, Enumerable.Repeat((byte)'a', _random.Next(8000, 9000)));
                break;
            case 8 when _random.Next(50) == 0:
                bytes.InsertRange(at, Enumerable.Range(0, _random.Next(150, 250)).SelectMany(_ => "\na=b"u8.ToArray()));
                break;
            case 9 when _random.Next(200) == 0:
                bytes.InsertRange(at, Enumerable.Range(0, 10).SelectMany(_ => Encoding.ASCII.GetBytes("\nlong=" + new string('b', _random.Next(6400, 7000)))));
                break;
            default:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
        }
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
