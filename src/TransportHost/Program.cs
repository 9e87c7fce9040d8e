using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using IpBlock.TransportHost.Demo;
using IpBlock.TransportHost.Dnsbl;
using IpBlock.TransportHost.Loading;
using IpBlock.TransportHost.Server;

namespace IpBlock.TransportHost;

internal static class Program
{
    private const int WrongUse = 2;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is ["demo", .. var paths] && paths.Length is 3 or 4)
                return await new Demonstration(paths[0], paths[1], paths[2]).RunAsync(paths is [.., "--once"], Stopped).ConfigureAwait(false) ? 0 : 1;
            var line = CommandLine.Parse(args);
            if (!line.WantsHelp)
                return await Serve(line).ConfigureAwait(false);
            Console.WriteLine(CommandLine.Usage);
            return 0;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or AgentLoadException or IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return WrongUse;
        }
    }

    private static async Task<int> Serve(CommandLine line)
    {
        var options = line.ToOptions();
        await using var dnsbl = line.ZoneFile is { } file ? DnsblServer.Start(DnsblZones.Load(file), line.DnsblListen) : null;
        if (dnsbl != null)
            Console.WriteLine($"block lists on {dnsbl.EndPoint}");
        await using var server = await EvaluationServer.StartAsync(options).ConfigureAwait(false);
        foreach (var endPoint in server.EndPoints)
            Console.WriteLine($"SMTP on {endPoint}");
        foreach (var endPoint in server.ProxyEndPoints)
            Console.WriteLine($"SMTP behind a proxy on {endPoint}");
        await Stopped().ConfigureAwait(false);
        return 0;
    }

    private static async Task Stopped()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stopped.Task.ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
