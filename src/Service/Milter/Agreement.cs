using System;
using System.Buffers;
using System.Buffers.Binary;

namespace IpBlock.Service.Milter;

/// <summary>
/// What is agreed on: nothing that was not offered (Postfix 3.7 calls an answer with more a "request mask conflict" and drops the filter). Of a session only
/// the client and the recipients are asked for, and HELO where a rule wants it. CONNECT is answered, although version 6 would let us be silent there: the one byte that
/// accepts a client ends all talk about its session. The header is asked for where the mail may be marked: then what strangers have written in our name is
/// removed.
/// </summary>
internal readonly record struct Agreement(uint Version, Actions Actions, Steps Steps)
{
    private const uint NewestVersion = 6;

    private const Steps NeverNeeded =
        Steps.NoBody | Steps.NoEndOfHeaders | Steps.NoUnknown | Steps.NoData;

    // SMFIM_CONNECT and SMFIM_ENVRCPT: the stages for which macros can be named.
    private const uint AtConnect = 0;
    private const uint AtRecipient = 3;

    /// <param name="offer">What the mail server can do.</param>
    /// <param name="hearsHelo">Whether there is a rule that looks at what clients call themselves. A rule that is turned on later is heard from the next connection on.</param>
    /// <param name="tags">Whether the settings in force can give a message a header field of ours.</param>
    public static Agreement On(Offer offer, bool hearsHelo, bool tags)
    {
        var actions = offer.Actions & (Actions.NameMacros | Actions.AddHeaders | (tags ? Actions.ChangeHeaders : Actions.None));
        var header = actions.HasFlag(Actions.ChangeHeaders) ? Steps.HeaderUnanswered : Steps.NoHeaders;
        // Who has logged in is told with MAIL, unless it can be asked for with RCPT.
        var mail = actions.HasFlag(Actions.NameMacros) ? Steps.NoMail : Steps.MailUnanswered;
        return new Agreement(Math.Min(offer.Version, NewestVersion), actions, offer.Steps & (NeverNeeded | mail | header | (hearsHelo ? Steps.None : Steps.NoHelo)));
    }

    public void Write(IBufferWriter<byte> output)
    {
        Span<byte> data = stackalloc byte[128];
        BinaryPrimitives.WriteUInt32BigEndian(data, Version);
        BinaryPrimitives.WriteUInt32BigEndian(data[4..], (uint)Actions);
        BinaryPrimitives.WriteUInt32BigEndian(data[8..], (uint)Steps);
        var length = 12;
        if (Actions.HasFlag(Actions.NameMacros))
        {
            length += Name(data[length..], AtConnect, "{daemon_addr} {daemon_port}\0"u8);
            length += Name(data[length..], AtRecipient, "i {auth_authen} {mail_addr}\0"u8);
        }

        Packet.Write(output, Command.Negotiate, data[..length]);
    }

    private static int Name(Span<byte> data, uint stage, ReadOnlySpan<byte> macros)
    {
        BinaryPrimitives.WriteUInt32BigEndian(data, stage);
        macros.CopyTo(data[sizeof(uint)..]);
        return sizeof(uint) + macros.Length;
    }
}
