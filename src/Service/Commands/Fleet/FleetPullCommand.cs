using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Versions;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet pull</c>.</summary>
internal sealed class FleetPullCommand : FleetCommand
{
    private const int MostLines = 20;
    private readonly Option<bool> _theirs;
    private readonly Option<bool> _ours;
    private readonly Option<bool> _merge;

    public FleetPullCommand(Shell shell)
        : base(
            shell,
            "pull",
            "Apply the newest version of the fleet's settings now. If the settings of this server were changed since its last version, specify what happens to these changes.")
    {
        _theirs = With(new Option<bool>("--theirs") { Description = "Discard the changes of this server. To restore them, use config undo." });
        _ours = With(new Option<bool>("--ours") { Description = "Keep the settings of this server. To apply them to all servers, use fleet push." });
        _merge = With(new Option<bool>("--merge") { Description = "Merge both, property by property. Nothing is changed if both changed the same property." });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var choices = new[] { (_theirs, TakeChoice.Theirs), (_ours, TakeChoice.Ours), (_merge, TakeChoice.Merge) }
            .Where(one => parse.GetValue(one.Item1)).Select(static one => one.Item2).ToList();
        if (choices.Count > 1)
            return session.Fail("specify only one of --theirs, --ours and --merge");
        var work = Settings(session).PullAsync(choices.Count > 0 ? choices[0] : TakeChoice.Ask, stop);
        var result = await session.WaitForAsync(work, "Waiting for the database").ConfigureAwait(false);
        if (result is null)
            return session.Fail("the fleet has no settings yet; to publish settings, run ipblock fleet push");
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json
                .Set("version", result.Number).Set("changed", result.Changed).Set("problem", result.Problem).Set("localChanges", result.LocalChanges));
        }
        else
        {
            Print(session, result);
        }

        return result.Problem is null ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static string Back(TakeResult result) =>
        result.Change is { } change ? " To restore the previous settings, run ipblock config undo " + change.ToString(CultureInfo.InvariantCulture) : "";

    private static void Print(Session session, TakeResult result)
    {
        var number = result.Number.ToString(CultureInfo.InvariantCulture);
        if (result.Problem is { } problem)
            session.Note($"version {number} was not applied: {problem}");
        else if (result.Changed)
            session.Out.WriteLine($"The settings are now those of version {number}.{Back(result)}");
        else
            session.Out.WriteLine($"This server has version {number}.");
        if (result.LocalChanges.Count == 0)
            return;
        session.Out.WriteLine("Changed on this server:");
        foreach (var line in result.LocalChanges.Take(MostLines))
            session.Out.WriteLine("  " + line);
        if (result.LocalChanges.Count > MostLines)
            session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {result.LocalChanges.Count - MostLines} more. To see all of them, use --json."));
    }
}
