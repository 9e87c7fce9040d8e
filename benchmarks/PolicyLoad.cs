using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks;

/// <summary>
/// The policy service as Postfix uses it: so many connections, on each one request at a time, every request a new message from one of so many clients (a thousand if not said), a tenth of
/// them listed. Without a port it starts the service itself, with five lists at rbldnsd. Two threads ask, each its half of the connections in turn with all of them
/// outstanding, so that as little as possible of the processor goes to asking.
/// </summary>
internal static class PolicyLoad
{
    private const int Lists = 5;

    public static async Task RunAsync(int connections, int seconds, int clients, bool logsAccepted)
    {
        using var lists = new LocalBlockList(Lists);
        var folder = Directory.CreateTempSubdirectory("ipblock-policy");
        var port = FreePort();
        var settings = Path.Combine(folder.FullName, "ipblock.json");
        await File.WriteAllTextAsync(settings, Settings(lists.EndPoint, port, logsAccepted));
        using var service = Start(settings);
        try
        {
            await ConnectedAsync(port);
            Measure(service, port, connections, seconds / 3 + 1, clients, quiet: true);
            Measure(service, port, connections, seconds, clients, quiet: false);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static string Settings(IPEndPoint dns, int port, bool logsAccepted) =>
        "{ \"blockProviders\": [" + string.Join(',', Enumerable.Range(0, Lists).Select(i => $"{{ \"name\": \"bl{i}\", \"lookupDomain\": \"bl{i}.example\", \"anyMatch\": true }}"))
        + $"], \"exceptions\": {{ \"exemptPrivateNetworks\": false }}, \"dns\": {{ \"servers\": [ \"{dns}\" ] }}, \"log\": {{ \"accepted\": {(logsAccepted ? "true" : "false")} }}, "
        + $"\"service\": {{ \"policyListen\": [ \"127.0.0.1:{port}\" ], \"milterListen\": [], \"metricsListen\": [] }} }}";

    private static Process Start(string settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ipblock.dll"), "serve"]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["IPBLOCK_SETTINGS"] = settings;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static void Measure(Process service, int port, int connections, int seconds, int clients, bool quiet)
    {
        service.Refresh();
        var before = service.TotalProcessorTime;
        var own = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var askers = Enumerable.Range(0, 2).Select(i => new Asker(port, connections / 2, i, clients, TimeSpan.FromSeconds(seconds))).ToArray();
        var threads = askers.Select(asker => new Thread(asker.Run)).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        var wall = watch.Elapsed.TotalSeconds;
        service.Refresh();
        if (quiet)
            return;
        var answered = askers.Sum(asker => asker.Answered);
        var cpu = (service.TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"policy: {answered / wall:N0} requests a second over {connections} connections; service {cpu / answered * 1e6:N1} us of processor each ({cpu / wall:N2} cores), asking {(Environment.CpuUsage.TotalTime - own).TotalSeconds / wall:N2} cores; {askers.Sum(asker => asker.Wrong)} wrong of {answered:N0}; resident {service.WorkingSet64 >> 20} MB, at most {service.PeakWorkingSet64 >> 20} MB"));
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static async Task ConnectedAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (tries < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>One thread that asks over many connections: sends on all of them, then takes the answers in the same order and asks the next at once.</summary>
    private sealed class Asker(int port, int connections, int seed, int clients, TimeSpan duration)
    {
        private readonly byte[] _buffer = new byte[2048];
        private readonly byte[] _request = new byte[2048];
        private int _next = seed * (clients / 2);

        public long Answered { get; private set; }

        public long Wrong { get; private set; }

        public void Run()
        {
            var sockets = Enumerable.Range(0, connections).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }).ToArray();
            var asked = new int[connections];
            foreach (var socket in sockets)
                socket.Connect(IPAddress.Loopback, port);
            for (var i = 0; i < connections; i++)
                asked[i] = Ask(sockets[i]);
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration;)
            {
                for (var i = 0; i < connections; i++)
                {
                    Hear(sockets[i], asked[i]);
                    asked[i] = Ask(sockets[i]);
                }
            }

            foreach (var socket in sockets)
                socket.Dispose();
        }

        private int Ask(Socket socket)
        {
            var number = ++_next;
            var client = number % clients;
            var first = client % 10 == 0 ? 10 : 11;
            var text = string.Create(CultureInfo.InvariantCulture,
                $"request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nclient_address={first}.{client >> 16}.{client >> 8 & 255}.{client & 255}\nclient_name=unknown\nclient_port=40000\nreverse_client_name=unknown\nserver_address=192.0.2.1\nserver_port=25\nhelo_name=mail.sender.example\nsender=someone@sender.example\nrecipient=user@site.example\nrecipient_count=0\nqueue_id=\ninstance={seed}.{number:x}.0\nsize=0\netrn_domain=\nstress=\nsasl_method=\nsasl_username=\nsasl_sender=\nccert_subject=\nccert_issuer=\nccert_fingerprint=\nccert_pubkey_fingerprint=\nencryption_protocol=\nencryption_cipher=\nencryption_keysize=0\npolicy_context=\ncompatibility_level=3.6\nmail_version=3.8.6\n\n");
            socket.Send(_request, 0, Encoding.ASCII.GetBytes(text, _request), SocketFlags.None);
            return first;
        }

        private void Hear(Socket socket, int first)
        {
            var length = 0;
            while (length < 2 || _buffer[length - 1] != '\n' || _buffer[length - 2] != '\n')
            {
                var more = socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
                if (more == 0)
                    throw new IOException("The service has closed the connection.");
                length += more;
            }

            Answered++;
            Wrong += _buffer["action=".Length] == (first == 10 ? '5' : 'D') ? 0 : 1;
        }
    }
}
