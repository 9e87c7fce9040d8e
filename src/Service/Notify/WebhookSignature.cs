using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Settings;

namespace IpBlock.Service.Notify;

/// <summary>
/// What a receiver knows a notification of ours by: HMAC-SHA256 (RFC 2104) with the shared key over the time in seconds since 1970, a full stop and the body.
/// The time is signed, so that nobody can send an old one again.
/// </summary>
internal static class WebhookSignature
{
    public const string TimeHeader = "X-IpBlock-Timestamp";
    public const string Header = "X-IpBlock-Signature";

    /// <summary>The time as it is sent and signed.</summary>
    public static string TimeOf(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>As the header has it: <c>sha256=</c> and 64 hexadecimal digits in lower case.</summary>
    public static string Of(Secret secret, string time, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), signed));
    }
}
