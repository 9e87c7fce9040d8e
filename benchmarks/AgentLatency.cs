using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks;

/// <summary>
/// The shipped agent in the evaluation host, a process of its own, with five lists in rbldnsd: one connection at a time, each client seen for the first time. The time from connect
/// to the reply that decides: the greeting for a listed client, the reply to RCPT for another.
/// </summary>
internal static class AgentLatency
{
    public static async Task RunAsync(int connections)
    {
        using var lists = new LocalBlockList(5);
        var folder = Directory.CreateTempSubdirectory("ipblock-bench").FullName;
        var settings = Path.Combine(folder, "ipblock.json");
        var providers = string.Join(", ", System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 5), i => $$"""{ "name": "list {{i}}", "lookupDomain": "bl{{i}}.example", "anyMatch": true }"""));
        await File.WriteAllTextAsync(settings, $$"""{ "blockProviders": [ {{providers}} ], "exceptions": { "exemptPrivateNetworks": false }, "dns": { "servers": [ "{{lists.EndPoint}}" ] } }""");
        var port = FreePort();
        var root = FindRoot();
        using var host = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(root, "src/TransportHost/bin/Release/net10.0/IpBlock.TransportHost.dll"),
            "--agent", Path.Combine(root, "src/Agent/bin/Release/net472/IpBlock.Agent.dll"),
            "--factory", "IpBlock.Agent.IpBlockAgentFactory", "--proxy", $"127.0.0.1:{port}",
        ])
        { Environment = { ["IPBLOCK_SETTINGS"] = settings }, UseShellExecute = false, RedirectStandardOutput = true })!;
        try
        {
            await host.StandardOutput.ReadLineAsync();
            await MeasureAsync(port, 0x0B000000, 300); // warm up
            Report("not listed, to the reply to RCPT", await MeasureAsync(port, 0x0B100000, connections));
            Report("listed, to the greeting", await MeasureAsync(port, 0x0A000000, connections));
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double[]> MeasureAsync(int port, uint first, int count)
    {
        var took = new double[count];
        for (var i = 0; i < count; i++)
        {
            var client = new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(first + (uint)i * 7))));
            var watch = Stopwatch.StartNew();
            using var connection = new TcpClient { NoDelay = true };
            await connection.ConnectAsync(IPAddress.Loopback, port);
            var stream = connection.GetStream();
            var reader = new StreamReader(stream, Encoding.ASCII);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"PROXY TCP4 {client} 127.0.0.1 40000 25\r\n"));
            if ((await reader.ReadLineAsync())!.StartsWith("220", StringComparison.Ordinal))
            {
                foreach (var line in new[] { "HELO mail.example", "MAIL FROM:<a@b.example>", "RCPT TO:<u@site.example>" })
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
                    await reader.ReadLineAsync();
                }
            }

            took[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(took);
        return took;
    }

    private static void Report(string what, double[] took) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"agent, cold, {what}: median {took[took.Length / 2]:N2} ms, p95 {took[took.Length * 95 / 100]:N2} ms, of {took.Length}"));

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    internal static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IpBlock.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run it from the checkout.");
        return folder;
    }
}
