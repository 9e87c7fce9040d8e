using System;
using System.Text;
using IpBlock.Sessions;

namespace IpBlock.Service.Policy;

/// <summary>A request as the log will show it, in texts of its own: made only when something is to be logged, or when the buffer has to be given back.</summary>
internal sealed class PolicyEvent : ISessionText
{
    public PolicyEvent(scoped in PolicyRequest request)
    {
        SessionId = Encoding.Latin1.GetString(request.Instance);
        State = Encoding.Latin1.GetString(request.State);
        Recipient = Encoding.UTF8.GetString(request.Recipient);
        Sender = Encoding.UTF8.GetString(request.Sender);
        HeloName = Encoding.UTF8.GetString(request.Helo);
        ClientName = request.ClientName.SequenceEqual("unknown"u8) ? "" : Encoding.Latin1.GetString(request.ClientName);
        LocalEndpoint = EndPoint(request.ServerAddress, request.ServerPort);
        RemoteEndpoint = EndPoint(request.ClientAddress, request.ClientPort);
    }

    /// <summary>Postfix's <c>instance</c>.</summary>
    public string SessionId { get; }

    /// <summary>CONNECT, EHLO, HELO, MAIL, RCPT, DATA, BDAT, END-OF-MESSAGE, VRFY, ETRN.</summary>
    public string State { get; }

    /// <summary>The recipient at RCPT, and later when there is but one; empty otherwise.</summary>
    public string Recipient { get; }

    public string LocalEndpoint { get; }

    public string RemoteEndpoint { get; }

    public string Sender { get; }

    public string HeloName { get; }

    /// <summary>Empty where Postfix says unknown: the name is not verified, or there is none.</summary>
    public string ClientName { get; }

    /// <summary>The point of the session in the words of the decision log.</summary>
    public SessionPoint Point => State switch
    {
        "CONNECT" => SessionPoint.Connect,
        "HELO" or "EHLO" => SessionPoint.Helo,
        "MAIL" => new("OnMailCommand", "Command"),
        "RCPT" => SessionPoint.Recipient,
        "DATA" or "BDAT" => new("OnDataCommand", "Command"),
        "END-OF-MESSAGE" => new("OnEndOfData", "Message"),
        _ => new("On" + State, "Command"),
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
