using System.Threading.Tasks;
using IpBlock.Manager.Commands;

namespace IpBlock.Manager;

internal static class Program
{
    private static Task<int> Main(string[] args) => ManagerCommand.RunAsync(args);
}
