using System;
using System.Net;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Administration.Dns;
using IpBlock.Dns;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>
/// Asks a third party from which address a name server asks. Block lists count queries by that address, and Spamhaus answers none that has no reverse
/// name. It tells the third party that somebody
/// here uses that name server, so it is done only when the administrator wants it.
/// </summary>
internal static class WhoAmI
{
    /// <summary>Who is asked.</summary>
    public const string Operator = "Akamai";

    /// <summary>
    /// TXT of this name holds the two strings "ns" and the resolver's address
    /// (akamai.com/blog/developers/introducing-new-whoami-tool-dns-resolver-information, 2018).
    /// The records "ecs" and "ip" beside it are about the client, and not exact.
    /// </summary>
    public const string Name = "whoami.ds.akahelp.net";

    private const string Word = "ns";

    public static async Task<OutsideView> AskAsync(NameServerClient server)
    {
        var answer = await server.AskAsync(Name, QueryType.TXT, Asking.Usually with { Timeout = Patience.Try }).ConfigureAwait(false);
        if (AddressIn(answer.Dns) is not { } address)
            return new OutsideView(null, null, false);
        var reverse = await server.AskAsync(ReverseNameOf(address), QueryType.PTR, Asking.Usually with { Timeout = Patience.Try }).ConfigureAwait(false);
        return new OutsideView(address, reverse.Dns.Texts.Count > 0 ? reverse.Dns.Texts[0] : null, reverse.Dns.IsConclusive);
    }

    internal static IPAddress? AddressIn(DnsAnswer answer)
    {
        foreach (var text in answer.Texts)
        {
            if (text.StartsWith(Word, StringComparison.Ordinal) && IPAddress.TryParse(text.Substring(Word.Length), out var address))
                return address;
        }

        return null;
    }

    // QueryReverse of DnsClient.NET is bound to the name servers that it was made with.
    private static string ReverseNameOf(IPAddress address) => address.GetArpaName();
}
