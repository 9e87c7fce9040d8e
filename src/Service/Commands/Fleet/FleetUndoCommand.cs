using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet undo [VERSION]</c>.</summary>
internal sealed class FleetUndoCommand : FleetCommand
{
    private readonly Argument<int?> _number;
    private readonly Option<string?> _comment;

    public FleetUndoCommand(Shell shell)
        : base(shell, "undo", "Undo the changes of one version of the fleet's settings. The result is stored as a new version, which applies to the same servers. Changes made in later versions are kept.")
    {
        _number = With(new Argument<int?>("VERSION") { Description = "The number of the version, as shown by fleet history. Default: the newest.", Arity = ArgumentArity.ZeroOrOne });
        _comment = With(new Option<string?>("-m", "--comment") { Description = "A comment for the history.", HelpName = "TEXT" });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var result = await session.WaitForAsync(Settings(session).UndoAsync(parse.GetValue(_number), parse.GetValue(_comment), stop), "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => DifferenceText.Write(json.Set("version", result.Number).Set("undoes", result.Undone), result.Difference));
        else
            DifferenceText.Print(session, string.Create(CultureInfo.InvariantCulture, $"Version {result.Number} undoes version {result.Undone}"), result.Difference);
        return ExitCode.Fine;
    }
}
