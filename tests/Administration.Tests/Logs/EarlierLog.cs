using IpBlock.Administration.Logs;

namespace IpBlock.Administration.Tests.Logs;

/// <summary>The log of version 0.1: what was added to it since is empty when it is read.</summary>
internal static class EarlierLog
{
    public const string Fields =
        "#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed\n";

    public static LogHeader Header { get; } = LogHeader.TryParse(Fields)!;
}
