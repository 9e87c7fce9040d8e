using System;
using System.Collections.Generic;

namespace Microsoft.Exchange.Data.Transport.Smtp;

public abstract partial class SmtpReceiveAgent : Agent
{
    private readonly Dictionary<string, Delegate> _handlers = new(StringComparer.Ordinal);

    protected SmtpReceiveAgent()
    {
    }

    protected event ConnectEventHandler OnConnect
    {
        add => Add(nameof(OnConnect), value);
        remove => Remove(nameof(OnConnect), value);
    }

    protected event HeloCommandEventHandler OnHeloCommand
    {
        add => Add(nameof(OnHeloCommand), value);
        remove => Remove(nameof(OnHeloCommand), value);
    }

    protected event EhloCommandEventHandler OnEhloCommand
    {
        add => Add(nameof(OnEhloCommand), value);
        remove => Remove(nameof(OnEhloCommand), value);
    }

    protected event StartTlsEventHandler OnStartTlsCommand
    {
        add => Add(nameof(OnStartTlsCommand), value);
        remove => Remove(nameof(OnStartTlsCommand), value);
    }

    protected event AuthCommandEventHandler OnAuthCommand
    {
        add => Add(nameof(OnAuthCommand), value);
        remove => Remove(nameof(OnAuthCommand), value);
    }

    protected event EndOfAuthenticationEventHandler OnEndOfAuthentication
    {
        add => Add(nameof(OnEndOfAuthentication), value);
        remove => Remove(nameof(OnEndOfAuthentication), value);
    }

    protected event MailCommandEventHandler OnMailCommand
    {
        add => Add(nameof(OnMailCommand), value);
        remove => Remove(nameof(OnMailCommand), value);
    }

    protected event RcptCommandEventHandler OnRcptCommand
    {
        add => Add(nameof(OnRcptCommand), value);
        remove => Remove(nameof(OnRcptCommand), value);
    }

    protected event DataCommandEventHandler OnDataCommand
    {
        add => Add(nameof(OnDataCommand), value);
        remove => Remove(nameof(OnDataCommand), value);
    }

    protected event EndOfHeadersEventHandler OnEndOfHeaders
    {
        add => Add(nameof(OnEndOfHeaders), value);
        remove => Remove(nameof(OnEndOfHeaders), value);
    }

    protected event EndOfDataEventHandler OnEndOfData
    {
        add => Add(nameof(OnEndOfData), value);
        remove => Remove(nameof(OnEndOfData), value);
    }

    protected event RejectEventHandler OnReject
    {
        add => Add(nameof(OnReject), value);
        remove => Remove(nameof(OnReject), value);
    }

    protected event RsetCommandEventHandler OnRsetCommand
    {
        add => Add(nameof(OnRsetCommand), value);
        remove => Remove(nameof(OnRsetCommand), value);
    }

    protected event NoopCommandEventHandler OnNoopCommand
    {
        add => Add(nameof(OnNoopCommand), value);
        remove => Remove(nameof(OnNoopCommand), value);
    }

    protected event HelpCommandEventHandler OnHelpCommand
    {
        add => Add(nameof(OnHelpCommand), value);
        remove => Remove(nameof(OnHelpCommand), value);
    }

    protected event DisconnectEventHandler OnDisconnect
    {
        add => Add(nameof(OnDisconnect), value);
        remove => Remove(nameof(OnDisconnect), value);
    }

    // Exchange takes one handler an event and agent.
    private void Add(string topic, Delegate handler)
    {
        if (_handlers.ContainsKey(topic))
            throw new InvalidOperationException("A handler of " + topic + " is registered already.");
        _handlers.Add(topic, handler);
    }

    private void Remove(string topic, Delegate handler)
    {
        if (_handlers.TryGetValue(topic, out var registered) && registered.Equals(handler))
            _handlers.Remove(topic);
    }
}
