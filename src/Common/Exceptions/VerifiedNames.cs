using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Hosts;

namespace IpBlock.Exceptions;

/// <summary>
/// The host names of a client that can be believed: those its reverse entry gives and whose own address is the client's again. Anybody can write any name
/// into the reverse zone of his own addresses; only the owner of the name can point it there.
/// </summary>
public sealed class VerifiedNames
{
    // More names than this on one address is no mail server's.
    private const int MaxNames = 4;

    private readonly IDnsResolver _resolver;

    /// <summary>Names as this resolver finds them.</summary>
    public VerifiedNames(IDnsResolver resolver) => _resolver = resolver ?? throw new ArgumentNullException(nameof(resolver));

    /// <summary>The client's verified names in lower case, without a final dot; none when there are none or the name servers do not say.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(Address client)
    {
        var reverse = await _resolver.ResolveAsync(ReverseNames.Question(client, new byte[DnsQuestion.MaxNameLength])).ConfigureAwait(false);
        var asked = new List<(string Name, Task<DnsAnswer> Forward)>();
        for (var i = 0; i < reverse.Texts.Count && i < MaxNames; i++)
        {
            if (TryForwardQuestion(reverse.Texts[i], client, out var question))
                asked.Add((reverse.Texts[i], _resolver.ResolveAsync(question)));
        }

        var verified = new List<string>();
        foreach (var (name, forward) in asked)
        {
            if (PointsBack(await forward.ConfigureAwait(false), client))
                verified.Add(name);
        }

        return verified;
    }

    private static bool TryForwardQuestion(string host, Address client, out DnsQuestion question)
    {
        question = default;
        var name = new byte[DnsQuestion.MaxNameLength];
        var length = 0;
        foreach (var label in host.Split('.'))
        {
            if (label.Length is 0 or > 63 || length + label.Length + 2 > name.Length)
                return false;
            name[length++] = (byte)label.Length;
            length += Encoding.ASCII.GetBytes(label, 0, label.Length, name, length);
        }

        question = new DnsQuestion(name, length + 1, client.IsIPv4 ? DnsType.A : DnsType.Aaaa);
        return true;
    }

    private static bool PointsBack(DnsAnswer answer, Address client)
    {
        foreach (var address in answer.Addresses)
        {
            if (Address.FromIPv4(address) == client)
                return true;
        }

        foreach (var address in answer.Hosts)
        {
            if (address == client)
                return true;
        }

        return false;
    }
}
