using System;
using System.Collections.Generic;
using System.Text;
using IpBlock.Addresses;

namespace IpBlock.Dns;

/// <summary>What a packet turned out to be.</summary>
internal enum DnsReading
{
    /// <summary>An answer to the question, with or without records.</summary>
    Answer,

    /// <summary>The answer did not fit, whether it says so or breaks off: ask again over TCP (RFC 1035 §4.2.1).</summary>
    Truncated,

    /// <summary>No answer to this question: a stray or forged packet, to be dropped as if it had never come.</summary>
    NotOurs,

    /// <summary>The server does not know EDNS0 (RFC 6891 §7), or no version that we do (BADVERS): ask again without.</summary>
    NoEdns,
}

/// <summary>Reads an answer. Never throws, whatever the packet holds.</summary>
internal ref struct DnsResponseMessage
{
    // A chain longer than this is somebody's mistake or a loop.
    private const int MaxAliases = 16;

    // What is remembered of one answer. 64 KB over TCP hold 4,000 addresses, or as many names that compression makes 255 bytes long each: two megabytes
    // that any client could have us remember, for everybody may put what he likes into the reverse zone of his own addresses.
    private const int MaxAddresses = 128;
    private const int MaxTexts = 16;
    private const int MaxText = 1024;
    private const int Ns = 2;
    private const int Cname = 5;
    private const int Soa = 6;
    private const int Opt = 41;

    [ThreadStatic]
    private static byte[]? _current;
    [ThreadStatic]
    private static byte[]? _other;

    private readonly byte[] _packet;
    private readonly int _end;
    private readonly DnsQuestion _question;
    private readonly byte[] _alias;
    private readonly byte[] _owner;
    private int _aliasLength;
    private uint _ttl;
    private int _record;
    private int _recordsLeft;
    private int _code;
    private bool _isWhole;
    private bool _hasAlias;
    private bool _hasNs;
    private uint? _negativeTtl;

    private DnsResponseMessage(byte[] packet, int end, DnsQuestion question)
    {
        _packet = packet;
        _end = end;
        _question = question;
        _alias = _current ??= new byte[DnsQuestion.MaxNameLength];
        _owner = _other ??= new byte[DnsQuestion.MaxNameLength];
        _aliasLength = 0;
        _ttl = uint.MaxValue;
        _record = 0;
        _recordsLeft = 0;
        _code = 0;
        _isWhole = _hasAlias = _hasNs = false;
        _negativeTtl = null;
    }

    /// <param name="packet">The bytes received.</param>
    /// <param name="length">How many of them.</param>
    /// <param name="question">What was asked; its id has been compared already.</param>
    /// <param name="answer">The answer. Set when the result is <see cref="DnsReading.Answer"/>.</param>
    /// <param name="ttl">Seconds it may be kept; null when the packet does not say (an error, or a negative answer without SOA).</param>
    public static DnsReading Read(byte[] packet, int length, DnsQuestion question, out DnsAnswer answer, out uint? ttl)
    {
        var message = new DnsResponseMessage(packet, length, question);
        answer = DnsAnswer.Without(DnsStatus.Malformed);
        ttl = null;
        var isBare = message.IsBareError();
        if (!isBare && !message.IsOurs())
            return DnsReading.NotOurs;
        message.Survey(isBare ? 12 : 12 + question.Length + 4);
        switch (message._code)
        {
            case 0 or 3 when isBare: // the error stood in an OPT record that breaks off
                return DnsReading.NotOurs;
            case 1 or 4 or 16:
                return DnsReading.NoEdns;
            case 2 or 5:
                answer = DnsAnswer.Without(message._code == 2 ? DnsStatus.ServerFailure : DnsStatus.Refused);
                return DnsReading.Answer;
            case 0 or 3:
                return message.ReadAnswer(out answer, out ttl);
            default:
                return DnsReading.Answer;
        }
    }

    // RFC 5452 §9.1: an answer is one only if it repeats the question.
    private readonly bool IsOurs()
    {
        var behind = 12 + _question.Length;
        return _end >= behind + 4
            && (_packet[2] & 0xF8) == 0x80 // a response to a standard query
            && UInt16(4) == 1
            && WireName.Is(_packet, _end, 12, _question.Name, _question.Length)
            && UInt16(behind) == (int)_question.Type
            && UInt16(behind + 2) == 1;
    }

    // Servers from before EDNS0 (RFC 6891 §7), and small ones that are in trouble, answer with an error in nothing but a header, some with an OPT record behind it.
    // Whoever forges one has guessed id and port; believed, it only makes us ask otherwise or elsewhere.
    private readonly bool IsBareError() =>
        _end >= 12 && (_packet[2] & 0xF8) == 0x80 && UInt16(4) == 0 && UInt16(6) == 0 && UInt16(8) == 0
        && (_end == 12 ? (_packet[3] & 0x0F) is not (0 or 3) && UInt16(10) == 0 : UInt16(10) == 1 && _end >= 12 + 11);

    // Walks over all records once: what the answer section does not say stands behind it.
    private void Survey(int first)
    {
        var (answers, authority) = (UInt16(6), UInt16(6) + UInt16(8));
        _code = _packet[3] & 0x0F;
        _record = first;
        var all = _recordsLeft = authority + UInt16(10);
        while (Next(out var type, out var recordTtl, out var data, out var length))
        {
            var index = all - _recordsLeft - 1;
            // RFC 6891 §6.1.3: the upper eight bits of the error code.
            if (index >= authority)
                _code |= type == Opt && _packet[_currentOwner] == 0 && _code < 16 ? _packet[data - 6] << 4 : 0;
            else if (index >= answers)
                NoteAuthority(type, recordTtl, data, length);
        }

        _isWhole = _recordsLeft == 0;
    }

    private void NoteAuthority(int type, uint recordTtl, int data, int length)
    {
        _hasNs |= type == Ns;
        // RFC 2308 §3 and §5: how long a "no" may be kept stands in the SOA record of the authority section.
        if (type == Soa && length >= 22)
            _negativeTtl = Math.Min(recordTtl, UInt32(data + length - 4));
    }

    private DnsReading ReadAnswer(out DnsAnswer answer, out uint? ttl)
    {
        ttl = null;
        answer = DnsAnswer.Without(DnsStatus.Malformed);
        if ((_packet[2] & 0x02) != 0)
            return DnsReading.Truncated;
        Buffer.BlockCopy(_question.Name, 0, _alias, 0, _question.Length);
        _aliasLength = _question.Length;
        if (_code == 0 && UInt16(6) > 0)
        {
            if (!FollowAliases(out var found))
                return DnsReading.Answer;
            if (found)
            {
                answer = ReadRecords(out ttl);
                return _recordsLeft < 0 ? DnsReading.Truncated : DnsReading.Answer;
            }
        }

        // Some servers and many middle boxes cut an answer where it gets too long, and do not say so.
        if (!_isWhole)
            return DnsReading.Truncated;
        answer = DnsAnswer.Without(_code == 3 ? DnsStatus.NoSuchName : WhyEmpty());
        if (answer.IsConclusive)
            ttl = _negativeTtl;
        return DnsReading.Answer;
    }

    // "Not listed" needs proof. RFC 2308 §2.2: without SOA, name servers in the authority section are a referral; of a server that neither knows the zone nor
    // asks others an empty answer means nothing, nor does an alias that it has not followed; and records of other names are no answer to this one.
    private readonly DnsStatus WhyEmpty()
    {
        var isAuthority = (_packet[2] & 0x04) != 0;
        var recurses = (_packet[3] & 0x80) != 0;
        if (UInt16(6) > 0 && !_hasAlias)
            return DnsStatus.Malformed;
        return _negativeTtl is not null || (isAuthority && !_hasAlias) || (recurses && !_hasNs) ? DnsStatus.NoRecords : DnsStatus.NoRecursion;
    }

    // Leaves in _alias the name that owns the records, and in _ttl the shortest life on the way to it.
    private bool FollowAliases(out bool found)
    {
        found = false;
        for (var aliases = 0; aliases <= MaxAliases; aliases++)
        {
            var moved = false;
            Start();
            while (Next(out var type, out var recordTtl, out var data, out _))
            {
                if (type == (int)_question.Type && OwnerIsAlias())
                    return found = true;
                if (type != Cname || !OwnerIsAlias())
                    continue;
                _aliasLength = WireName.Expand(_packet, _end, data, _alias);
                if (_aliasLength < 0)
                    return false;
                _ttl = Math.Min(_ttl, recordTtl);
                _hasAlias = true;
                moved = true;
                break;
            }

            if (!moved)
                return true; // also where the packet breaks off: whoever reads on finds the same break
        }

        return false;
    }

    private DnsAnswer ReadRecords(out uint? ttl)
    {
        ttl = null;
        // Most answers are one code of a block list, for which no list is made.
        uint address = 0;
        var count = 0;
        List<uint>? addresses = null;
        List<Address>? hosts = null;
        List<string>? texts = null;
        var room = MaxText;
        Start();
        while (Next(out var type, out var recordTtl, out var data, out var length))
        {
            if (type != (int)_question.Type || !OwnerIsAlias())
                continue;
            _ttl = Math.Min(_ttl, recordTtl);
            if (_question.Type == DnsType.A && length == 4)
            {
                if (count++ == 0)
                    address = UInt32(data);
                else
                    AddWithin(MaxAddresses, addresses ??= [address], UInt32(data));
            }
            else if (_question.Type == DnsType.Aaaa && length == 16)
                AddWithin(MaxAddresses, hosts ??= [], Address.FromIPv6((ulong)UInt32(data) << 32 | UInt32(data + 4), (ulong)UInt32(data + 8) << 32 | UInt32(data + 12)));
            else if (_question.Type is not (DnsType.Txt or DnsType.Ptr) || !TryReadText(data, length, out var text))
                return DnsAnswer.Without(DnsStatus.Malformed);
            else if (text.Length <= room)
                room -= AddWithin(MaxTexts, texts ??= [], text) ? text.Length : 0;
        }

        if (_recordsLeft < 0)
            return DnsAnswer.Without(DnsStatus.Malformed);
        ttl = _ttl;
        return _question.Type switch
        {
            DnsType.A => count == 1 ? DnsAnswer.WithAddress(address) : DnsAnswer.WithAddresses([.. addresses ?? []]),
            DnsType.Aaaa => DnsAnswer.WithHosts([.. hosts ?? []]),
            _ => DnsAnswer.WithTexts([.. texts ?? []]),
        };
    }

    private static bool AddWithin<T>(int most, List<T> list, T item)
    {
        if (list.Count >= most)
            return false;
        list.Add(item);
        return true;
    }

    private void Start()
    {
        _record = 12 + _question.Length + 4;
        _recordsLeft = UInt16(6);
    }

    // False at the end, and with _recordsLeft below zero when the packet breaks off.
    private bool Next(out int type, out uint ttl, out int data, out int length)
    {
        type = data = length = 0;
        ttl = 0;
        if (_recordsLeft == 0)
            return false;
        var owner = _record;
        var fixedPart = WireName.Skip(_packet, _end, owner);
        if (fixedPart < 0 || fixedPart + 10 > _end || fixedPart + 10 + UInt16(fixedPart + 8) > _end)
        {
            _recordsLeft = -1;
            return false;
        }

        type = UInt16(fixedPart);
        if (type != Opt && UInt16(fixedPart + 2) != 1)
            type = 0;
        ttl = UInt32(fixedPart + 4);
        if (ttl > int.MaxValue) // RFC 2181 §8: the top bit makes it zero
            ttl = 0;
        length = UInt16(fixedPart + 8);
        data = fixedPart + 10;
        _currentOwner = owner;
        _record = data + length;
        _recordsLeft--;
        return true;
    }

    private int _currentOwner;

    private bool OwnerIsAlias()
    {
        var length = WireName.Expand(_packet, _end, _currentOwner, _owner);
        if (length != _aliasLength)
            return false;
        for (var i = 0; i < length; i++)
        {
            if (_owner[i] != _alias[i])
                return false;
        }

        return true;
    }

    private readonly bool TryReadText(int data, int length, out string text)
    {
        var builder = new StringBuilder();
        text = "";
        if (_question.Type == DnsType.Ptr)
        {
            if (WireName.Expand(_packet, _end, data, _owner) < 0)
                return false;
            for (int i = 0; _owner[i] != 0; i += _owner[i] + 1)
                Append(builder.Append(i == 0 ? "" : "."), _owner, i + 1, _owner[i]);
        }
        else
        {
            // RFC 1035 §3.3.14: one or more strings, each with its length; a long reason is cut into several.
            for (var i = data; i < data + length; i += _packet[i] + 1)
            {
                if (i + 1 + _packet[i] > data + length)
                    return false;
                Append(builder, _packet, i + 1, _packet[i]);
            }
        }

        text = builder.ToString();
        return true;
    }

    // What a stranger wrote goes into replies and logs: nothing but printable ASCII passes, so no line can be forged with it.
    private static void Append(StringBuilder text, byte[] bytes, int offset, int count)
    {
        for (var i = offset; i < offset + count && text.Length < MaxText; i++)
            text.Append(bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '?');
    }

    private readonly int UInt16(int offset) => _packet[offset] << 8 | _packet[offset + 1];

    private readonly uint UInt32(int offset) => (uint)UInt16(offset) << 16 | (uint)UInt16(offset + 2);
}
