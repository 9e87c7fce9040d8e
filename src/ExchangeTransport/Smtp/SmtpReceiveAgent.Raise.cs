using System;
using System.Threading.Tasks;

namespace Microsoft.Exchange.Data.Transport.Smtp;

// What a host calls. The task ends with the handler, or with the completion of the context it took.
public abstract partial class SmtpReceiveAgent
{
    internal Task Raise(ConnectEventSource source, ConnectEventArgs e) =>
        Raise<ConnectEventHandler>(nameof(OnConnect), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, HeloCommandEventArgs e) =>
        Raise<HeloCommandEventHandler>(nameof(OnHeloCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, EhloCommandEventArgs e) =>
        Raise<EhloCommandEventHandler>(nameof(OnEhloCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, StartTlsCommandEventArgs e) =>
        Raise<StartTlsEventHandler>(nameof(OnStartTlsCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, AuthCommandEventArgs e) =>
        Raise<AuthCommandEventHandler>(nameof(OnAuthCommand), handler => handler(source, e));

    internal Task Raise(EndOfAuthenticationEventSource source, EndOfAuthenticationEventArgs e) =>
        Raise<EndOfAuthenticationEventHandler>(nameof(OnEndOfAuthentication), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, MailCommandEventArgs e) =>
        Raise<MailCommandEventHandler>(nameof(OnMailCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, RcptCommandEventArgs e) =>
        Raise<RcptCommandEventHandler>(nameof(OnRcptCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, DataCommandEventArgs e) =>
        Raise<DataCommandEventHandler>(nameof(OnDataCommand), handler => handler(source, e));

    internal Task Raise(ReceiveMessageEventSource source, EndOfHeadersEventArgs e) =>
        Raise<EndOfHeadersEventHandler>(nameof(OnEndOfHeaders), handler => handler(source, e));

    internal Task Raise(ReceiveMessageEventSource source, EndOfDataEventArgs e) =>
        Raise<EndOfDataEventHandler>(nameof(OnEndOfData), handler => handler(source, e));

    internal Task Raise(RejectEventSource source, RejectEventArgs e) =>
        Raise<RejectEventHandler>(nameof(OnReject), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, RsetCommandEventArgs e) =>
        Raise<RsetCommandEventHandler>(nameof(OnRsetCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, NoopCommandEventArgs e) =>
        Raise<NoopCommandEventHandler>(nameof(OnNoopCommand), handler => handler(source, e));

    internal Task Raise(ReceiveCommandEventSource source, HelpCommandEventArgs e) =>
        Raise<HelpCommandEventHandler>(nameof(OnHelpCommand), handler => handler(source, e));

    internal Task Raise(DisconnectEventSource source, DisconnectEventArgs e) =>
        Raise<DisconnectEventHandler>(nameof(OnDisconnect), handler => handler(source, e));

    private Task Raise<THandler>(string topic, Action<THandler> call)
        where THandler : Delegate =>
        _handlers.TryGetValue(topic, out var handler) ? Run(topic, () => call((THandler)handler)) : Task.CompletedTask;
}
