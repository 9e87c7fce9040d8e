using System;

namespace IpBlock.Service.Policy;

/// <summary>Why a request cannot be read.</summary>
internal enum PolicyFlaw
{
    None,

    /// <summary>A line is longer than <see cref="PolicyParser.MaxLine"/>.</summary>
    LineTooLong,

    /// <summary>There are more attributes than <see cref="PolicyParser.MaxAttributes"/>.</summary>
    TooManyAttributes,

    /// <summary>The request is longer than <see cref="PolicyParser.MaxRequest"/>.</summary>
    RequestTooLong,

    /// <summary>A line is no <c>name=value</c>.</summary>
    NoAttribute,

    /// <summary>There is no attribute before the blank line.</summary>
    Empty,
}

/// <summary>
/// Reads Postfix's policy delegation protocol (SMTPD_POLICY_README): lines of <c>name=value</c> and a blank one. Nothing is copied.
/// Postfix sends some thirty attributes in one kilobyte; the limits are for whoever is not Postfix.
/// </summary>
internal static class PolicyParser
{
    /// <summary>Bytes in a line, its end not counted.</summary>
    public const int MaxLine = 8192;

    public const int MaxAttributes = 200;

    /// <summary>Bytes in a request with all its line ends.</summary>
    public const int MaxRequest = 32768;

    /// <summary>Reads the request at the start of <paramref name="data"/>.</summary>
    /// <param name="data">What has come so far.</param>
    /// <param name="request">The request, when there is a whole one.</param>
    /// <param name="length">How many bytes it takes; 0 when more has to come.</param>
    /// <returns>What is wrong; then nothing more can be read from the connection.</returns>
    public static PolicyFlaw Read(ReadOnlySpan<byte> data, out PolicyRequest request, out int length)
    {
        request = default;
        length = 0;
        var position = 0;
        for (var attributes = 0; ; attributes++)
        {
            var rest = data[position..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
                return Unfinished(rest.Length, data.Length);
            position += end + 1;
            if (position > MaxRequest)
                return PolicyFlaw.RequestTooLong;
            var line = WithoutReturn(rest[..end]);
            if (line.IsEmpty)
            {
                length = position;
                return attributes == 0 ? PolicyFlaw.Empty : PolicyFlaw.None;
            }

            if (Take(line, attributes, ref request) is var flaw and not PolicyFlaw.None)
                return flaw;
        }
    }

    private static PolicyFlaw Take(ReadOnlySpan<byte> line, int attributes, ref PolicyRequest request)
    {
        if (line.Length > MaxLine)
            return PolicyFlaw.LineTooLong;
        if (attributes == MaxAttributes)
            return PolicyFlaw.TooManyAttributes;
        var equals = line.IndexOf((byte)'=');
        if (equals <= 0)
            return PolicyFlaw.NoAttribute;
        request.Take(line[..equals], line[(equals + 1)..]);
        return PolicyFlaw.None;
    }

    private static PolicyFlaw Unfinished(int line, int all)
    {
        if (line > MaxLine + 1)
            return PolicyFlaw.LineTooLong;
        return all >= MaxRequest ? PolicyFlaw.RequestTooLong : PolicyFlaw.None;
    }

    // Postfix sends a bare LF; who tries the service by hand sends what his terminal does.
    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.. var before, (byte)'\r'] ? before : line;
}
