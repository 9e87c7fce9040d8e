using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A mail server on loopback that does what the test wants: as much of SMTP (RFC 5321), STARTTLS (RFC 3207) and AUTH PLAIN (RFC 4954) as a sender needs.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<byte[]> _mails = new();
    private bool _isImplicit;
    private bool _isSilent;
    private bool _offersLogIn;
    private Func<string, string?> _reply = static _ => null;
    private int _open;

    private MailServer(IPEndPoint at, X509Certificate2? certificate) => (_listener, _certificate) = (new TcpListener(at), certificate);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All commands, with what was sent under TLS marked.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>The mails it has taken, as they came.</summary>
    public IReadOnlyList<byte[]> Mails => [.. _mails];

    /// <summary>Connections that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>One that listens at once.</summary>
    /// <param name="certificate">What it shows; null for a server without TLS.</param>
    /// <param name="at">Where; null for a free port.</param>
    /// <param name="isImplicit">True: TLS from the first byte.</param>
    /// <param name="isSilent">True: it takes connections and never says a word.</param>
    /// <param name="offersLogIn">Whether it knows AUTH.</param>
    /// <param name="reply">What it says to a command instead of yes; null for yes.</param>
    public static MailServer Start(
        X509Certificate2? certificate = null,
        IPEndPoint? at = null,
        bool isImplicit = false,
        bool isSilent = false,
        bool offersLogIn = true,
        Func<string, string?>? reply = null)
    {
        var server = new MailServer(at ?? new IPEndPoint(IPAddress.Loopback, 0), certificate)
        {
            _isImplicit = isImplicit,
            _isSilent = isSilent,
            _offersLogIn = offersLogIn,
            _reply = reply ?? (static _ => null),
        };
        server._listener.Start();
        server._serving.Add(server.AcceptAsync());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
            return; // disposed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _open);
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                return; // the sender is gone, does not like our certificate, or we are disposed
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        if (_isSilent)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        var isEncrypted = _isImplicit;
        if (_isImplicit)
            stream = await EncryptAsync(stream);
        await SayAsync(stream, _reply("CONNECT") ?? "220 mail.test ESMTP");
        while (await ReadLineAsync(stream) is { } line)
        {
            _commands.Enqueue((isEncrypted ? "tls " : "") + line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (_reply(line) is { } refusal)
                await SayAsync(stream, refusal);
            else if (verb == "STARTTLS")
            {
                await SayAsync(stream, "220 go on");
                (stream, isEncrypted) = (await EncryptAsync(stream), true);
            }
            else if (verb == "DATA")
                await TakeAsync(stream);
            else
                await SayAsync(stream, AnswerTo(verb, isEncrypted));
            if (verb == "QUIT")
                return;
        }
    }

    private string AnswerTo(string verb, bool isEncrypted) => verb switch
    {
        "EHLO" => string.Join("\r\n", new[]
        {
            "250-mail.test", !isEncrypted && _certificate is not null ? "250-STARTTLS" : null, _offersLogIn ? "250-AUTH PLAIN" : null, "250-8BITMIME", "250 SMTPUTF8",
        }.OfType<string>()),
        "AUTH" => "235 2.7.0 welcome",
        "QUIT" => "221 bye",
        _ => "250 2.0.0 fine",
    };

    private async Task TakeAsync(Stream stream)
    {
        await SayAsync(stream, "354 go on");
        var mail = new MemoryStream();
        while (await ReadLineAsync(stream) is { } line && line != ".")
            mail.Write(Encoding.Latin1.GetBytes((line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line) + "\r\n"));
        _commands.Enqueue("(mail)");
        if (_reply("(mail)") is { } refusal)
        {
            await SayAsync(stream, refusal);
            return;
        }

        _mails.Enqueue(mail.ToArray());
        await SayAsync(stream, "250 2.0.0 taken");
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private Task SayAsync(Stream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), _stop.Token).AsTask();

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0)
        {
            if (one[0] == '\n')
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
