using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace IpBlock.Benchmarks;

/// <summary>rbldnsd on a free loopback port, with a few zones; 10.0.0.0/9 is listed in each as 127.0.0.2, and so is the test entry (RFC 5782 §5); all else is not.</summary>
internal sealed class LocalBlockList : IDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("ipblock-bench").FullName;

    private readonly StringBuilder _output = new();

    /// <param name="zones">How many; all have the same data.</param>
    /// <param name="at">Where it is to listen; a free loopback port if not said.</param>
    /// <param name="data">What is listed.</param>
    public LocalBlockList(int zones, IPEndPoint? at = null, string data = "10.0.0.0/9\n127.0.0.2\n")
    {
        EndPoint = at ?? FreeEndPoint();
        File.WriteAllText(Path.Combine(_folder, "zone"), "$SOA 3600 ns.example admin.example 1 3600 600 86400 300\n:127.0.0.2:Listed $\n" + data);
        // rbldnsd refuses to stay root, and so must be let into the folder.
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var arguments = $"-n -r {_folder} -b {EndPoint.Address}/{EndPoint.Port} -u nobody -c 0";
        for (var i = 0; i < zones; i++)
            arguments += $" bl{i}.example:ip4trie:zone";
        _process = Process.Start(new ProcessStartInfo("rbldnsd", arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var waited = 0; !Output.Contains(" started (", StringComparison.Ordinal); waited++)
        {
            if (_process.HasExited || waited > 600)
                throw new InvalidOperationException("rbldnsd did not start: " + Output);
            Thread.Sleep(100);
        }
    }

    /// <summary>Seconds that it took to read its data, by its own word.</summary>
    public string LoadTime => Regex.Match(Output, "time (?<seconds>[0-9.]+)e/", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).Groups["seconds"].Value;

    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    private string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    private void Hear(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    public IPEndPoint EndPoint { get; }

    private static IPEndPoint FreeEndPoint()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.Client.LocalEndPoint!;
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

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
