using System;
using System.Buffers;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Service.Milter;

/// <summary>
/// The SMTP sessions of one connection, one after another. The lookups begin at CONNECT and are waited for at RCPT, where the text is heard by the client in both
/// mail servers, the recipient is known, and who has logged in. Packets are given to it one at a time.
/// </summary>
internal sealed class MilterSession(MilterDoor door)
{
    private Agreement _agreed;
    private bool _negotiated;
    private Connection _connection;
    private ConnectionFilter? _filter;
    private Task<Verdict?>? _deciding;
    private Task<Verdict?>? _afterHelo;
    private string _helo = "";
    private bool _acceptLogged;
    private bool _reportedAtConnect;
    private string? _tag;
    private Macros _macros = new();

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
                return Recipient.TryParse(data, out var recipient) ? NameRecipientAsync(recipient, output) : new(Next.Malformed);
            case Command.Mail when _agreed.Steps.HasFlag(Steps.MailUnanswered):
                return new(Next.Packet);
            case Command.EndOfMessage:
                EndMessage(output);
                return new(Next.Packet);
            case Command.Helo:
                return Helo.TryParse(data, out var helo) ? HearHelo(helo, output) : new(Next.Malformed);
            case Command.Mail or Command.Data or Command.Header or Command.EndOfHeaders or Command.Body or Command.Unknown:
                // Old servers cannot leave out what is not needed.
                Answer.Continue(output);
                return new(Next.Packet);
            case Command.Abort:
                _macros.ForgetMessage();
                _tag = null;
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
        _agreed = Agreement.On(offer, door.Filter?.HearsHelo == true);
        _negotiated = true;
        _agreed.Write(output);
        return Next.Packet;
    }

    private void Forget()
    {
        _macros = new Macros();
        _connection = default;
        _deciding = null;
        _afterHelo = null;
        _helo = "";
        _filter = null;
        _acceptLogged = false;
        _reportedAtConnect = false;
        _tag = null;
    }

    private ValueTask<Next> Connect(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (!Connection.TryParse(data, out _connection))
            return new(Next.Malformed);
        if (_connection.Client is not { } client)
        {
            Answer.Accept(output);
            return new(Next.Packet);
        }

        _filter = door.Filter;
        _afterHelo = null;
        _acceptLogged = false;
        _deciding = door.DecideAsync(new FilterRequest(client) { LocalPort = _macros.LocalPort });
        if (_deciding.IsCompleted || RefusesAtConnect)
            return GreetAsync(_deciding, output);
        Answer.Continue(output);
        return new(Next.Packet);
    }

    private bool RefusesAtConnect =>
        _filter?.RefusesAtRecipient == false && door.Settings.MilterRejectAt == RejectAt.Connect;

    private async ValueTask<Next> GreetAsync(Task<Verdict?> deciding, IBufferWriter<byte> output)
    {
        var verdict = await deciding.ConfigureAwait(false);
        if (verdict is { IsRefusal: false } && !AwaitsHelo(verdict))
        {
            LogAccept(verdict, "OnConnect");
            Answer.Accept(output);
        }
        else if (verdict is { IsRefusal: true } && RefusesAtConnect)
        {
            RefuseConnection(verdict, output);
        }
        else
        {
            Answer.Continue(output);
        }

        return Next.Packet;
    }

    private void RefuseConnection(Verdict verdict, IBufferWriter<byte> output)
    {
        if (verdict.Reply is { } reply)
        {
            Log(verdict, "OnConnect", "RejectConnection", "", reply);
            Answer.Refuse(output, reply);
            return;
        }

        _reportedAtConnect = true;
        Log(verdict, "OnConnect", "ReportConnection", "", verdict.Reported!.Reply);
        if (CanTag || AwaitsHelo(verdict))
            Answer.Continue(output);
        else
            Answer.Accept(output);
    }

    private bool AwaitsHelo(Verdict verdict) => !_agreed.Steps.HasFlag(Steps.NoHelo) && _filter?.AwaitsHelo(verdict) == true;

    // After STARTTLS it is said again, and counts again.
    private ValueTask<Next> HearHelo(string helo, IBufferWriter<byte> output)
    {
        if (_deciding is not null && _filter is { HearsHelo: true } filter)
        {
            _helo = helo;
            _afterHelo = door.HearHeloAsync(filter, _deciding, helo, Connection.AddressOf(_macros.LocalAddress));
            if (RefusesAtConnect)
                return AnswerHeloAsync(_afterHelo, output);
        }

        Answer.Continue(output);
        return new(Next.Packet);
    }

    private async ValueTask<Next> AnswerHeloAsync(Task<Verdict?> deciding, IBufferWriter<byte> output)
    {
        var verdict = await deciding.ConfigureAwait(false);
        if (verdict?.Reply is { } reply)
        {
            Log(verdict, "OnHeloCommand", "RejectCommand", "", reply);
            Answer.Refuse(output, reply);
            return Next.Packet;
        }

        if (verdict?.Reported is { } kept && !_reportedAtConnect)
        {
            _reportedAtConnect = true;
            Log(verdict, "OnHeloCommand", "ReportCommand", "", kept.Reply);
        }

        Answer.Continue(output);
        return Next.Packet;
    }

    private async ValueTask<Next> NameRecipientAsync(string recipient, IBufferWriter<byte> output)
    {
        if (_deciding is null)
        {
            Answer.Accept(output);
            return Next.Packet;
        }

        var verdict = await (_afterHelo ?? _deciding).ConfigureAwait(false);
        if (verdict is not { IsRefusal: false } && _macros.IsAuthenticated && _connection.Client is { } client)
            verdict = await DecideAuthenticatedAsync(client).ConfigureAwait(false);
        if (verdict is null)
            AnswerWithoutVerdict(output);
        else
            Judge(verdict, recipient, output);
        return Next.Packet;
    }

    // Who has logged in is exempt only if the settings say so: else all rules are asked anew, what he calls himself among them.
    private Task<Verdict?> DecideAuthenticatedAsync(Address client)
    {
        var deciding = door.DecideAsync(new FilterRequest(client) { LocalPort = _macros.LocalPort, IsAuthenticated = true });
        return _afterHelo is not null && _filter is { HearsHelo: true } filter ? door.HearHeloAsync(filter, deciding, _helo, Connection.AddressOf(_macros.LocalAddress)) : deciding;
    }

    private void Judge(Verdict verdict, string recipient, IBufferWriter<byte> output)
    {
        if (!verdict.IsRefusal)
        {
            LogAccept(verdict, "OnRcptCommand");
            Answer.Accept(output);
        }
        else if (_filter?.FindRecipientException(recipient) is not null)
        {
            // Only this one: the next recipient of the message is asked about again.
            Log(verdict, "OnRcptCommand", "AcceptRecipient", recipient);
            Tag(verdict, "exempt");
            Answer.Continue(output);
        }
        else if (verdict.Reply is { } reply)
        {
            Log(verdict, "OnRcptCommand", "RejectCommand", recipient, reply);
            Answer.Refuse(output, reply);
        }
        else
        {
            if (!_reportedAtConnect)
                Log(verdict, "OnRcptCommand", "ReportCommand", recipient, verdict.Reported!.Reply);
            Tag(verdict, "report");
            Answer.Continue(output);
        }
    }

    private bool CanTag => door.Settings.TagMessages && _agreed.Actions.HasFlag(Actions.AddHeaders);

    private void Tag(Verdict verdict, string why)
    {
        if (CanTag)
            _tag ??= MessageTag.Value(verdict, why);
    }

    private void EndMessage(IBufferWriter<byte> output)
    {
        if (_tag is not null)
            Answer.AddHeader(output, MessageTag.Name, _tag);
        _tag = null;
        Answer.Continue(output);
    }

    private void AnswerWithoutVerdict(IBufferWriter<byte> output)
    {
        if (door.Settings.OnError == OnError.TempFail)
            Answer.ComeAgain(output);
        else
            Answer.Accept(output);
    }

    private void LogAccept(Verdict verdict, string @event)
    {
        if (_acceptLogged)
            return;
        _acceptLogged = true;
        Log(verdict, @event, "AcceptConnection");
    }

    private void Log(Verdict verdict, string @event, string action, string recipient = "", SmtpReply? reply = null) =>
        door.Log(verdict, _connection, _macros, @event, action, recipient, reply);
}
