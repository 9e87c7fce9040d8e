using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IpBlock.Fuzzing.Policy;

/// <summary>Some requests, one after another, with damage of a kind that knows what a request is made of.</summary>
internal static class PolicyInput
{
    private static readonly string[] Names =
    [
        "request", "protocol_state", "protocol_name", "client_address", "client_name", "client_port", "server_address", "server_port", "helo_name", "sender",
        "recipient", "instance", "sasl_method", "sasl_username", "size", "queue_id", "stress", "ccert_subject", "x", "Request", "client_address ", "instancE", "",
    ];

    private static readonly string[] Values =
    [
        "smtpd_access_policy", "RCPT", "CONNECT", "EHLO", "DATA", "END-OF-MESSAGE", "192.0.2.7", "198.51.100.1", "2001:db8::1", "::ffff:192.0.2.7", "fe80::1%eth0", "unknown", "", "25", "99999", "-1",
        "1a.2b.3c.0", "user@site.example", "=", "a=b", "\0", "\u00ff\u0080", "999999999999999999999", "%s%n", "postmaster@[192.0.2.1]", "[192.0.2.1]", "<>",
    ];

    public static byte[] Make(Random random)
    {
        var text = new StringBuilder();
        for (var requests = random.Next(8) == 0 ? random.Next(1, 400) : random.Next(1, 6); requests > 0; requests--)
            Request(text, random);
        var bytes = new List<byte>(Encoding.Latin1.GetBytes(text.ToString()));
        for (var damages = random.Next(5); damages > 0 && bytes.Count > 0; damages--)
            Damage(bytes, random);
        return [.. bytes];
    }

    private static void Request(StringBuilder text, Random random)
    {
        var lines = new List<string> { "request=smtpd_access_policy", "client_address=" + (random.Next(2) == 0 ? "192.0.2.7" : "198.51.100.1") };
        for (var more = random.Next(25); more > 0; more--)
            lines.Add(Pick(Names, random) + "=" + Pick(Values, random));
        switch (random.Next(30))
        {
            case 0:
                lines.Add("long=" + new string('b', random.Next(8100, 8300)));
                break;
            case 1:
                lines.AddRange(Enumerable.Repeat("a=b", random.Next(150, 250)));
                break;
            case 2:
                lines.AddRange(Enumerable.Repeat("long=" + new string('b', 8000), random.Next(3, 6)));
                break;
            case 3:
                lines.Reverse();
                break;
            case 4:
                lines.Clear();
                break;
            default:
                break;
        }

        var end = random.Next(6) == 0 ? "\r\n" : "\n";
        text.AppendJoin(end, lines).Append(end).Append(random.Next(20) == 0 ? "" : end);
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.Insert(at, (byte)"\n\r=\0 \u00ff"[random.Next(6)]);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 100), bytes.Count - at));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 400), bytes.Count - at)));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
