using System;
using System.Linq;
using System.Security.Cryptography;
using OtpNet;

namespace IpBlock.Manager.Accounts;

/// <summary>
/// Codes of an authenticator app: TOTP of RFC 6238 with its usual values (SHA-1, six digits, 30 seconds), which are the only ones that all apps know.
/// </summary>
public static class Authenticator
{
    private const int SecretBytes = 20; // the length that RFC 4226 section 4 recommends
    private const int RecoveryBytes = 10;
    private const int GroupLength = 4;

    // A phone's clock may be half a minute away.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The secret as one types it into an app: Base32 in groups of four.</summary>
    public static string Typed(byte[] secret) => string.Join(' ', Base32Encoding.ToString(secret).TrimEnd('=').Chunk(GroupLength).Select(static group => new string(group)));

    /// <summary>The address that an app reads from the picture.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="account">The account's name.</param>
    /// <param name="server">Which page it is for, since there may be several.</param>
    public static string AddressOf(byte[] secret, string account, string server) =>
        $"otpauth://totp/{Uri.EscapeDataString("IpBlock " + server)}:{Uri.EscapeDataString(account)}"
        + $"?secret={Base32Encoding.ToString(secret).TrimEnd('=')}&issuer={Uri.EscapeDataString("IpBlock " + server)}";

    /// <summary>The step of time that a code is of; null when it is wrong.</summary>
    public static long? StepOf(byte[] secret, string? code, DateTimeOffset now)
    {
        var digits = Bare(code);
        return digits.Length == 6 && new Totp(secret).VerifyTotp(now.UtcDateTime, digits, out var step, Window) ? step : null;
    }

    /// <summary>A new recovery code: 80 random bits in groups of four.</summary>
    internal static string NewRecoveryCode() => Typed(RandomNumberGenerator.GetBytes(RecoveryBytes)).Replace(' ', '-');

    /// <summary>What somebody has typed without the blanks and hyphens that only help to read it.</summary>
    internal static string Bare(string? code) => new([.. (code ?? "").Where(static c => !char.IsWhiteSpace(c) && c != '-').Select(char.ToUpperInvariant)]);
}
