using System;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

/// <summary>
/// One SMTP session (RFC 5321): octets go in, the agent's events are raised in Exchange's order, replies are collected to be
/// sent in one write. It does no I/O but for the sink, and is called by one caller at a time.
/// </summary>
public sealed partial class SmtpConversation
{
    private readonly SmtpSettings _settings;
    private readonly HostSession _session;
    private readonly IMessageSink _sink;
    private readonly AgentEvents _events;
    private readonly CommandLine _line;
    private readonly StringBuilder _replies = new();
    private DisconnectReason _reason = DisconnectReason.DroppedSession;
    private int _errors;

    /// <summary>A session that has not been greeted yet, with an agent of its own.</summary>
    public SmtpConversation(SmtpSettings settings, SmtpReceiveAgent agent, HostSession session, IMessageSink sink)
    {
        _settings = settings;
        _session = session;
        _sink = sink;
        _events = new AgentEvents(agent, session, settings.Log);
        _line = new CommandLine(settings.MaxCommandLine);
    }

    /// <summary>Nothing more is read: send the replies that are left, close the connection and call <see cref="Disconnected"/>.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The replies since the last call, ready for the wire. May be empty.</summary>
    public byte[] TakeReplies()
    {
        var replies = Encoding.ASCII.GetBytes(_replies.ToString());
        _replies.Clear();
        return replies;
    }

    /// <summary>Asks the agent about the connection and greets the client, or refuses it.</summary>
    public async Task Greet()
    {
        var e = new ConnectEventArgs(_session) { Banner = new SmtpResponse("220", "", _settings.ServerName + " ESMTP IpBlock evaluation host") };
        var outcome = await _events.Raise(e).ConfigureAwait(false);
        if (outcome.Refusal is not { } refusal)
        {
            Reply(outcome.IsDisconnected ? SmtpResponse.ServiceUnavailable : e.Banner);
            IsOver = outcome.IsDisconnected;
            return;
        }

        await Rejected(refusal, string.Empty, e, ParsingStatus.Complete).ConfigureAwait(false);
        Reply(refusal);
        IsOver = true;
    }

    /// <summary>Takes what the client sent, in pieces of any size.</summary>
    public async Task Receive(byte[] buffer, int offset, int count)
    {
        var at = offset;
        var end = offset + count;
        while (at < end && !IsOver)
        {
            at = _decoder == null
                ? await ReceiveLine(buffer, at, end).ConfigureAwait(false)
                : await ReceiveData(_decoder, buffer, at, end).ConfigureAwait(false);
        }
    }

    /// <summary>The client has been silent for too long.</summary>
    public void TimeOut() => Over(SmtpResponse.TimeoutOccurred, DisconnectReason.Timeout);

    /// <summary>The server stops.</summary>
    public void ShutDown() => Over(Replies.ShuttingDown, DisconnectReason.Local);

    /// <summary>Tells the agent that the connection is gone; to be called once, at the end.</summary>
    /// <param name="reason">Why, if it was not the conversation that ended it.</param>
    public Task Disconnected(DisconnectReason reason)
    {
        _session.IsClosed = true;
        return _events.Raise(new DisconnectEventArgs(_session, IsOver ? _reason : reason));
    }

    private async Task<int> ReceiveLine(byte[] buffer, int at, int end)
    {
        at = _line.Read(buffer, at, end, out var isComplete);
        if (!isComplete)
            return at;
        if (_line.Fault != LineFault.None)
            await Fail(Describe(_line.Fault), string.Empty, ParsingStatus.ProtocolError).ConfigureAwait(false);
        else if (_isAuthenticating)
            await Credentials(_line.Text).ConfigureAwait(false);
        else
            await Obey(_line.Text).ConfigureAwait(false);
        return at;
    }

    private static SmtpResponse Describe(LineFault fault) => fault switch
    {
        LineFault.TooLong => Replies.LineTooLong,
        LineFault.BareLineFeed => Replies.LineWithoutCrLf,
        _ => Replies.LineNotText,
    };

    private void Reply(SmtpResponse response) => _replies.Append(response.ToString()).Append("\r\n");

    private void Over(SmtpResponse last, DisconnectReason reason)
    {
        Reply(last);
        _reason = reason;
        IsOver = true;
    }

    // What the agent said of a command: true if the command is to be done.
    private async Task<bool> IsAllowed(Outcome outcome, string command, EventArgs original)
    {
        if (outcome.IsDisconnected)
            Over(SmtpResponse.ServiceUnavailable, DisconnectReason.DroppedSession);
        else if (outcome.Refusal is { } refusal)
            await Refuse(refusal, command, original).ConfigureAwait(false);
        return !outcome.IsDisconnected && outcome.Refusal == null;
    }

    private async Task Refuse(SmtpResponse refusal, string command, EventArgs? original)
    {
        if (!refusal.StatusCode.StartsWith("2", StringComparison.Ordinal))
            await Rejected(refusal, command, original, ParsingStatus.Complete).ConfigureAwait(false);
        if (IsOver)
            return;
        // RFC 5321 §3.8: after a 421 the server closes.
        if (string.Equals(refusal.StatusCode, "421", StringComparison.Ordinal))
            Over(refusal, DisconnectReason.DroppedSession);
        else
            Reply(refusal);
    }

    // A client's mistake: told to the agent, answered and counted.
    private async Task Fail(SmtpResponse response, string command, ParsingStatus status = ParsingStatus.Error)
    {
        await Rejected(response, command, null, status).ConfigureAwait(false);
        if (IsOver)
            return;
        if (++_errors > _settings.MaxErrors)
            Over(Replies.TooManyErrors, DisconnectReason.TooManyErrors);
        else
            Reply(response);
    }

    private async Task Rejected(SmtpResponse response, string command, EventArgs? original, ParsingStatus status)
    {
        var e = new RejectEventArgs(_session, command) { SmtpResponse = response, OriginalArguments = original, ParsingStatus = status };
        var outcome = await _events.Raise(e).ConfigureAwait(false);
        if (outcome.IsDisconnected)
            Over(response, DisconnectReason.DroppedSession);
    }
}
