namespace Microsoft.Exchange.Data.Transport.Smtp;

public delegate void ConnectEventHandler(ConnectEventSource source, ConnectEventArgs e);

public delegate void HeloCommandEventHandler(ReceiveCommandEventSource source, HeloCommandEventArgs e);

public delegate void EhloCommandEventHandler(ReceiveCommandEventSource source, EhloCommandEventArgs e);

public delegate void StartTlsEventHandler(ReceiveCommandEventSource source, StartTlsCommandEventArgs e);

public delegate void AuthCommandEventHandler(ReceiveCommandEventSource source, AuthCommandEventArgs e);

public delegate void EndOfAuthenticationEventHandler(EndOfAuthenticationEventSource source, EndOfAuthenticationEventArgs e);

public delegate void MailCommandEventHandler(ReceiveCommandEventSource source, MailCommandEventArgs e);

public delegate void RcptCommandEventHandler(ReceiveCommandEventSource source, RcptCommandEventArgs e);

public delegate void DataCommandEventHandler(ReceiveCommandEventSource source, DataCommandEventArgs e);

public delegate void EndOfHeadersEventHandler(ReceiveMessageEventSource source, EndOfHeadersEventArgs e);

public delegate void EndOfDataEventHandler(ReceiveMessageEventSource source, EndOfDataEventArgs e);

public delegate void RejectEventHandler(RejectEventSource source, RejectEventArgs e);

public delegate void RsetCommandEventHandler(ReceiveCommandEventSource source, RsetCommandEventArgs e);

public delegate void NoopCommandEventHandler(ReceiveCommandEventSource source, NoopCommandEventArgs e);

public delegate void HelpCommandEventHandler(ReceiveCommandEventSource source, HelpCommandEventArgs e);

public delegate void DisconnectEventHandler(DisconnectEventSource source, DisconnectEventArgs e);
