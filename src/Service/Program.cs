using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Service.Commands;
using IpBlock.Service.Terminal;

namespace IpBlock.Service;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            return await IpBlockCommand.RunAsync(args, Surroundings.OfProcess()).ConfigureAwait(false);
        }
        catch (IOException) when (Console.IsOutputRedirected)
        {
            return ExitCode.Fine; // whoever read our output has seen enough: ipblock log | head
        }
    }
}
