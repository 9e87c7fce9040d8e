using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using BenchmarkDotNet.Running;

namespace IpBlock.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments.Length > 0 ? arguments[0] : "")
        {
            case "resolver":
                await ResolverLoad.RunAsync(Number(arguments, 1, 300_000), Number(arguments, 2, 500), Number(arguments, 3, 8));
                return 0;
            case "cold":
                await ColdDecision.RunAsync();
                return 0;
            case "decisions":
                await DecisionLoad.RunAsync(Number(arguments, 1, 100_000), Number(arguments, 2, 50));
                return 0;
            case "agent":
                await AgentLatency.RunAsync(Number(arguments, 1, 2_000));
                return 0;
            case "agentcost":
                await AgentCost.RunAsync(Number(arguments, 1, 1_000), arguments.Length > 2 ? arguments[2] : null);
                return 0;
            case "policy":
                await PolicyLoad.RunAsync(Number(arguments, 1, 50), Number(arguments, 2, 10), Number(arguments, 3, 1_000), logsAccepted: !arguments.Contains("unlogged", StringComparer.Ordinal));
                return 0;
            case "fairness":
                await FairnessLoad.RunAsync(Number(arguments, 1, 1_000), Number(arguments, 2, 20));
                return 0;
            case "mailserver":
                await MailServers.Comparison.RunAsync(arguments[1..]);
                return 0;
            case "ipset":
                AddressSets.IpSetLoad.Run(Number(arguments, 1, 1_000_000));
                return 0;
            case "startup":
                Startup.Run(Number(arguments, 1, 20));
                return 0;
            case "log":
                LogLoad.Run(Number(arguments, 1, 1_000_000));
                return 0;
            case "logindex":
                LogIndexLoad.Run(Number(arguments, 1, 1_000_000), arguments.Contains("busy", StringComparer.Ordinal));
                return 0;
            case "fleetlog":
                await Fleet.FleetLogLoad.RunAsync(Number(arguments, 1, 10_000_000), Number(arguments, 2, 1_000));
                return 0;
            case "fleet":
                await Fleet.FleetServers.RunAsync(Number(arguments, 1, 1_000));
                return 0;
            case "logindex-of":
                await LogIndexLoad.RunOfAsync(arguments[1]);
                return 0;
            case "swap":
                ListSwap.Run(Number(arguments, 1, 1_000_000), Number(arguments, 2, 5));
                return 0;
            case "soak":
                await Soak.FullLoad.RunAsync(TimeSpan.FromMinutes(Number(arguments, 1, 5)));
                return 0;
            case "days":
                await Soak.SimulatedDays.RunAsync(TimeSpan.FromMinutes(Number(arguments, 1, 30)));
                return 0;
            case "brake":
                Brake.BrakeSimulation.Run(Number(arguments, 1, 40));
                return 0;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
                return 0;
        }
    }

    private static int Number(string[] arguments, int index, int otherwise) =>
        arguments.Length > index ? int.Parse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
}
