using System;
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Sessions;
using IpBlock.Settings;

namespace IpBlock.Service.Milter;

/// <summary>
/// The SMTP sessions of one connection, one after another. The lookups begin at CONNECT and are waited for at RCPT, where the text is heard by the client in
/// both
/// mail servers, the recipient is known, and who has logged in. Packets are given to it one at a time.
/// </summary>
internal sealed class MilterSession(MilterDoor door) : ISessionText
{
    private readonly MailSession _session = door.NewSession();
    private Agreement _agreed;
    private bool _negotiated;
    private Connection _connection;
    private bool _failed;
    private string? _tag;
    private string? _mark;
    private string _sender = "";

    // How many header fields of our name the message came with.
    private int _foreign;
    private Macros _macros = new();

    /// <summary>The queue id, as far as there is one.</summary>
    public string SessionId => _macros.QueueId;

    public string LocalEndpoint => EndPointOf(_macros.LocalAddress, _macros.LocalPort);

    public string RemoteEndpoint => _connection.Client is { } client ? EndPointOf(client.ToString(), _connection.Port) : "";

    public string Sender => _macros.Sender ?? _sender;

    public string HeloName => _session.HeloName;

    public string ClientName => _connection.Name ?? "";

    /// <summary>False until the mail server has said what it can do.</summary>
    public bool IsNegotiated => _negotiated;

    /// <summary>Takes a packet and writes the answer to it, if it wants one.</summary>
    public ValueTask<Next> TakeAsync(byte command, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (!_negotiated && command is not (Command.Negotiate or Command.Quit))
            return new(Next.NotNegotiated);
        switch (command)
        {
            case Command.Negotiate:
                return new(Negotiate(data, output));
            case Command.Macros:
                return new(_macros.Take(data) ? Next.Packet : Next.Malformed);
            case Command.Connect:
                return Connect(data, output);
            case Command.Recipient:
                return EnvelopePath.TryParse(data, out var recipient) ? NameRecipientAsync(recipient, output) : new(Next.Malformed);
            case Command.Mail when !EnvelopePath.TryParse(data, out _sender):
                return new(Next.Malformed);
            case Command.Mail when _agreed.Steps.HasFlag(Steps.MailUnanswered):
                return new(Next.Packet);
            case Command.Header when Removes:
                return new(HearField(data, output));
            case Command.EndOfMessage:
                EndMessage(output);
                return new(Next.Packet);
            case Command.Helo:
                return Helo.TryParse(data, out var helo) ? HearHeloAsync(helo, output) : new(Next.Malformed);
            case Command.Mail or Command.Data or Command.Header or Command.EndOfHeaders or Command.Body or Command.Unknown:
                // Old servers cannot leave out what is not needed.
                Answer.Continue(output);
                return new(Next.Packet);
            case Command.Abort:
                _macros.ForgetMessage();
                ForgetMessage();
                return new(Next.Packet);
            case Command.NextSession:
                Forget();
                return new(Next.Packet);
            case Command.Quit:
                return new(Next.End);
            default:
                return new(Next.UnknownCommand);
        }
    }

    private Next Negotiate(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (!Offer.TryParse(data, out var offer))
            return Next.NotNegotiated;
        Forget();
        _agreed = Agreement.On(offer, _session.HearsHelo, door.CanTag);
        _session.AcceptsAfterHelo = !_agreed.Steps.HasFlag(Steps.NoHelo);
        _negotiated = true;
        _agreed.Write(output);
        return Next.Packet;
    }

    private void Forget()
    {
        _session.Forget();
        _macros = new Macros();
        _connection = default;
        _failed = false;
        ForgetMessage();
    }

    private void ForgetMessage()
    {
        _tag = _mark = null;
        _sender = "";
        _foreign = 0;
    }

