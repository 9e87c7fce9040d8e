using System.Threading.Tasks;
using IpBlock.Service.Commands;
using IpBlock.Service.Terminal;

namespace IpBlock.Service;

internal static class Program
{
    private static Task<int> Main(string[] args) => IpBlockCommand.RunAsync(args, Surroundings.OfProcess());
}
