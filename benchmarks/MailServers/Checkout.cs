using System;
using System.IO;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>The folder of the sources this program was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IpBlock.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run it from the checkout.");
        return folder;
    }
}
