using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>What can be said of a name and of a whole zone alike. May be called while queries come in; the next query sees it.</summary>
public abstract class Script<TSelf> where TSelf : Script<TSelf>
{
    private readonly Lock _change = new();
    private volatile Play _play = Play.Unsaid;

    internal Play Play => _play;

    /// <summary>An A record.</summary>
    public TSelf Address(string address) => Add(WireRecord.A(address));

    /// <summary>An AAAA record.</summary>
    public TSelf Host(string address) => Add(WireRecord.Aaaa(address));

    /// <summary>A TXT record; bytes of the text as in Latin-1, longer than 255 in several strings.</summary>
    public TSelf Text(string text) => Add(WireRecord.Txt(text));

    /// <summary>A TXT record of exactly these strings: NUL, CR, LF, escape sequences, anything.</summary>
    public TSelf RawText(params byte[][] strings) => Add(WireRecord.Txt(strings));

    /// <summary>A PTR record.</summary>
    public TSelf Pointer(string name) => Add(WireRecord.Ptr(name));

    /// <summary>An NS record: the name of a server of the zone.</summary>
    public TSelf NameServer(string name) => Add(WireRecord.Ns(name));

    /// <summary>That many A records: 127.0.0.2, 127.0.0.3 and so on.</summary>
    public TSelf ManyAddresses(int count) => Add(Enumerable.Range(0, count)
        .Select(i => WireRecord.A(string.Create(CultureInfo.InvariantCulture, $"127.0.{(i + 2) >> 8}.{(i + 2) & 255}"))).ToArray());

    /// <summary>An alias of an alias …, with the address at its end, all in one answer.</summary>
    public abstract TSelf CnameChain(int links, string address);

    /// <summary>Answers that much later, without holding up other queries.</summary>
    public TSelf Delay(int milliseconds) => Set(p => p with { Delay = TimeSpan.FromMilliseconds(milliseconds) });

    /// <summary>Answers when the task has completed, so that a test needs no clock to have many queries wait at once.</summary>
    public TSelf WaitsFor(Task gate) => Set(p => p with { Gate = gate });

    /// <summary>Never answers.</summary>
    public TSelf Silent() => Set(p => p with { Silent = true });

    /// <summary>Takes back <see cref="Silent"/>.</summary>
    public TSelf Speaks() => Set(p => p with { Silent = null });

    /// <summary>Loses the first queries that come by UDP.</summary>
    public TSelf DropFirst(int count) => Set(p => p with { Drop = new Countdown(count) });

    public TSelf ServFail() => Fails(ResponseCode.ServFail);

    public TSelf Refused() => Fails(ResponseCode.Refused);

    /// <summary>Answers with this RCODE and no records.</summary>
    public TSelf Fails(ResponseCode code) => Set(p => p with { Code = code });

    /// <summary>Says that the name exists and has no record of the type (RFC 2308 §2.2).</summary>
    public TSelf EmptyAnswer() => Set(p => p with { Empty = true });

    /// <summary>FORMERR to every query with an OPT record, as servers from before EDNS answer (RFC 6891 §7).</summary>
    public TSelf FormErrOnEdns() => Set(p => p with { FormErrOnEdns = true });

    /// <summary>By UDP only an empty answer with the TC bit; by TCP all of it.</summary>
    public TSelf Truncated() => Set(p => p with { Truncated = true });

    /// <summary>Answers of at least so many bytes by UDP, whatever the client said it can take.</summary>
    public TSelf Oversize(int bytes = 1500) => Set(p => p with { Oversize = bytes });

    /// <summary>Closes a TCP connection as soon as the query is there.</summary>
    public TSelf ClosesTcp() => Set(p => p with { ClosesTcp = true });

    /// <summary>Takes a TCP connection and the query, and says nothing.</summary>
    public TSelf SilentOnTcp(bool silent = true) => Set(p => p with { SilentOnTcp = silent });

    public TSelf WrongId() => Lies(Lie.WrongId);

    public TSelf WrongQuestion() => Lies(Lie.WrongQuestion);

    public TSelf WrongType() => Lies(Lie.WrongType);

    /// <summary>The answer comes from another port than the one asked. By TCP there is no such thing, and the truth is told.</summary>
    public TSelf WrongSource() => Lies(Lie.WrongSource);

    /// <summary>Answers the question with a record of another name.</summary>
    public TSelf WrongOwner() => Lies(Lie.WrongOwner);

    /// <summary>A packet without the QR bit.</summary>
    public TSelf NotAResponse() => Lies(Lie.NotAResponse);

    public TSelf CompressionLoop() => Lies(Lie.CompressionLoop);

    public TSelf Garbage(int seed) => Lies(Lie.Garbage(seed));

    /// <summary>After the false packets the true one follows.</summary>
    public TSelf ThenTruth(int milliseconds = 0) => Set(p => p with { TruthAfter = TimeSpan.FromMilliseconds(milliseconds) });

    /// <summary>TTL of the records, in seconds; 300 if not said.</summary>
    public TSelf Ttl(uint seconds) => Set(p => p with { Ttl = seconds });

    /// <summary>Minimum and TTL of the SOA in negative answers, in seconds; the smaller one counts (RFC 2308 §5). 60 and 3600 if not said.</summary>
    public TSelf SoaMinimum(uint seconds, uint ttl = 3600) => Set(p => p with { SoaMinimum = seconds, SoaTtl = ttl });

    /// <summary>Negative answers without SOA.</summary>
    public TSelf NoSoa() => Set(p => p with { NoSoa = true });

    /// <summary>Deviates in this way from what it would say.</summary>
    public TSelf Has(Quirk quirk) => Set(p => p with { Quirk = quirk });

    /// <summary>Takes back everything said above but the records.</summary>
    public TSelf Honest() => Set(_ => Play.Unsaid);

    private protected abstract TSelf Add(params WireRecord[] records);

    private TSelf Lies(Lie lie) => Set(p => p with { Lies = (p.Lies ?? []).Add(lie) });

    private TSelf Set(Func<Play, Play> change)
    {
        lock (_change)
            _play = change(_play);
        return (TSelf)this;
    }
}
