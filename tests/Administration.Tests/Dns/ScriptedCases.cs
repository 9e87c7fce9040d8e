using System.Collections.Generic;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Administration.Tests.Dns;

/// <summary>Everything that the scripted name server can do, with the differences that are known.</summary>
internal static class ScriptedCases
{
    private const string Lied = "Records 127.0.0.66";
    private const string FirstPacket = "It closes its socket after the first packet, whoever sent it: with a wrong id it asks again, and hears the same lie.";

    public static IReadOnlyList<ScriptedCase> All { get; } =
    [
        new("one code", static _ => { }),
        new("no such name", static _ => { }, IsListed: false),
        new("no such name, without SOA", static zone => zone.NoSoa(), IsListed: false),
        new("nothing of that type", static _ => { }, DnsType.Txt),
        new("nothing of that type, without SOA", static zone => zone.NoSoa(), DnsType.Aaaa),
        new("an empty answer", static zone => zone.EmptyAnswer()),
        new("two codes", static zone => zone.Lists("192.0.2.1", "127.0.0.2", "127.0.0.4")),
        new("a hundred codes", static zone => zone.At("192.0.2.1").Clear().ManyAddresses(100)),
        new("four hundred codes, of which 128 are kept", static zone => zone.At("192.0.2.1").Clear().ManyAddresses(400)),
        new("an alias", static zone => zone.At("192.0.2.1").Clear().CnameChain(1, "127.0.0.5")),
        new("five aliases", static zone => zone.At("192.0.2.1").Clear().CnameChain(5, "127.0.0.5")),
        new("sixteen aliases", static zone => zone.At("192.0.2.1").Clear().CnameChain(16, "127.0.0.5")),
        new("seventeen aliases", static zone => zone.At("192.0.2.1").Clear().CnameChain(17, "127.0.0.5")),
        new("hosts", static zone => zone.At("192.0.2.1").Host("2001:db8::1").Host("2001:db8::2"), DnsType.Aaaa),
        new("words", static zone => zone.At("192.0.2.1").Text("Listed; see https://bl.example/?ip=192.0.2.1 \"now\""), DnsType.Txt),
        new("words in several strings", static zone => zone.At("192.0.2.1").Text(new string('x', 400)), DnsType.Txt),
        new("words longer than are kept", static zone => zone.At("192.0.2.1").Text(new string('x', 3000)), DnsType.Txt),
        new("twenty texts", static zone => Enumerable.Range(0, 20).ToList().ForEach(i => zone.At("192.0.2.1").Text("text " + i)), DnsType.Txt),
        new("bytes that are no text", static zone => zone.At("192.0.2.1").RawText([0, 13, 10, 27, 200], [255, 65]), DnsType.Txt),
        new("a backslash before digits", static zone => zone.At("192.0.2.1").RawText([92, 48, 54, 53]), DnsType.Txt)
        {
            Differs = new(
                "Records [?]",
                "It writes a byte as a backslash and three digits and does not mark a backslash, so that the two cannot be told apart."),
        },
        new("a reverse name", static zone => zone.At("192.0.2.1").Pointer("Mail.Example.Org"), DnsType.Ptr),
        new("SERVFAIL", static zone => zone.ServFail()),
        new("REFUSED", static zone => zone.Refused()),
        new("FORMERR", static zone => zone.Fails(ResponseCode.FormErr)),
        new("NOTIMP", static zone => zone.Fails(ResponseCode.NotImp)),
        new("an error nobody knows", static zone => zone.Fails((ResponseCode)9)),
        new("FORMERR to EDNS0", static zone => zone.FormErrOnEdns()),
        new("BADVERS to EDNS0", static zone => zone.Has(Quirk.ExtendedError(16))),
        new("another extended error", static zone => zone.Has(Quirk.ExtendedError(23))),
        new("EDNS0 dropped on the way", static zone => zone.Has(Quirk.DropsEdns)),
        new("a referral", static zone => zone.Has(Quirk.Refers)),
        new("a referral passed on", static zone => zone.Has(Quirk.PassesReferralOn)),
        new("an empty answer of a lame server", static zone => zone.Has(Quirk.IsLame)),
        new("an empty answer of a resolver", static zone => zone.Has(Quirk.IsEmpty)),
        new("an empty answer of the zone's own server", static zone => zone.Has(Quirk.IsEmptyZone)),
        new("addresses stripped", static zone => zone.Has(Quirk.StripsAddresses)),
        new("SERVFAIL in a bare header", static zone => zone.Has(Quirk.BareHeader(ResponseCode.ServFail))),
        new("REFUSED in a bare header", static zone => zone.Has(Quirk.BareHeader(ResponseCode.Refused))),
        new("NOERROR in a bare header", static zone => zone.Has(Quirk.BareHeader(ResponseCode.NoError))),
        new("truncated, whole over TCP", static zone => zone.Truncated()),
        new("truncated, and TCP closes", static zone => zone.Truncated().ClosesTcp())
        {
            Differs = new("TimedOut", "It takes a connection that is closed for a time-out."),
        },
        new("truncated, and TCP is silent", static zone => zone.Truncated().SilentOnTcp()),
        new("cut without saying so", static zone => zone.At("192.0.2.1").Clear().ManyAddresses(40).Has(Quirk.CutsUdp(200))),
        new("larger than was asked for", static zone => zone.Oversize(3000)),
        new("silence", static zone => zone.Silent()),
        new("the first packet lost", static zone => zone.DropFirst(1)),
        new("late", static zone => zone.Delay(100)),
        new("a wrong id", static zone => zone.WrongId()),
        new("a wrong question", static zone => zone.WrongQuestion()),
        new("a wrong type", static zone => zone.WrongType()),
        new("from elsewhere", static zone => zone.WrongSource())
        {
            Differs = new(Lied, "Its socket is not connected, and it does not look where a packet comes from."),
        },
        new("a packet that is no response", static zone => zone.NotAResponse()),
        new("a record of another name", static zone => zone.WrongOwner()),
        new("a name without an end", static zone => zone.CompressionLoop()),
        new("a wrong id, then the truth", static zone => zone.WrongId().ThenTruth(20)) { Differs = new("TimedOut", FirstPacket) },
        new("a wrong question, then the truth", static zone => zone.WrongQuestion().ThenTruth(20)) { Differs = new("TimedOut", FirstPacket) },
        new("a packet that is no response, then the truth", static zone => zone.NotAResponse().ThenTruth(20)) { Differs = new("TimedOut", FirstPacket) },
    ];
}
