using System;
using System.Buffers.Text;

namespace IpBlock.Service.Milter;

/// <summary>The mail server's macros, as far as they matter here. Nothing else is kept, so a table cannot be filled up.</summary>
internal sealed class Macros
{
    private const int MaxValue = 256;

    // RFC 5321 §4.5.3.1: 64 octets before the @ and 255 after it, with room for what breaks the rule.
    private const int MaxAddress = 512;

    private OfEnvelope _atMail;
    private OfEnvelope _atRecipient;

    /// <summary>The address the client came to; empty when the mail server does not say.</summary>
    public string LocalAddress { get; private set; } = "";

    /// <summary>The port the client came to; 0 when the mail server does not say.</summary>
    public int LocalPort { get; private set; }

    /// <summary>The queue id, by which the mail server's own log calls the message; Postfix has none before the first recipient is accepted.</summary>
    public string QueueId => _atRecipient.QueueId ?? _atMail.QueueId ?? "";

    /// <summary>The sender of the message; null when the mail server has not said, empty for the null sender.</summary>
    public string? Sender => _atRecipient.Sender ?? _atMail.Sender;

    /// <summary>True when the client has logged in.</summary>
    public bool IsAuthenticated => _atRecipient.IsAuthenticated || _atMail.IsAuthenticated;

    /// <summary>Takes those that come before a command, in place of those that came before the last one of its kind. False when they are malformed.</summary>
    public bool Take(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return false;
        var command = data[0];
        var words = new Words(data[1..]);
        var envelope = default(OfEnvelope);
        while (!words.AtEnd)
        {
            if (!words.TryTake(out var name) || !words.TryTake(out var value))
                return false;
            Keep(command, name.Trim("{}"u8), value, ref envelope);
        }

        if (command == Command.Mail)
            _atMail = envelope;
        else if (command == Command.Recipient)
            _atRecipient = envelope;
        return true;
    }

    /// <summary>The message is over; the session goes on.</summary>
    public void ForgetMessage()
    {
        _atMail = default;
        _atRecipient = default;
    }

    private void Keep(byte command, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref OfEnvelope envelope)
    {
        if (command == Command.Connect && name.SequenceEqual("daemon_port"u8))
            LocalPort = Utf8Parser.TryParse(value, out ushort port, out var digits) && digits == value.Length ? port : 0;
        else if (command == Command.Connect && name.SequenceEqual("daemon_addr"u8))
            LocalAddress = Words.Text(value, MaxValue);
        else if (name.SequenceEqual("i"u8))
            envelope.QueueId = Words.Text(value, MaxValue);
        else if (name.SequenceEqual("mail_addr"u8))
            envelope.Sender = Words.Text(value, MaxAddress);
        else if (name.SequenceEqual("auth_authen"u8))
            envelope.IsAuthenticated = !value.IsEmpty;
    }

    private struct OfEnvelope
    {
        public string? QueueId;
        public string? Sender;
        public bool IsAuthenticated;
    }
}
