using System.Globalization;
using IpBlock.Administration.Logs;
using Xunit;

namespace IpBlock.Administration.Tests.Replay;

/// <summary>A line of the log, with as much in it as a test needs.</summary>
internal sealed class LoggedLine
{
    private static readonly LogHeader Header = LogHeader.TryParse("#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,Reason,Recipient,Helo,Steps")!;

    public string Time { get; init; } = "2026-01-02T03:04:05.000Z";

    public string Local { get; init; } = "";

    public string Client { get; init; } = "192.0.2.1:4000";

    public string Action { get; init; } = "AcceptConnection";

    public string Reply { get; init; } = "";

    public string Rule { get; init; } = "";

    public string Provider { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Recipient { get; init; } = "";

    public string Helo { get; init; } = "";

    public string Steps { get; init; } = "";

    public DecisionRecord Read()
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Time},s1,{Local},{Client},OnConnect,{Action},{Reply},{Rule},\"{Provider}\",{Reason},{Recipient},{Helo},\"{Steps}\"");
        Assert.True(DecisionRecord.TryParse(line, Header, out var record), line);
        return record;
    }
}
