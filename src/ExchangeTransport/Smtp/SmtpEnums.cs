namespace Microsoft.Exchange.Data.Transport.Smtp;

public enum AuthenticationSource
{
    Anonymous = 0,
    Organization = 1,
    Partner = 2,
}

public enum BodyType
{
    NotSpecified = 0,
    SevenBit = 1,
    EightBitMime = 2,
    BinaryMime = 3,
}

public enum DisconnectReason
{
    QuitVerb = 0,
    Timeout = 1,
    SenderDisconnected = 2,
    TooManyErrors = 3,
    DroppedSession = 4,
    Remote = 5,
    Local = 6,
    SuppressLogging = 7,
    None = 8,
}

public enum ParsingStatus
{
    ProtocolError = 0,
    Error = 1,
    MoreDataRequired = 2,
    Complete = 3,
}

public enum SmtpResponseType
{
    Unknown = 0,
    Success = 1,
    IntermediateSuccess = 2,
    TransientError = 3,
    PermanentError = 4,
}
