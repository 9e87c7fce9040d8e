using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>The service as the package has it: compiled beforehand, with its own runtime and what its runtimeconfig says.</summary>
internal static class ShippedService
{
    /// <summary>Publishes it the way the package is made and returns its folder. What is unchanged since the last time is not compiled again.</summary>
    public static async Task<string> PublishAsync()
    {
        var artifacts = Path.Combine(Checkout.Root, "artifacts/benchmarks");
        var folder = Path.Combine(artifacts, "ipblock");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var (code, output) = await RealProcess.RunAsync("sh", [Path.Combine(Checkout.Root, "packaging/debian/publish.sh"), "0.0.0", artifacts, folder], TimeSpan.FromMinutes(10));
        return code == 0 ? folder : throw new InvalidOperationException("The service cannot be published: " + output);
    }
}
