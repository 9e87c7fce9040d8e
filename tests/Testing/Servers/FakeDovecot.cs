using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// As much of Dovecot's authentication server as Postfix needs (smtpd_sasl_type = dovecot; Dovecot's "Authentication Protocol v1.2"): it knows PLAIN and one user,
/// user with the password secret.
/// </summary>
public sealed class FakeDovecot : IAsyncDisposable
{
    private const string Right = "\0user\0secret";

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];

    private FakeDovecot()
    {
    }

    public static FakeDovecot Start(string path)
    {
        var server = new FakeDovecot();
        server._listener.Bind(new UnixDomainSocketEndPoint(path));
        server._listener.Listen();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        server._serving.Add(server.AcceptAsync());
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Task[] all;
        lock (_serving)
            all = [.. _serving];
        await Task.WhenAll(all);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptAsync(_stop.Token);
                lock (_serving)
                    _serving.Add(ServeAsync(connection));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return; // disposed
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        try
        {
            await SayAsync(stream, "VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t0123456789abcdef0123456789abcdef\nDONE\n");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var words = line.Split('\t');
                if (words[0] is "AUTH")
                    await SayAsync(stream, Judge(words));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            return; // the smtpd is gone, or we are
        }
    }

    private static string Judge(string[] words)
    {
        var response = words.FirstOrDefault(word => word.StartsWith("resp=", StringComparison.Ordinal)) ?? "resp=";
        return Encoding.UTF8.GetString(Convert.FromBase64String(response["resp=".Length..])) == Right ? $"OK\t{words[1]}\tuser=user\n" : $"FAIL\t{words[1]}\tuser=user\n";
    }

    private Task SayAsync(Stream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token).AsTask();
}
