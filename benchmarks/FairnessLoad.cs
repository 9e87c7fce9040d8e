using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks;

/// <summary>
/// How long a new client waits for his answer while so many policy connections (a thousand if not said) always have requests under way, as many do not read their answers, and as many are idle. He
/// connects anew each time and is one of a few whom the lists have been asked about, every second one listed.
/// </summary>
internal static class FairnessLoad
{
    private const string Request = "request=smtpd_access_policy\nprotocol_state=RCPT\nclient_address={0}\nrecipient=user@site.example\ninstance={1}\n\n";
    private const int AtOnce = 20;

    public static async Task RunAsync(int ofEach, int seconds)
    {
        using var lists = new LocalBlockList(5);
        var folder = Directory.CreateTempSubdirectory("ipblock-fairness");
        var port = Free.Port();
        var settings = Path.Combine(folder.FullName, "ipblock.json");
        await File.WriteAllTextAsync(settings,
            "{ \"blockProviders\": [" + string.Join(',', Enumerable.Range(0, 5).Select(static i => $"{{ \"name\": \"bl{i}\", \"lookupDomain\": \"bl{i}.example\", \"anyMatch\": true }}"))
            + $"], \"exceptions\": {{ \"exemptPrivateNetworks\": false }}, \"dns\": {{ \"servers\": [ \"{lists.EndPoint}\" ] }}, \"log\": {{ \"accepted\": false }}, "
            + $"\"service\": {{ \"policyListen\": [ \"127.0.0.1:{port}\" ], \"milterListen\": [], \"metricsListen\": [] }} }}");
        var end = new IPEndPoint(IPAddress.Loopback, port);
        await using (var service = await RealProcess.StartAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "ipblock.dll"), "serve"], _ => Probe.AcceptsAsync(end),
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = settings }))
        {
            var quiet = await NewClientsAsync(end, TimeSpan.FromSeconds(2));
            Print("alone", quiet, 0);
            using var crowd = new Crowd(end, ofEach);
            await NewClientsAsync(end, TimeSpan.FromSeconds(1));
            var before = crowd.Answered;
            var watch = Stopwatch.StartNew();
            var among = await NewClientsAsync(end, TimeSpan.FromSeconds(seconds));
            Print($"among {ofEach} that pipeline, {ofEach} that do not read and {ofEach} that are idle", among, (crowd.Answered - before) / watch.Elapsed.TotalSeconds);
        }

        folder.Delete(recursive: true);
    }

    private static void Print(string when, (List<double> Milliseconds, int Wrong) heard, double others)
    {
        var sorted = heard.Milliseconds.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"fairness, {when}: {sorted.Count} new clients, p50 {At(0.5):N1} ms, p99 {At(0.99):N1} ms, longest {sorted[^1]:N1} ms, {heard.Wrong} wrong; {others:N0} answers a second to the others"));

        double At(double share) => sorted[(int)(share * (sorted.Count - 1))];
    }

    private static async Task<(List<double> Milliseconds, int Wrong)> NewClientsAsync(EndPoint door, TimeSpan duration)
    {
        var took = new List<double>();
        var wrong = 0;
        var buffer = new byte[1024];
        for (var all = Stopwatch.StartNew(); all.Elapsed < duration; await Task.Delay(5))
        {
            var isListed = took.Count % 2 == 0;
            var watch = Stopwatch.StartNew();
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(door);
            await socket.SendAsync(Text((isListed ? "10.2.0." : "11.2.0.") + (took.Count % 8 + 1).ToString(CultureInfo.InvariantCulture), took.Count));
            var length = await socket.ReceiveAsync(buffer);
            took.Add(watch.Elapsed.TotalMilliseconds);
            wrong += length > 7 && buffer[7] == (isListed ? '5' : 'D') ? 0 : 1;
        }

        return (took, wrong);
    }

    private static byte[] Text(string client, int instance) => Encoding.ASCII.GetBytes(string.Format(CultureInfo.InvariantCulture, Request, client, instance));

    /// <summary>Those who keep the service busy, on one thread.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<Socket> _all = [];
        private readonly Socket[] _pipelining;
        private readonly int[] _sent;
        private readonly byte[] _requests = Enumerable.Range(0, AtOnce).SelectMany(static i => Text("11.1.0." + (i + 1).ToString(CultureInfo.InvariantCulture), 100 + i)).ToArray();
        private readonly byte[] _buffer = new byte[16 * 1024];
        private readonly Thread _thread;
        private long _answered;
        private volatile bool _isOver;

        public Crowd(EndPoint door, int ofEach)
        {
            _pipelining = Connect(door, ofEach);
            _sent = new int[ofEach];
            foreach (var deaf in Connect(door, ofEach))
            {
                while (deaf.Send(_requests, 0, _requests.Length, SocketFlags.None, out var error) == _requests.Length && error == SocketError.Success)
                    continue;
            }

            Connect(door, ofEach);
            _thread = new Thread(Run);
            _thread.Start();
        }

        public long Answered => Interlocked.Read(ref _answered);

        public void Dispose()
        {
            _isOver = true;
            _thread.Join();
            _all.ForEach(static socket => socket.Dispose());
        }

        private Socket[] Connect(EndPoint door, int connections)
        {
            var made = new Socket[connections];
            for (var i = 0; i < connections; i++)
            {
                made[i] = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                made[i].Connect(door);
                made[i].Blocking = false;
                _all.Add(made[i]);
            }

            return made;
        }

        private void Run()
        {
            while (!_isOver)
            {
                for (var i = 0; i < _pipelining.Length; i++)
                {
                    var more = _pipelining[i].Receive(_buffer, 0, _buffer.Length, SocketFlags.None, out _);
                    if (more > 0)
                        Interlocked.Add(ref _answered, _buffer.AsSpan(0, more).Count("\n\n"u8));
                    var sent = _pipelining[i].Send(_requests, _sent[i], _requests.Length - _sent[i], SocketFlags.None, out _);
                    _sent[i] = (_sent[i] + Math.Max(0, sent)) % _requests.Length;
                }
            }
        }
    }
}
