using System;
using System.Net;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.SampleAgent;

internal sealed class SampleAgent : SmtpReceiveAgent
{
    private static readonly SmtpResponse Refusal = new("550", "5.7.1", "sample agent says no");

    private readonly SampleAgentFactory _factory;
    private string _sender = "";

    public SampleAgent(SampleAgentFactory factory)
    {
        _factory = factory;
        OnConnect += Connect;
        OnHeloCommand += (_, e) => Note("OnHeloCommand " + e.Domain);
        OnEhloCommand += (_, e) => Note("OnEhloCommand " + e.Domain);
        OnAuthCommand += (_, e) => Note("OnAuthCommand " + e.AuthenticationMechanism);
        OnEndOfAuthentication += (_, e) => Note("OnEndOfAuthentication " + e.RemoteIdentityName);
        OnMailCommand += Mail;
        OnRcptCommand += (source, e) => Obey(e.RecipientAddress.LocalPart, () => source.RejectCommand(Refusal), source.Disconnect, "OnRcptCommand");
        OnDataCommand += (_, e) => Note("OnDataCommand " + e.MailItem.Recipients.Count);
        OnEndOfHeaders += EndOfHeaders;
        OnEndOfData += (source, e) => Obey(_sender.StartsWith("data-", StringComparison.Ordinal) ? _sender.Substring(5) : "", () => source.RejectMessage(Refusal), source.Disconnect, "OnEndOfData " + e.MailItem.MimeStreamLength);
        OnReject += (_, e) => Note("OnReject " + e.Command + " " + e.SmtpResponse.StatusCode);
        OnRsetCommand += (_, _) => Note("OnRsetCommand");
        OnNoopCommand += (_, _) => Note("OnNoopCommand");
        OnHelpCommand += (_, e) => Note("OnHelpCommand " + e.HelpArgument);
        OnDisconnect += (_, e) => Note("OnDisconnect " + e.DisconnectReason);
    }

    private void Note(string text)
    {
        if (text.StartsWith(EventTopic, StringComparison.Ordinal))
            _factory.Events.Enqueue(text);
    }

    // 198.51.100.0/24 is for documentation (RFC 5737): a client has such an address only by a PROXY header.
    private void Connect(ConnectEventSource source, ConnectEventArgs e)
    {
        var session = e.SmtpSession;
        var octets = session.RemoteEndPoint.Address.GetAddressBytes();
        var order = octets[0] != 198 ? "" : new[] { "", "reject", "reject-async", "throw", "throw-async", "drop", "banner", "hold" }[octets[3]];
        if (order == "banner")
            e.Banner = new SmtpResponse("220", "", "another banner");
        var address = octets[0] == 127 ? "loopback" : session.RemoteEndPoint + " to " + session.LocalEndPoint;
        Obey(order, () => source.RejectConnection(Refusal), source.Disconnect, "OnConnect " + address);
    }

    private void Mail(ReceiveCommandEventSource source, MailCommandEventArgs e)
    {
        _sender = e.FromAddress.LocalPart ?? "";
        Obey(_sender, () => source.RejectCommand(Refusal), source.Disconnect, "OnMailCommand " + e.FromAddress + " " + e.Size + " " + e.BodyType);
    }

    private void EndOfHeaders(ReceiveMessageEventSource source, EndOfHeadersEventArgs e)
    {
        var session = e.SmtpSession;
        var order = _sender.StartsWith("headers-", StringComparison.Ordinal) ? _sender.Substring(8) : "";
        if (order == "discard")
            source.DiscardMessage(new SmtpResponse("250", "2.6.0", "gone"), "test");
        var last = IPAddress.Loopback.Equals(session.LastExternalIPAddress) ? "loopback" : session.LastExternalIPAddress?.ToString() ?? "none";
        var state = $"external={session.IsExternalConnection} last={last} bypass={session.AntispamBypass}";
        Obey(order, () => source.RejectMessage(Refusal), source.Disconnect, "OnEndOfHeaders " + state);
    }

    private void Obey(string order, Action reject, Action drop, string note)
    {
        Note(note);
        switch (order)
        {
            case "reject":
                reject();
                break;
            case "throw":
                throw new InvalidOperationException("the sample agent was told to throw");
            case "drop":
                drop();
                break;
            case "reject-async":
                Later(reject, null);
                break;
            case "throw-async":
                Later(() => { }, new InvalidOperationException("the sample agent was told to throw later"));
                break;
            case "hold":
                var context = GetAgentAsyncContext();
                _factory.Held.Enqueue(context.Complete);
                break;
        }
    }

    private void Later(Action decide, Exception exception)
    {
        var context = GetAgentAsyncContext();
        _ = Task.Run(() =>
        {
            context.Resume();
            decide();
            context.AsyncException = exception;
            context.Complete();
        });
    }
}
