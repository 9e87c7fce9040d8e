using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Administration.Import;

namespace IpBlock.EndToEnd.Import;

/// <summary>A real mail server that answers for one configuration.</summary>
public interface IDifferentialServer
{
    /// <summary>For each question whether the client is refused, for good or for now, before or after its message.</summary>
    /// <param name="configuration">What the server runs with.</param>
    /// <param name="resolver">Where its name server listens, at port 53.</param>
    /// <param name="questions">Answered in this order.</param>
    Task<IReadOnlyList<bool>> AskAsync(DifferentialCase configuration, IPAddress resolver, IReadOnlyList<DifferentialQuestion> questions);
}

/// <summary>Asks a mail server and IpBlock, by what it imports of the same configuration, about the same clients.</summary>
public static class Differential
{
    /// <summary>All of the long matrices, or, as long as nobody asks for them, a part.</summary>
    public static bool IsWhole => string.Equals(Environment.GetEnvironmentVariable("IPBLOCK_TESTS"), "all", StringComparison.Ordinal);

    public static async Task<DifferentialTally> RunAsync(DifferentialCase configuration, IDifferentialServer server, int seed = 1)
    {
        var questions = DifferentialClients.Questions(configuration, seed);
        await using var lists = await DifferentialLists.StartAsync(configuration, seed);
        var plan = Importer.Read(configuration.Text, "configuration", configuration.Source);
        var ours = await DifferentialVerdicts.AskAsync(plan, lists.EndPoint, configuration.Listings, questions);
        return DifferentialTally.Compare(configuration, questions, await server.AskAsync(configuration, lists.Address, questions), ours);
    }
}