    private ValueTask<Next> Connect(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (!Connection.TryParse(data, out _connection))
            return new(Next.Malformed);
        if (_connection.Client is not { } client)
        {
            _session.Forget();
            Answer.Accept(output);
            return new(Next.Packet);
        }

        try
        {
            _failed = false;
            _session.RejectAt = door.Settings.MilterRejectAt;
            _session.Begin(Describe(client));
            if (_session.Decided.IsCompleted || !_session.WaitsForRecipients)
                return GreetAsync(output);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        Answer.Continue(output);
        return new(Next.Packet);
    }

    private FilterRequest Describe(Address client) => new(client) { LocalPort = _macros.LocalPort, IsAuthenticated = _macros.IsAuthenticated };

    private async ValueTask<Next> GreetAsync(IBufferWriter<byte> output)
    {
        try
        {
            await _session.Decided.ConfigureAwait(false);
            Greet(_session.AtConnect(this), output);
        }
        catch (Exception failure)
        {
            Fail(failure);
            GoOn(output);
        }

        return Next.Packet;
    }

    private void Greet(SessionStep step, IBufferWriter<byte> output)
    {
        Log(step);
        if (step.Action == SessionAction.Refuse)
            Reject(step, output);
        else if (MayEnd(step) && (step.Action == SessionAction.Accept || (step.Action == SessionAction.Report && !CanTag)))
            AcceptForGood(output);
        else
            GoOn(output);
    }

    private async ValueTask<Next> HearHeloAsync(string helo, IBufferWriter<byte> output)
    {
        try
        {
            // Who has logged in is told with the envelope, and of the last one nothing counts here.
            if (_connection.Client is { } client
                && _session.Helo(Describe(client) with { IsAuthenticated = false }, helo, Connection.AddressOf(_macros.LocalAddress)))
            {
                await _session.Decided.ConfigureAwait(false);
                AnswerHelo(_session.AtHelo(SessionPoint.Helo, this), output);
                return Next.Packet;
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        Answer.Continue(output);
        return Next.Packet;
    }

    private void AnswerHelo(SessionStep step, IBufferWriter<byte> output)
    {
        Log(step);
        if (step.Action == SessionAction.Refuse)
            Reject(step, output);
        else
            GoOn(output);
    }

    private async ValueTask<Next> NameRecipientAsync(string recipient, IBufferWriter<byte> output)
    {
        if (_connection.Client is not { } client)
        {
            AcceptForGood(output);
            return Next.Packet;
        }

        try
        {
            // What has failed is not tried again for each recipient, but for who has logged in since.
            if (!_failed || _macros.IsAuthenticated)
            {
                _session.Continue(Describe(client));
                await _session.DecidedFor(recipient).ConfigureAwait(false);
                AnswerRecipient(_session.AtRecipient(SessionPoint.Recipient, recipient, this), output);
                return Next.Packet;
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        AnswerWithoutVerdict(output);
        return Next.Packet;
    }

    private void AnswerRecipient(SessionStep step, IBufferWriter<byte> output)
    {
        Log(step);
        switch (step.Action)
        {
            case SessionAction.Refuse:
                Reject(step, output);
                break;
            case SessionAction.Accept when MayEnd(step):
                AcceptForGood(output);
                break;
            case SessionAction.Accept:
                GoOn(output);
                break;
            default:
                // Only this one: the next recipient of the message is asked about again.
                Tag(step);
                GoOn(output);
                break;
        }
    }

    // Nothing more is asked about whom we have accepted for good: of a stranger's mail the header has to be seen before.
    private bool MayEnd(SessionStep step) => step.IsFinal && (!Removes || step.Verdict!.IsClientExempt);

    private bool Removes => _agreed.Actions.HasFlag(Actions.ChangeHeaders);

    private Next HearField(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        // Only the beginning of it is here.
        if (data.Length > MessageTag.Name.Length && data[MessageTag.Name.Length] == 0 && Ascii.EqualsIgnoreCase(data[..MessageTag.Name.Length], MessageTag.Name))
            _foreign++;
        if (!_agreed.Steps.HasFlag(Steps.HeaderUnanswered))
            Answer.Continue(output);
        return Next.Packet;
    }

    private bool CanTag => door.Settings.TagMessages && _agreed.Actions.HasFlag(Actions.AddHeaders);

    private void Tag(SessionStep step)
    {
        if (step.Action == SessionAction.Mark && _agreed.Actions.HasFlag(Actions.AddHeaders))
            _tag = _mark ??= MessageTag.Value(step.Verdict!, "mark");
        else if (CanTag)
            _tag ??= MessageTag.Value(step.Verdict!, step.Action == SessionAction.Exempt ? "exempt" : "report");
    }

    private void EndMessage(IBufferWriter<byte> output)
    {
        // From the last to the first: whether those behind one that is removed move up does not matter then.
        for (; _foreign > 0; _foreign--)
            Answer.RemoveHeader(output, MessageTag.Name, _foreign);
        if (_tag is not null)
            Answer.AddHeader(output, MessageTag.Name, _tag);
        ForgetMessage();
        Answer.Continue(output);
    }

    private void Fail(Exception failure)
    {
        _failed = true;
        _session.Forget();
        door.Tell(failure);
    }

    private void AnswerWithoutVerdict(IBufferWriter<byte> output)
    {
        if (door.Settings.OnError == OnError.TempFail)
        {
            door.Answered("tempfail");
            Answer.ComeAgain(output);
        }
        else
        {
            AcceptForGood(output);
        }
    }

    private void Reject(SessionStep step, IBufferWriter<byte> output)
    {
        door.Answered("reject");
        Answer.Refuse(output, step.Verdict!.Reply!);
    }

    private void AcceptForGood(IBufferWriter<byte> output)
    {
        door.Answered("accept");
        Answer.Accept(output);
    }

    private void GoOn(IBufferWriter<byte> output)
    {
        door.Answered("continue");
        Answer.Continue(output);
    }

    private void Log(SessionStep step)
    {
        if (step.Decision is { } decision)
            door.Log(decision);
    }

    private static string EndPointOf(string address, int port)
    {
        if (address.Length == 0 && port == 0)
            return "";
        var host = address.Contains(':', StringComparison.Ordinal) && address[0] != '[' ? "[" + address + "]" : address;
        return host + ":" + port.ToString(CultureInfo.InvariantCulture);
    }
}
