using System.Collections.Generic;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>openssl, which has the last word on keys and signatures.</summary>
public static class Openssl
{
    /// <summary>Runs it in a folder.</summary>
    /// <returns>What it has written.</returns>
    /// <exception cref="RealProcessException">It has failed.</exception>
    public static async Task<string> RunAsync(string folder, params IReadOnlyList<string> words)
    {
        var (code, output) = await RealProcess.RunAsync("openssl", words, folder: folder);
        return code == 0 ? output : throw new RealProcessException($"openssl {string.Join(' ', words)} has failed:\n{output}");
    }
}
