using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace IpBlock.Benchmarks;

/// <summary>rbldnsd on a free loopback port, with a few zones; 10.0.0.0/9 is listed in each as 127.0.0.2, and so is the test entry (RFC 5782 §5); all else is not.</summary>
internal sealed class LocalBlockList : IDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("ipblock-bench").FullName;

    /// <param name="zones">How many.</param>
    /// <param name="at">Where it is to listen; a free loopback port if not said.</param>
    public LocalBlockList(int zones, IPEndPoint? at = null)
    {
        EndPoint = at ?? FreeEndPoint();
        File.WriteAllText(Path.Combine(_folder, "zone"), "$SOA 3600 ns.example admin.example 1 3600 600 86400 300\n:127.0.0.2:Listed $\n10.0.0.0/9\n127.0.0.2\n");
        // rbldnsd refuses to stay root, and so must be let into the folder.
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var arguments = $"-n -r {_folder} -b {EndPoint.Address}/{EndPoint.Port} -u nobody -c 0";
        for (var i = 0; i < zones; i++)
            arguments += $" bl{i}.example:ip4trie:zone";
        _process = Process.Start(new ProcessStartInfo("rbldnsd", arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        Thread.Sleep(500);
        if (_process.HasExited)
            throw new InvalidOperationException("rbldnsd did not start: " + _process.StandardError.ReadToEnd());
    }

    public IPEndPoint EndPoint { get; }

    private static IPEndPoint FreeEndPoint()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.Client.LocalEndPoint!;
    }

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
