using System;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

/// <summary>Raises the events of one agent and waits for it without a thread. An agent that throws decides nothing.</summary>
internal sealed class AgentEvents(SmtpReceiveAgent agent, HostSession session, Action<string> log)
{
    private static readonly DisconnectSource Disconnection = new();

    public Task<Outcome> Raise(ConnectEventArgs e) => Ask("OnConnect", outcome => agent.Raise(new ConnectSource(outcome), e));

    public Task<Outcome> Raise(HeloCommandEventArgs e) => Ask("OnHeloCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(EhloCommandEventArgs e) => Ask("OnEhloCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(AuthCommandEventArgs e) => Ask("OnAuthCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(EndOfAuthenticationEventArgs e) =>
        Ask("OnEndOfAuthentication", outcome => agent.Raise(new AuthenticationEndSource(outcome), e));

    public Task<Outcome> Raise(MailCommandEventArgs e) => Ask("OnMailCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(RcptCommandEventArgs e) => Ask("OnRcptCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(DataCommandEventArgs e) => Ask("OnDataCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(RsetCommandEventArgs e) => Ask("OnRsetCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(NoopCommandEventArgs e) => Ask("OnNoopCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(HelpCommandEventArgs e) => Ask("OnHelpCommand", outcome => agent.Raise(new CommandSource(outcome), e));

    public Task<Outcome> Raise(EndOfHeadersEventArgs e) => Ask("OnEndOfHeaders", outcome => agent.Raise(new MessageSource(outcome), e));

    public Task<Outcome> Raise(EndOfDataEventArgs e) => Ask("OnEndOfData", outcome => agent.Raise(new MessageSource(outcome), e));

    public Task<Outcome> Raise(RejectEventArgs e) => Ask("OnReject", outcome => agent.Raise(new RejectSource(outcome), e));

    public Task Raise(DisconnectEventArgs e) => Ask("OnDisconnect", _ => agent.Raise(Disconnection, e));

    private async Task<Outcome> Ask(string topic, Func<Outcome, Task> raise)
    {
        var outcome = new Outcome();
        try
        {
            await raise(outcome).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            log(FormattableString.Invariant($"session {session.SessionId}: the agent threw in {topic}: {exception}"));
        }

        return outcome;
    }
}
