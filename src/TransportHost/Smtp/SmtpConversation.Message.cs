using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

public sealed partial class SmtpConversation
{
    private DataDecoder? _decoder;
    private bool _hasHeaders;
    private SmtpResponse? _refusal;

    private async Task Data(string argument)
    {
        if (_mail == null || _mail.Recipients.Count == 0)
        {
            await Fail(_mail == null ? SmtpResponse.BadCommandSequence : Replies.NoRecipients, "DATA").ConfigureAwait(false);
            return;
        }

        if (argument.Length > 0)
        {
            await Fail(SmtpResponse.InvalidArguments, "DATA").ConfigureAwait(false);
            return;
        }

        var e = new DataCommandEventArgs(_session) { MailItem = _mail };
        if (!await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "DATA", e).ConfigureAwait(false))
            return;
        _decoder = new DataDecoder(_mail.Content, _settings.MaxMessageSize);
        _hasHeaders = false;
        _refusal = null;
        Reply(Replies.SendData);
    }

    private async Task<int> ReceiveData(DataDecoder decoder, byte[] buffer, int at, int end)
    {
        at = decoder.Read(buffer, at, end, out var told);
        if (told != DataEvent.None && !_hasHeaders)
            await EndOfHeaders(decoder, _mail!).ConfigureAwait(false);
        if (told == DataEvent.EndOfData && !IsOver)
            await EndOfData(decoder, _mail!).ConfigureAwait(false);
        return at;
    }

    private async Task EndOfHeaders(DataDecoder decoder, HostMailItem mail)
    {
        _hasHeaders = true;
        if (!_session.IsExternalConnection)
            _session.LastExternalIPAddress = ReceivedFields.LastExternalAddress(mail.Content, _settings.IsInternal)!;
        var headers = new MessageHeaders(mail.Content);
        Heed(await _events.Raise(new EndOfHeadersEventArgs(_session) { MailItem = mail, Headers = headers.List }).ConfigureAwait(false));
        headers.WriteBack();
        decoder.IsDiscarding = _refusal != null;
    }

    private async Task EndOfData(DataDecoder decoder, HostMailItem mail)
    {
        if (_refusal == null && !decoder.IsTooLarge)
            Heed(await _events.Raise(new EndOfDataEventArgs(_session) { MailItem = mail }).ConfigureAwait(false));
        _decoder = null;
        _mail = null;
        if (IsOver)
            return;
        if (_refusal is { } refusal)
            await Refuse(refusal, "DATA", null).ConfigureAwait(false);
        else if (decoder.IsTooLarge)
            await Refuse(SmtpResponse.MessageTooLarge, "DATA", null).ConfigureAwait(false);
        else
            Reply(await Store(mail).ConfigureAwait(false));
    }

    private void Heed(Outcome outcome)
    {
        if (outcome.IsDisconnected)
            Over(SmtpResponse.ServiceUnavailable, DisconnectReason.DroppedSession);
        else if (outcome.Refusal != null)
            _refusal = outcome.Refusal;
    }

    private async Task<SmtpResponse> Store(HostMailItem mail)
    {
        try
        {
            using var content = mail.GetMimeReadStream();
            var name = await _sink.Store(mail.FromAddress.ToString(), mail.RecipientAddresses(), content).ConfigureAwait(false);
            return SmtpResponse.QueuedMailForDelivery(name);
        }
        catch (IOException exception)
        {
            _settings.Log(FormattableString.Invariant($"session {_session.SessionId}: a message could not be kept: {exception.Message}"));
            return SmtpResponse.DataTransactionFailed;
        }
    }
}
