using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing.Feeds;

/// <summary>A list server over HTTPS on loopback that sends bytes as they are, one answer to a connection.</summary>
internal sealed class RawFeedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;

    public RawFeedServer(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        Serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the next connection gets.</summary>
    public FeedAnswer? Answer { get; set; }

    public Task Serving { get; }

    public void Dispose() => _listener.Stop();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                await AnswerAsync(client, Answer!).ConfigureAwait(false);
            }
            catch (Exception ended) when (ended is IOException or AuthenticationException)
            {
                continue; // the client has seen enough
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, FeedAnswer answer)
    {
        var tls = new SslStream(client.GetStream());
        await using (tls.ConfigureAwait(false))
        {
            await tls.AuthenticateAsServerAsync(_certificate).ConfigureAwait(false);
            using var reader = new StreamReader(tls, System.Text.Encoding.Latin1, leaveOpen: true);
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { Length: > 0 })
            {
            }

            await tls.WriteAsync(answer.Bytes).ConfigureAwait(false);
            if (answer.EndsHard)
                client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
            else
                await tls.ShutdownAsync().ConfigureAwait(false);
        }
    }
}
