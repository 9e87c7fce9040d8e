using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Dns;
using IpBlock.Time;
using NameServer = DnsClient.NameServer;

namespace IpBlock.Administration.Dns;

/// <summary>
/// Asks one name server, which our own resolver cannot be told to do: it asks whichever of several is best, remembers, and keeps what it learns of
/// one to itself. Here DnsClient.NET does it, whose code for
/// packets and sockets is not ours, so that a fault of ours is not found in two places alike. It remembers nothing and never throws.
/// </summary>
internal sealed class NameServerClient
{
    // Above 512 bytes DnsClient.NET adds an OPT record; 1232 is what our own resolver says.
    private const int PlainPayload = 512;
    private const int EdnsPayload = 1232;

    // A name server is given with every question, and none of the machine's is looked for: that would read the registry, for which the module for
    // PowerShell has no assembly.
    private static readonly LookupClient Library = new(new LookupClientOptions(new NameServer(IPAddress.Loopback))
    {
        AutoResolveNameServers = false,
        UseCache = false,
    });

    private readonly NameServer[] _server;
    private readonly Clock _clock;

    public NameServerClient(IPEndPoint server, Clock clock)
    {
        _server = [new NameServer(server)];
        _clock = clock;
    }

    /// <summary>Asks, and asks again when nothing comes.</summary>
    /// <param name="name">Labels with dots between them; a dot alone for the root.</param>
    /// <param name="type">The record type.</param>
    /// <param name="how">How it is asked.</param>
    public async Task<NameServerAnswer> AskAsync(string name, QueryType type, Asking how)
    {
        var answer = NameServerAnswer.None(DnsStatus.TimedOut);
        for (var i = 0; i < how.Tries && !answer.IsHeard; i++)
        {
            var started = _clock.Elapsed;
            var timeout = i == how.Tries - 1 ? how.LastTimeout ?? how.Timeout : how.Timeout;
            answer = await AskOnceAsync(name, type, how with { Timeout = timeout }).ConfigureAwait(false) with { Took = _clock.Elapsed - started };
        }

        return answer;
    }

    private async Task<NameServerAnswer> AskOnceAsync(string name, QueryType type, Asking how)
    {
        try
        {
            var question = new DnsClient.DnsQuestion(name, type);
            var response = await Library.QueryServerAsync(_server, question, OptionsFor(how)).ConfigureAwait(false);
            return ResponseReading.Read(response, question);
        }
        catch (DnsResponseException failure)
        {
            return NameServerAnswer.None(StatusOf(failure));
        }
        catch (DnsXidMismatchException)
        {
            // Somebody's packet, and not the answer.
            return NameServerAnswer.None(DnsStatus.TimedOut);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            return NameServerAnswer.None(StatusOf(failure));
        }
        catch (Exception failure) when (failure is DnsResponseParseException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // A packet that the library cannot read, or a name that it does not want to ask for: it takes host names only.
            return NameServerAnswer.None(DnsStatus.Malformed) with { IsHeard = failure is DnsResponseParseException };
        }
    }

    private static DnsQueryOptions OptionsFor(Asking how) => new()
    {
        UseCache = false,
        Retries = 0,
        Timeout = how.Timeout,
        Recursion = how.WantsRecursion,
        UseTcpOnly = how.OverTcp,
        UseTcpFallback = true,
        ExtendedDnsBufferSize = how.WithEdns ? EdnsPayload : PlainPayload,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
        ThrowDnsErrors = false,
    };

    private static DnsStatus StatusOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable })
                return DnsStatus.Overloaded;
            if (cause is SocketException { SocketErrorCode: not (SocketError.TimedOut or SocketError.OperationAborted) } or IOException)
                return DnsStatus.Unreachable;
            if (cause is DnsResponseParseException)
                return DnsStatus.Malformed;
        }

        // Whatever else goes wrong in the library comes from what it has read.
        var isLate = failure is DnsResponseException { Code: DnsResponseCode.ConnectionTimeout }
            or TimeoutException or OperationCanceledException or ObjectDisposedException;
        return isLate ? DnsStatus.TimedOut : DnsStatus.Malformed;
    }
}
