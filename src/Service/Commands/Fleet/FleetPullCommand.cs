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
            "Take the newest version of the fleet's settings now. If the settings were changed on this server since its last version, you choose what becomes of that.")
    {
        _theirs = With(new Option<bool>("--theirs") { Description = "Give up what was changed here; config undo brings it back." });
        _ours = With(new Option<bool>("--ours") { Description = "Keep the settings of this server as they are; fleet push gives them to all." });
        _merge = With(new Option<bool>("--merge") { Description = "Keep both, property by property. Nothing is done when both have changed the same one." });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var choices = new[] { (_theirs, TakeChoice.Theirs), (_ours, TakeChoice.Ours), (_merge, TakeChoice.Merge) }
            .Where(one => parse.GetValue(one.Item1)).Select(static one => one.Item2).ToList();
        if (choices.Count > 1)
            return session.Fail("give one of --theirs, --ours and --merge");
        var work = Settings(session).PullAsync(choices.Count > 0 ? choices[0] : TakeChoice.Ask, stop);
        var result = await session.WaitForAsync(work, "Waiting for the database").ConfigureAwait(false);
        if (result is null)
            return session.Fail("the fleet has no settings yet: they come with the first ipblock fleet push");
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
        result.Change is { } change ? " To bring the former ones back: ipblock config undo " + change.ToString(CultureInfo.InvariantCulture) : "";

    private static void Print(Session session, TakeResult result)
    {
        var number = result.Number.ToString(CultureInfo.InvariantCulture);
        if (result.Problem is { } problem)
            session.Note($"version {number} was not taken: {problem}");
        else if (result.Changed)
            session.Out.WriteLine($"The settings are those of version {number} now.{Back(result)}");
        else
            session.Out.WriteLine($"This server has version {number}.");
        if (result.LocalChanges.Count == 0)
            return;
        session.Out.WriteLine("Changed on this server:");
        foreach (var line in result.LocalChanges.Take(MostLines))
            session.Out.WriteLine("  " + line);
        if (result.LocalChanges.Count > MostLines)
            session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {result.LocalChanges.Count - MostLines} more; --json prints them all."));
    }
}
