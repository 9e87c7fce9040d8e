using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet diff [VERSION] [TO]</c>.</summary>
internal sealed class FleetDiffCommand : FleetCommand
{
    private readonly Argument<int?> _first;
    private readonly Argument<int?> _last;

    public FleetDiffCommand(Shell shell)
        : base(
            shell,
            "diff",
            "Show how the settings of this server differ from the newest version; with a number, the changes of that version; with two numbers, the combined changes between them.")
    {
        _first = With(new Argument<int?>("VERSION") { Description = "The number of a version, as shown by fleet history.", Arity = ArgumentArity.ZeroOrOne });
        _last = With(new Argument<int?>("TO") { Description = "The number of a later version.", Arity = ArgumentArity.ZeroOrOne });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var first = parse.GetValue(_first);
        var last = parse.GetValue(_last) ?? first;
        if (last < first)
            return session.Fail(string.Create(CultureInfo.InvariantCulture, $"version {last} is older than version {first}; write the older number first"));
        var work = first is { } from ? Settings(session).DifferenceAsync(from, last!.Value, stop) : Settings(session).LocalDifferenceAsync(stop);
        var difference = await session.WaitForAsync(work, "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
        {
            JsonObject.Write(session.Out, json =>
            {
                if (first is { } number)
                    json.Set("from", number).Set("to", last!.Value);
                DifferenceText.Write(json, difference);
            });
            return ExitCode.Fine;
        }

        DifferenceText.Print(session, Heading(first, last), difference);
        return ExitCode.Fine;
    }

    private static string Heading(int? first, int? last) => first is null ? "Different on this server"
        : first == last ? string.Create(CultureInfo.InvariantCulture, $"Version {first}") : string.Create(CultureInfo.InvariantCulture, $"Versions {first} to {last}");
}
