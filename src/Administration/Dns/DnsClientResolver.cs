using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Dns;
using IpBlock.Time;
using DnsQuestion = IpBlock.Dns.DnsQuestion;

namespace IpBlock.Administration.Dns;

/// <summary>
/// A resolver over DnsClient.NET: what our own is measured against, answer by answer. It remembers nothing, and a lookup takes as long as its tries
/// take, no longer. It is too slow for mail: each question
/// has a socket, and "no such name" costs an exception inside the library.
/// </summary>
public sealed class DnsClientResolver : IDnsResolver
{
    private readonly NameServerClient[] _servers;
    private readonly Asking _how;

    /// <summary>Asks these name servers, the first that answers.</summary>
    /// <param name="servers">Best first; at least one.</param>
    /// <param name="clock">Measures how long answers take. Time-outs are the library's own.</param>
    /// <param name="retryAfter">A server that has not answered after this is asked once more, without EDNS0, and then the next one. Default 700
    /// ms.</param>
    public DnsClientResolver(IReadOnlyList<IPEndPoint> servers, Clock clock, TimeSpan? retryAfter = null)
    {
        if (servers is null || servers.Count == 0)
            throw new ArgumentException("A name server is required.", nameof(servers));
        _servers = [.. servers.Select(server => new NameServerClient(server, clock))];
        _how = Asking.Usually with { Tries = 1, Timeout = retryAfter ?? Asking.Usually.Timeout };
    }

    /// <summary>Always false: nothing is remembered.</summary>
    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        answer = DnsAnswer.Without(DnsStatus.TimedOut);
        return false;
    }

    /// <inheritdoc/>
    public async Task<DnsAnswer> ResolveAsync(DnsQuestion question)
    {
        // Read before the first wait: the buffer is the caller's.
        var (name, type) = (NameOf(question), TypeOf(question.Type));
        var last = DnsAnswer.Without(DnsStatus.TimedOut);
        foreach (var server in _servers)
        {
            var answer = await AskAsync(server, name, type).ConfigureAwait(false);
            if (answer.IsConclusive)
                return answer;
            last = answer;
        }

        return last;
    }

    // Where EDNS0 is not known, or is dropped on the way, the repetition has none.
    private async Task<DnsAnswer> AskAsync(NameServerClient server, string name, QueryType type)
    {
        var answer = await server.AskAsync(name, type, _how).ConfigureAwait(false);
        if (answer.KnowsNoEdns || !answer.IsHeard)
            answer = await server.AskAsync(name, type, _how with { WithEdns = false }).ConfigureAwait(false);
        return answer.Dns;
    }

    private static string NameOf(DnsQuestion question)
    {
        var name = new StringBuilder(question.Length);
        for (var i = 0; question.Name[i] != 0; i += question.Name[i] + 1)
            name.Append(Encoding.ASCII.GetString(question.Name, i + 1, question.Name[i])).Append('.');
        return name.Length > 0 ? name.ToString() : ".";
    }

    private static QueryType TypeOf(DnsType type) => type switch
    {
        DnsType.A => QueryType.A,
        DnsType.Aaaa => QueryType.AAAA,
        DnsType.Txt => QueryType.TXT,
        _ => QueryType.PTR,
    };
}
