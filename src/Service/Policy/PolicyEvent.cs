using System;
using System.Text;

namespace IpBlock.Service.Policy;

/// <summary>A request as the log will show it, in texts of its own: made only when something is to be logged, or when the buffer has to be given back.</summary>
internal sealed class PolicyEvent
{
    public PolicyEvent(scoped in PolicyRequest request)
    {
        Instance = Encoding.Latin1.GetString(request.Instance);
        State = Encoding.Latin1.GetString(request.State);
        Recipient = Encoding.UTF8.GetString(request.Recipient);
        Local = EndPoint(request.ServerAddress, request.ServerPort);
        Remote = EndPoint(request.ClientAddress, request.ClientPort);
    }

    public string Instance { get; }

    /// <summary>CONNECT, EHLO, HELO, MAIL, RCPT, DATA, BDAT, END-OF-MESSAGE, VRFY, ETRN.</summary>
    public string State { get; }

    /// <summary>The recipient at RCPT, and later when there is but one; empty otherwise.</summary>
    public string Recipient { get; }

    public string Local { get; }

    public string Remote { get; }

    /// <summary>The point of the session in the words of the decision log.</summary>
    public string Name => State switch
    {
        "CONNECT" => "OnConnect",
        "HELO" or "EHLO" => "OnHeloCommand",
        "MAIL" => "OnMailCommand",
        "RCPT" => "OnRcptCommand",
        "DATA" or "BDAT" => "OnDataCommand",
        "END-OF-MESSAGE" => "OnEndOfData",
        _ => "On" + State,
    };

    /// <summary>What it is that is refused at this point.</summary>
    public string Refused => State switch
    {
        "CONNECT" => "Connection",
        "END-OF-MESSAGE" => "Message",
        _ => "Command",
    };

    /// <summary>True when the message is here already.</summary>
    public bool IsAfterMessage => State is "END-OF-MESSAGE";

    /// <summary>True as long as recipients are still to come.</summary>
    public bool IsBeforeRecipients => State is not ("RCPT" or "DATA" or "BDAT" or "END-OF-MESSAGE");

    // client_port came with Postfix 3.0, server_address and server_port with 3.2.
    private static string EndPoint(ReadOnlySpan<byte> address, ReadOnlySpan<byte> port)
    {
        var host = Encoding.Latin1.GetString(address);
        if (port.IsEmpty || host.Length == 0)
            return host;
        return (host.Contains(':', StringComparison.Ordinal) ? "[" + host + "]" : host) + ":" + Encoding.Latin1.GetString(port);
    }
}
