namespace IpBlock.Service.Milter;

/// <summary>What comes after a packet.</summary>
internal enum Next
{
    /// <summary>The next packet.</summary>
    Packet,

    /// <summary>Nothing: the mail server has taken its leave.</summary>
    End,

    /// <summary>Nothing: its data was cut short.</summary>
    Malformed,

    /// <summary>Nothing: the negotiation is missing, or is about a version that nobody speaks.</summary>
    NotNegotiated,

    /// <summary>Nothing: the protocol has no such command.</summary>
    UnknownCommand,

    /// <summary>Nothing: no packet is that long, or has no command.</summary>
    ImpossibleLength,
}
