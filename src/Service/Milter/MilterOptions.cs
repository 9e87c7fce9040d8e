using System;

namespace IpBlock.Service.Milter;

/// <summary>The limits of the milter door; what it decides is the engine's, by the settings.</summary>
internal sealed class MilterOptions
{
    /// <summary>A packet beyond it ends the connection. 1 MB, libmilter's own limit for what a mail server sends (MILTER_MAX_DATA_SIZE).</summary>
    public int MaxPacket { get; init; } = 1 << 20;

    /// <summary>How long a packet may take from its first byte to its last, and the negotiation from the accepted connection on. A mail server sends a packet in one go.</summary>
    public TimeSpan PacketTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the mail server may be silent. 7210 s, libmilter's own default: an SMTP client may think for an hour between commands, and of a message that comes slowly nothing is heard here.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(7210);
}
