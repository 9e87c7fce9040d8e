using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>The programs in C beside which the service is measured, built by gcc for the run.</summary>
internal sealed class Floors : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private Floors()
    {
    }

    /// <summary>A policy service or milter that only asks, or does not even that.</summary>
    public string Door => Path.Combine(_folder.Path, "door");

    /// <summary>The clients.</summary>
    public string SmtpLoad => Path.Combine(_folder.Path, "smtpload");

    /// <summary>A resolver that takes its time.</summary>
    public string SlowDns => Path.Combine(_folder.Path, "slowdns");

    public static async Task<Floors> BuildAsync()
    {
        var floors = new Floors();
        foreach (var program in new[] { floors.Door, floors.SmtpLoad, floors.SlowDns })
        {
            var source = Path.Combine(Checkout.Root, "benchmarks/Floors", Path.GetFileName(program) + ".c");
            var (code, output) = await RealProcess.RunAsync("gcc", ["-O2", "-Wall", "-Wextra", "-Werror", "-o", program, source]);
            if (code != 0)
                throw new InvalidOperationException($"{source} cannot be built: {output}");
        }

        return floors;
    }

    public void Dispose() => _folder.Dispose();
}
